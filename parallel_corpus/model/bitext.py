"""The nouns of aligned text: beads, alignments, and bitexts with what is known beside them.

A bitext may be two whole Documents with an earlier version and further copies beside them, or no
more than three columns of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from parallel_corpus.model.texts import Document, Language, Segment

Method = Literal["number", "embedding", "human"]

Row = tuple[str, str, str] | tuple[str, str, str, float | None, float | None]
"""A row of a table: id, source text, target text, and the score and margin where it has them."""

Item = TypeVar("Item")

_LONG = 10_000  # letters: no paragraph is longer
_MOST_LETTERS = 300_000

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""The ids of a bead: source, then target."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that translate each other; either side may be empty.

    `score` says how well the two sides agree (0-1), `margin` by how much this pairing beats
    the runner-up (0-1, 0 when there is no choice). Either is None where it is not known, as of a
    bitext that another program aligned. `moved` marks a pair that stands out of order.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float | None = 0.0
    margin: float | None = 0.0
    method: Method = "embedding"
    moved: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the pairing first: at least one in five is wrong."""
        if self.score is None or self.method == "human":
            return False
        return bool(self.source and self.target) and self.score < 0.8


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every segment of two documents in exactly one bead, in order of the source.

    `pair` names the two sides ("doc:en", "doc:ar"); `signature` is a hash of all that
    determined the result, so that a stale alignment can be told from a fresh one.
    """

    pair: tuple[str, str]
    beads: tuple[Bead, ...]
    signature: str = ""

    def of_source(self) -> dict[str, Bead]:
        return {ref: bead for bead in self.beads for ref in bead.source}

    def of_target(self) -> dict[str, Bead]:
        return {ref: bead for bead in self.beads for ref in bead.target}


@dataclass(frozen=True, slots=True)
class Unit:
    """A bead with its texts. `id` is the row's own id where the bitext came from a table.

    >>> en = Segment("d:en:p1", "en", "p1", "Two.", "Two.")
    >>> ar = Segment("d:ar:p1", "ar", "p1", "اثنان.", "اثنان.")
    >>> Unit(Bead((en.id,), (ar.id,)), (en,), (ar,)).target_text
    'اثنان.'
    """

    bead: Bead
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    id: str = ""

    @property
    def source_text(self) -> str:
        return "\n".join(segment.text for segment in self.source)

    @property
    def target_text(self) -> str:
        return "\n".join(segment.text for segment in self.target)

    @property
    def name(self) -> str:
        """The row's id, or the source's segment ids (the target's where there is no source)."""
        return self.id or " ".join(self.bead.source or self.bead.target)

    @property
    def key(self) -> Key:
        """The ids of both sides: unique in a bitext, also where a table's row ids repeat."""
        return self.bead.source, self.bead.target

    @property
    def paired(self) -> bool:
        return bool(self.source and self.target)


@dataclass(frozen=True, slots=True)
class Witness:
    """Another copy of one side's text; `alignment` pairs that side's segments with the copy's."""

    document: Document
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Bitext:
    """The aligned text of one document in two languages, and what the checks may compare it with.

    `previous` is the version that this one supersedes, itself aligned the same way (it may have a
    `previous` of its own). `source_versions` and `target_versions` pair the old version's segments
    (source side) with this one's (target side), each within one language; see
    `parallel_corpus.align.versions`.
    """

    document: str
    units: tuple[Unit, ...]
    source_language: Language = "en"
    target_language: Language = "ar"
    source: Document | None = None
    target: Document | None = None
    previous: Bitext | None = None
    source_versions: Alignment | None = None
    target_versions: Alignment | None = None
    witnesses: tuple[Witness, ...] = field(default=())

    @classmethod
    def of(cls, document: str, source: Document, target: Document, alignment: Alignment) -> Bitext:
        """Return two Documents and their alignment.

        Raises KeyError for a bead of unknown segments.
        """
        segments = {s.id: s for s in (*source.segments, *target.segments)}
        units = tuple(
            Unit(
                bead,
                tuple(segments[ref] for ref in bead.source),
                tuple(segments[ref] for ref in bead.target),
            )
            for bead in alignment.beads
        )
        return cls(document, units, source.language, target.language, source, target)

    @classmethod
    def from_rows(
        cls,
        document: str,
        rows: Iterable[Row],
        *,
        source_language: Language = "en",
        target_language: Language = "ar",
        first: int = 1,
    ) -> Bitext:
        """Return the bitext of a table's rows. An empty text is no text.

        `first` is the number of the first row, where these are a piece of a longer table.

        >>> bitext = Bitext.from_rows("t", [("7", "Two.", "اثنان."), ("8", "Three.", "")])
        >>> [(unit.name, unit.bead.source, unit.paired) for unit in bitext.units]
        [('7', ('t:en:p1',), True), ('8', ('t:en:p2',), False)]
        """

        def side(language: Language, number: int, text: str) -> tuple[Segment, ...]:
            if not text.strip():
                return ()
            place = f"p{number}"
            return (Segment(f"{document}:{language}:{place}", language, place, text, text),)

        units = []
        for number, row in enumerate(rows, first):
            source = side(source_language, number, row[1])
            target = side(target_language, number, row[2])
            score, margin = (row[3], row[4]) if len(row) == 5 else (None, None)
            bead = Bead(tuple(s.id for s in source), tuple(s.id for s in target), score, margin)
            units.append(Unit(bead, source, target, row[0]))
        return cls(document, tuple(units), source_language, target_language)

    def batches(self, size: int) -> Iterator[Bitext]:
        """Yield the same bitext in pieces as `in_batches` cuts them."""
        for units in in_batches(self.units, size, _texts):
            yield replace(self, units=tuple(units))


def in_batches(
    items: Iterable[Item], size: int, texts: Callable[[Item], tuple[str, str]]
) -> Iterator[list[Item]]:
    """Cut `items` into lists of at most `size`, so that memory stays bounded.

    Where `texts` gives very long texts, a list ends as soon as these have 300,000 letters.
    """
    batch: list[Item] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += sum(len(text) for text in texts(item) if len(text) > _LONG)
        if len(batch) == size or letters > _MOST_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _texts(unit: Unit) -> tuple[str, str]:
    return unit.source_text, unit.target_text
