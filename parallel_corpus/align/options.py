"""What an alignment can be told: its settings, and what people have decided already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from parallel_corpus.errors import AlignmentError


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Settings of the aligner; one set serves law, literature and resolutions alike.

    `max_size` bounds a bead's source and target lines taken together. `skip` is the score of
    leaving one line unpaired. The `..._weight` values are soft evidence in units of cosine:
    none of them alone outweighs what the texts say. `max_characters` is the longest line that
    still passes for a sentence or a paragraph.
    """

    max_size: int = 10
    skip: float = -0.2
    number_weight: float = 0.15
    number_clash: float = 0.05
    kind_clash: float = 0.15
    max_characters: int = 100_000

    def __post_init__(self) -> None:
        if not 2 <= self.max_size <= 20:
            raise AlignmentError(
                f"beads of up to {self.max_size} lines are out of range",
                hint="Set max_size between 2 and 20",
            )
        if self.skip > 0:
            raise AlignmentError("a reward for unpaired lines would unpair everything")

    def key(self) -> str:
        """All settings in one line, for signatures."""
        return repr(astuple(self))


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: beads that stand, and pairs that must not be made.

    Both are by index: `fixed` holds (source lines, target lines), either side possibly empty;
    `forbidden` holds (source line, target line).
    """

    fixed: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    forbidden: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(
        cls,
        fixed: Iterable[tuple[Iterable[int], Iterable[int]]] = (),
        forbidden: Iterable[tuple[int, int]] = (),
    ) -> Constraints:
        beads = sorted((tuple(sorted(s)), tuple(sorted(t))) for s, t in fixed)
        return cls(tuple(beads), frozenset(forbidden))
