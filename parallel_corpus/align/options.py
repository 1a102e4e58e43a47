"""The settings of an alignment."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from parallel_corpus.errors import AlignmentError


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Settings of the aligner; one set serves law, literature and resolutions alike.

    Scores are in units of cosine. `max_size` bounds a bead's source and target lines taken
    together. `skip` is the score of leaving a line unpaired, `skip_more` of every further line
    in a run (source runs are counted in pieces of max_size - 1 lines). `bead_charge` is taken
    from every pair, `length_charge` from it for each unit of |log| of the ratio of lengths.
    `word_weight` is the share of words in agreement; a line whose similarity to its bead's
    other side, words counted at `word_support`, is below the text's own floor (at most
    `support_floor`) costs `support_charge` times what it lacks. Numbers and kinds are soft
    evidence: none alone outweighs what the texts say. `max_characters` is the longest line that
    still passes for a sentence or a paragraph.
    """

    max_size: int = 10
    skip: float = -0.1
    skip_more: float = -0.03
    bead_charge: float = 0.05
    length_charge: float = 0.05
    word_weight: float = 0.3
    support_charge: float = 0.5
    word_support: float = 0.5
    support_floor: float = 0.25
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
        if self.skip > 0 or self.skip_more > 0:
            raise AlignmentError("a reward for unpaired lines would unpair everything")

    def key(self) -> str:
        """All settings in one line, for signatures."""
        return repr(astuple(self))


DEFAULT_OPTIONS = AlignOptions()
# Two versions in one language: numbers shift, paragraphs come and go, few are merged.
VERSION_OPTIONS = AlignOptions(
    max_size=4, skip=0.0, skip_more=0.0, number_weight=0.0, number_clash=0.0
)
