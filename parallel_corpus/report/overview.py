"""The corpus at a glance: for each document what was paired, what was found, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import SEVERITIES, Bead, Change, Document, Severity, Span
from parallel_corpus.report.findings import SEVERITY_NAMES, FindingView, worst
from parallel_corpus.report.sides import Piece, SegmentIndex, ShownText, mark, telling
from parallel_corpus.report.wording import Wording


@dataclass(frozen=True, slots=True)
class Tick:
    """A paragraph's place in the strip, in thousandths of the document's length."""

    x: float
    width: float
    severity: Severity | None
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A bead with both texts and the findings about it."""

    id: str
    label: str
    name: str
    bead: Bead
    source: ShownText
    target: ShownText
    findings: tuple[FindingView, ...]
    key: str
    note: str = ""
    """What is unusual about this pairing, in a few words; usually nothing."""

    @property
    def severity(self) -> Severity | None:
        return worst(view.severity for view in self.findings)


@dataclass(frozen=True, slots=True)
class PairView:
    """One document in both languages: its rows, its strip, and its figures."""

    number: int
    pair: CheckedPair
    title: str
    rows: tuple[ReportRow, ...]
    strip: tuple[Tick, ...]
    counts: Mapping[Severity, int]
    families: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    say: Wording

    @property
    def paired(self) -> int:
        return sum(bool(row.bead.source and row.bead.target) for row in self.rows)

    @property
    def segments(self) -> int:
        return sum(len(row.bead.source) + len(row.bead.target) for row in self.rows)

    @property
    def covered(self) -> int:
        return sum(
            len(row.bead.source) + len(row.bead.target)
            for row in self.rows
            if row.bead.source and row.bead.target
        )

    @property
    def coverage(self) -> str:
        share = self.covered / self.segments if self.segments else 0.0
        return _percent(share)

    @property
    def strip_text(self) -> str:
        """The strip in words, for those who do not see it."""
        say, parts = self.say, []
        for severity in SEVERITIES:
            labels = [row.label for row in self.rows if row.severity == severity]
            if labels:
                parts.append(f"{say.word(SEVERITY_NAMES[severity])}: {', '.join(labels)}")
        return "; ".join(parts) or say("no findings")


def pair_views(
    corpus: CheckedCorpus, findings: Sequence[FindingView], places: SegmentIndex
) -> tuple[PairView, ...]:
    """Show every pair of the corpus with its rows, strip and figures; `findings` link to rows."""
    by_document: dict[str, list[FindingView]] = defaultdict(list)
    for view in findings:
        by_document[view.finding.document].append(view)
    return tuple(
        _pair_view(number, pair, by_document[pair.document], places)
        for number, pair in enumerate(corpus.pairs, start=1)
    )


def row_id(number: int, bead: Bead) -> str:
    """Return the anchor of a bead's row in pair `number`.

    A place is letters, digits and full stops.
    """
    ref = next(iter((*bead.source, *bead.target)), "empty")
    return f"d{number}-{'' if bead.source else 't-'}{ref.rsplit(':', 1)[-1]}"


def unpaired(corpus: CheckedCorpus) -> tuple[Document, ...]:
    """Return the documents that stand in no pair, in the corpus's order."""
    sides = {id(side) for pair in corpus.pairs for side in (pair.source, pair.target)}
    named = {
        (side.id, side.language, side.witness)
        for pair in corpus.pairs
        for side in (pair.source, pair.target)
    }
    return tuple(
        document
        for document in corpus.documents
        if id(document) not in sides
        and (document.id, document.language, document.witness) not in named
    )


def _pair_view(
    number: int, pair: CheckedPair, mine: Sequence[FindingView], places: SegmentIndex
) -> PairView:
    by_ref: dict[str, list[FindingView]] = {}
    for view in mine:
        for ref in view.finding.told_of:
            by_ref.setdefault(ref, []).append(view)
    rows = tuple(_row(number, pair, bead, by_ref, places) for bead in pair.alignment.beads)
    return PairView(
        number=number,
        pair=pair,
        title=pair.source.title or pair.target.title or pair.document,
        rows=rows,
        strip=_strip(rows),
        counts=Counter(view.severity for view in mine),
        families=tuple(sorted(Counter(view.family for view in mine).items())),
        changes=pair.changes,
        say=places.say,
    )


def _note(bead: Bead, say: Wording) -> str:
    sizes = len(bead.source), len(bead.target)
    notes = []
    if not all(sizes):
        notes.append(say("no counterpart"))
    elif sizes != (1, 1):
        notes.append(say("%(source)s to %(target)s", source=sizes[0], target=sizes[1]))
    if bead.moved:
        notes.append(say.word("moved"))
    if bead.method == "human":
        notes.append(say("paired by hand"))
    return say.comma.join(notes)


def _row(
    number: int,
    pair: CheckedPair,
    bead: Bead,
    by_ref: Mapping[str, list[FindingView]],
    places: SegmentIndex,
) -> ReportRow:
    refs = (*bead.source, *bead.target)
    views = {view.id: view for ref in refs for view in by_ref.get(ref, ())}
    about = [view.finding for view in views.values()]
    source, target = places.text(bead.source), places.text(bead.target)
    return ReportRow(
        id=row_id(number, bead),
        label=places.short(bead.source or bead.target),
        name=places.label(bead.source or bead.target),
        bead=bead,
        source=ShownText(
            places.label(bead.source),
            pair.source.language,
            _marks(source, [f.source_spans for f in about if f.source == bead.source]),
        ),
        target=ShownText(
            places.label(bead.target),
            pair.target.language,
            _marks(target, [f.target_spans for f in about if f.target == bead.target]),
        ),
        findings=tuple(sorted(views.values(), key=lambda view: view.rank)),
        key=f"{comparison_key(source)} {comparison_key(target)}",
        note=_note(bead, places.say),
    )


def _marks(text: str, spans: Iterable[tuple[Span, ...]]) -> tuple[Piece, ...]:
    return mark(text, [span for some in spans for span in telling(some, text)])


def _strip(rows: Iterable[ReportRow]) -> tuple[Tick, ...]:
    rows = tuple(rows)
    lengths = [max(len(row.source.text), len(row.target.text), 1) for row in rows]
    total, x, ticks = sum(lengths), 0, []
    for row, length in zip(rows, lengths, strict=True):
        names = ", ".join(dict.fromkeys(view.name for view in row.findings))
        ticks.append(
            Tick(
                x=round(1000 * x / total, 2),
                width=round(1000 * length / total, 2),
                severity=row.severity,
                anchor=row.id,
                title=f"{row.name}: {names}" if names else row.name,
            )
        )
        x += length
    return tuple(ticks)


def _percent(share: float) -> str:
    """
    >>> _percent(1.0), _percent(0.9999), _percent(0.5)
    ('100%', '99.9%', '50%')
    """
    if share == 1:
        return "100%"
    # 99.96% must not read as all of it.
    return f"{min(100 * share, 99.9):.3g}%"
