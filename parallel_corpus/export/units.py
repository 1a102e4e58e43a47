"""A checked pair as bitext rows: each bead with its texts, and the findings that concern it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.records import Record, finding_record, rounded
from parallel_corpus.model import Bead, Document, Finding, Segment, text_of
from parallel_corpus.read.formats.rows import BitextRow, State

JOINT = "\n"
"""Between the segments of a side (see `model.Span`)."""

_HEADINGS = frozenset(("title", "subtitle", "head"))
_MARK_LONGEST = 4  # signs around a paragraph's number: "(12)", "12.-"
_SENTENCE = re.compile(r"\.s\d+$")


@dataclass(frozen=True, slots=True)
class Texts:
    """Segments by id, of some documents; furniture too."""

    segments: Mapping[str, Segment]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Texts:
        found: dict[str, Segment] = {}
        for document in documents:
            for segment in (*document.segments, *document.furniture):
                found.setdefault(segment.id, segment)
        return cls(found)

    def text(self, refs: Sequence[str]) -> str:
        """Return the text of a side: its segments' texts joined by a line feed.

        Raises CorpusError for a reference that no segment bears.
        """
        return JOINT.join(self._segment(ref).text for ref in refs)

    def _segment(self, ref: str) -> Segment:
        try:
            return self.segments[ref]
        except KeyError:
            raise CorpusError(
                f"no segment is called {ref}",
                hint="The alignment was made for other texts; build the corpus again",
            ) from None


def unit_id(source: Sequence[str], target: Sequence[str]) -> str:
    """Make the id of a bead from its references; stable as long as the pairing is.

    >>> unit_id(["d:en:op3"], ["d:ar:op3", "d:ar:op4"])
    'd:en:op3 = d:ar:op3 + d:ar:op4'
    """
    return f"{' + '.join(source) or '-'} = {' + '.join(target) or '-'}"


def bitext_rows(
    pair: CheckedPair,
    findings: Iterable[Finding] | None = None,
) -> Iterator[BitextRow]:
    """Yield every bead of `pair` in its order, those with an empty side too.

    `findings` defaults to the pair's own. A finding is told with each bead that holds one of
    its segments; its own references say how far it reaches.
    """
    texts = Texts.of((pair.source, pair.target))
    index = _by_reference(pair.findings if findings is None else findings)
    for bead in pair.alignment.beads:
        yield _row(bead, texts, index)


def streamed_rows(checked: CheckedBitext) -> Iterator[BitextRow]:
    """Yield every row of a bitext that was checked as a stream, with the findings on it."""
    for piece, findings in checked.pieces():
        segments = {s.id: s for unit in piece.units for s in (*unit.source, *unit.target)}
        index = _by_reference(findings)
        for unit in piece.units:
            yield _row(unit.bead, Texts(segments), index)


def findings_by_pair(corpus: CheckedCorpus) -> list[list[Finding]]:
    """Group the findings by pair, worst first, those of the whole corpus included."""
    owners: dict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(corpus.pairs):
        for document in {owner(s.id) for d in (pair.source, pair.target) for s in d.segments[:1]}:
            owners[document].append(i)
    found: list[list[Finding]] = [[] for _ in corpus.pairs]
    for finding in corpus.findings or (f for pair in corpus.pairs for f in pair.findings):
        refs = {owner(ref) for ref in (*finding.source, *finding.target)}
        for i in sorted({i for document in refs for i in owners.get(document, ())}):
            found[i].append(finding)
    return found


def owner(ref: str) -> str:
    """Return the document that a segment's id names, its witness and language included.

    >>> owner("ipu143-adopted@print:en:op18.s2")
    'ipu143-adopted@print:en'
    """
    return text_of(ref)


def with_versions(
    rows: Iterable[BitextRow], corpus: CheckedCorpus, pair: CheckedPair
) -> Iterator[BitextRow]:
    """Add to `rows` what they came from as props: change, followed, old_source, old_target."""
    texts = Texts.of(corpus.documents)
    changes = {ref: c for c in pair.changes for ref in (*c.source, *c.target)}
    for row in rows:
        change = next(
            (changes[r] for r in (*row.source_ids, *row.target_ids) if r in changes), None
        )
        if change is None:
            yield row
            continue
        old = {
            "change": change.kind,
            "followed": change.followed,
            "old_source": texts.text(change.old_source),
            "old_target": texts.text(change.old_target),
        }
        yield replace(row, props={**row.props, **{k: v for k, v in old.items() if v}})


def with_structure(rows: Iterable[BitextRow], pair: CheckedPair) -> Iterator[BitextRow]:
    """Add to `rows` what their paragraphs are as props: source_number, target_number, heading.

    A number stands as in the document, with its full stop or brackets.
    """
    segments = Texts.of((pair.source, pair.target)).segments
    for row in rows:
        sides = {"source": row.source_ids, "target": row.target_ids}
        known = {
            f"{side}_number": _marker(segments[ids[0]])
            for side, ids in sides.items()
            if ids and ids[0] in segments
        }
        kinds = {segments[ref].kind for ids in sides.values() for ref in ids if ref in segments}
        known["heading"] = "yes" if kinds and kinds <= _HEADINGS else ""
        yield replace(row, props={**row.props, **{k: v for k, v in known.items() if v}})


def _marker(segment: Segment) -> str:
    """Return a paragraph's number as its file has it; "" where the text holds it or it has none."""
    if not segment.number:
        return ""
    before = segment.raw[: len(segment.number) + _MARK_LONGEST].split()
    if before and segment.number in before[0] and not segment.text.startswith(before[0]):
        return before[0]
    return "" if segment.text.startswith(segment.number) else f"{segment.number}."


def _by_reference(findings: Iterable[Finding]) -> Mapping[str, list[tuple[int, Record]]]:
    index: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for order, finding in enumerate(findings):
        record = finding_record(finding)
        for ref in dict.fromkeys(finding.told_of):
            index[paragraph(ref)].append((order, record))
    return index


def paragraph(ref: str) -> str:
    """Return the paragraph that a reference to a sentence lies in.

    >>> paragraph("d:en:op18.s2"), paragraph("d.s1:en:op18.a")
    ('d:en:op18', 'd.s1:en:op18.a')
    """
    return _SENTENCE.sub("", ref)


def _row(bead: Bead, texts: Texts, index: Mapping[str, list[tuple[int, Record]]]) -> BitextRow:
    found: dict[int, Record] = {}
    for ref in (*bead.source, *bead.target):
        found.update(index.get(paragraph(ref), ()))
    return BitextRow(
        id=unit_id(bead.source, bead.target),
        source=texts.text(bead.source),
        target=texts.text(bead.target),
        source_ids=bead.source,
        target_ids=bead.target,
        score=rounded(bead.score),
        margin=rounded(bead.margin),
        method=bead.method,
        moved=bead.moved,
        state=_state(bead),
        findings=tuple(found[order] for order in sorted(found)),
    )


def _state(bead: Bead) -> State:
    """Return "reviewed" only for pairings that a person made or confirmed."""
    if not bead.target:
        return "initial"
    return "reviewed" if bead.method == "human" else "translated"
