"""The settings of an alignment."""

from __future__ import annotations

from dataclasses import dataclass

from parallel_corpus.align.grid import Shapes
from parallel_corpus.errors import AlignmentError


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Settings of the aligner; one set serves law, literature and resolutions alike.

    `max_size` bounds a bead's source and target lines taken together, but one line may stand
    against up to `longest`. `number_weight` is what numbers that agree add to a pair's cosine,
    `number_clash` what numbers that differ take from it, `kind_clash` what different kinds
    (heading, list item...) do: soft evidence that never outweighs what the texts say.
    `max_characters` is the longest line that still passes for a sentence or a paragraph,
    `max_lines` the most lines of a side: memory and time grow with them.
    """

    max_size: int = 10
    longest: int = 20
    number_weight: float = 0.15
    number_clash: float = 0.05
    kind_clash: float = 0.15
    max_characters: int = 100_000
    max_lines: int = 100_000

    def __post_init__(self) -> None:
        if not 2 <= self.max_size <= 20:
            raise AlignmentError(
                f"beads of up to {self.max_size} lines are out of range",
                hint="Set max_size between 2 and 20",
            )
        if not 1 <= self.longest <= 40:
            raise AlignmentError(
                f"one line against {self.longest} is out of range",
                hint="Set longest between 1 and 40",
            )

    @property
    def shapes(self) -> Shapes:
        """The numbers of lines that a bead may have on either side."""
        return Shapes.of(self.max_size, self.longest)


DEFAULT_OPTIONS = AlignOptions()
# Two versions in one language: numbers shift, paragraphs come and go, few are merged.
VERSION_OPTIONS = AlignOptions(max_size=4, longest=4, number_weight=0.0, number_clash=0.0)
