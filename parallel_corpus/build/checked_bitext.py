"""A bitext of any length with its findings, kept on disk while it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.annotate import glossary_of, wanted_of
from parallel_corpus.build.chains import check_settings
from parallel_corpus.build.conclude import describe_run
from parallel_corpus.build.pieces import Checked, check_in_processes
from parallel_corpus.build.results import (
    CheckedCorpus,
    CheckedPair,
    Failure,
    Progress,
    Setup,
)
from parallel_corpus.build.sides import document_of_side
from parallel_corpus.checks import (
    PIECE,
    Bitext,
    PairScore,
    RankedFindings,
    check_pieces,
    score_pairs,
)
from parallel_corpus.checks.ranking import dump, load
from parallel_corpus.decisions import Ledger, judge_findings, text_lookup
from parallel_corpus.encode import Encoder
from parallel_corpus.model import Alignment, Finding, Row, Unit, row_of
from parallel_corpus.model.bitext import in_batches
from parallel_corpus.read import document_name
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, UnitPlace
from parallel_corpus.settings import Settings
from parallel_corpus.support.spool import Spool

_BATCH = 5000  # pairs: what scores hold in memory at once, and what they learn words from


class CheckedBitext:
    """A bitext and what the checks found in it; neither is held in memory.

    `findings` come worst first and can be iterated repeatedly; `paired` counts the rows that have
    text on both sides, `rows` all of them, `rejected` the findings that a person rejected. It is
    good for as long as its folder is there.
    """

    failures: tuple[Failure, ...] = ()

    def __init__(
        self,
        path: Path,
        settings: Settings,
        encoder: Encoder,
        folder: Path,
        annotation: AnnotationRun | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.document = document_name(path)
        self.findings = RankedFindings(folder)
        self.paired = self.rows = self.rejected = 0
        self.left = LeftOut()
        self._title = path.name
        self._settings, self._encoder = settings, encoder
        self._annotation = annotation
        self._ledger = ledger or Ledger()
        self._texts, self._found = Spool(folder / "texts"), Spool(folder / "found")
        self._places = Spool(folder / "places")
        self._shown: dict[int, str] = {}

    def take(self, rows: Iterable[Row], tell: Progress, *, keep: bool, jobs: int = 1) -> None:
        """Check `rows` in `jobs` processes; `keep` them if they will be shown beside findings."""
        for piece, found in self._checked(self._pieces(rows), jobs):
            self.paired += sum(unit.paired for unit in piece.units)
            self.rows += len(piece.units)
            told = self._annotated(piece, self._judged(piece, found))
            told = [self._numbered(finding) for finding in told]
            self.findings.extend(told)
            if keep:
                self._texts.extend(map(_row, piece.units))
                self._found.extend([[dump(finding) for finding in told]])
            tell("check", f"{self._title}, {self.rows:,} rows", 0, 1)

    def _checked(self, pieces: Iterator[Bitext], jobs: int) -> Iterator[Checked]:
        """Yield each piece with what the checks find. A single piece is checked here."""
        settings = check_settings(self._settings, self._ledger)
        first = list(islice(pieces, 2 if jobs > 1 else 0))
        pieces = chain(first, pieces)
        if len(first) > 1:
            return check_in_processes(pieces, self._settings.encoder, settings, jobs)
        return check_pieces(pieces, self._encoder, settings=settings)

    def _judged(self, piece: Bitext, found: Sequence[Finding]) -> Sequence[Finding]:
        """Drop findings that a person rejected, unless the texts have changed since."""
        if not self._ledger.decisions:
            return found
        sides = [document_of_side(piece, side, self._title) for side in ("source", "target")]
        judged = judge_findings(found, self._ledger, text_lookup(sides))
        self.rejected += len(judged.rejected)
        return judged.kept

    def _annotated(self, piece: Bitext, found: Sequence[Finding]) -> Sequence[Finding]:
        """Add what annotators say to a piece's findings, one piece at a time to bound memory."""
        if self._annotation is None:
            return found
        setup = Setup(self._settings, self._encoder)
        wanted = wanted_of(self._settings)
        checked = [(piece, found)]
        return self._annotation.fold(checked, self._encoder, glossary_of(setup), wanted)[0]

    def _numbered(self, finding: Finding) -> Finding:
        """Add the segment number that Trados or memoQ shows to the finding's evidence."""
        row = row_of(next(iter((*finding.source, *finding.target)), ""))
        if row not in self._shown:
            return finding
        return replace(finding, evidence={**finding.evidence, "segment": self._shown[row]})

    def pieces(self) -> Iterator[tuple[Bitext, list[Finding]]]:
        """Yield the rows in order, some thousand at a time, with their findings, worst first."""
        for piece, found in zip(self._pieces(self._kept()), self._found, strict=True):
            yield piece, [load(values) for values in found]

    def placed(self, rows: Iterable[BitextRow]) -> Iterator[Row]:
        """Yield the rows to check, and remember where each stands in its file."""
        held: list[tuple[int, str, str]] = []
        for number, row in enumerate(_checked_rows(rows, self.left), start=1):
            at = row.at or UnitPlace(0)
            held.append((at.unit, at.part, at.shown))
            if at.shown:
                self._shown[number] = at.shown
            if len(held) == _BATCH:
                self._places.extend(held)
                held = []
            yield row.id, row.source, row.target, row.score, row.margin
        self._places.extend(held)

    def places(self) -> Iterator[UnitPlace]:
        """Yield where each row stands in its file, in order; unit 0 where that is not known."""
        return (UnitPlace(int(unit), part, shown) for unit, part, shown in self._places)

    def scores(self) -> Iterator[PairScore]:
        """Yield a score for each row, in order."""
        rows = self._kept()
        while batch := list(islice(rows, _BATCH)):
            yield from score_pairs(self._bitext(batch), self._encoder)

    def corpus(self, *, worst: int | None = None) -> CheckedCorpus:
        """Load everything into memory as a checked corpus.

        `worst` limits it to so many findings, and to the rows that these are about.
        """
        findings = tuple(islice(self.findings, worst))
        about = None if worst is None else {(f.source, f.target) for f in findings}
        units = [
            unit
            for piece, _ in (self.pieces() if worst != 0 else ())
            for unit in piece.units
            if about is None or unit.key in about
        ]
        bitext = replace(self._bitext(()), units=tuple(units))
        title = self._title
        if worst is not None and worst < len(self.findings):
            title += f": the worst {worst:,} of {len(self.findings):,} findings"
        source, target = (
            document_of_side(bitext, side, title, self._shown) for side in ("source", "target")
        )
        alignment = Alignment(
            (f"{source.id}:{source.language}", f"{target.id}:{target.language}"),
            tuple(unit.bead for unit in units),
        )
        pair = CheckedPair(replace(bitext, source=source, target=target), alignment, findings)
        documents = (source, target)
        setup = Setup(self._settings, self._encoder, annotation=self._annotation)
        run = describe_run(documents, setup)
        if lines := self.left.lines():
            run["left_out"] = {self._title: lines}
        return CheckedCorpus(documents, (pair,), findings, run)

    def _kept(self) -> Iterator[Row]:
        return ((str(row[0]), *row[1:]) for row in self._texts)

    def _pieces(self, rows: Iterable[Row]) -> Iterator[Bitext]:
        first = 1
        for batch in in_batches(rows, PIECE, lambda row: (row[1], row[2])):
            yield self._bitext(batch, first)
            first += len(batch)

    def _bitext(self, rows: Iterable[Row], first: int = 1) -> Bitext:
        return _bitext(self.document, rows, self._settings, first)


def _checked_rows(found: Iterable[BitextRow], left: LeftOut) -> Iterator[BitextRow]:
    """Yield the rows to check: what is not translated yet is no fault of a translation.

    In what was aligned here, an empty side is an omission, and is checked.
    """
    for row in found:
        if not row.source.strip() and not row.target.strip():
            left.add("units without text", row.where)
        elif row.source.strip() and not row.target.strip() and not row.source_ids:
            left.add("units without a translation", row.where)
        else:
            yield row


def _row(unit: Unit) -> Row:
    return unit.id, unit.source_text, unit.target_text, unit.bead.score, unit.bead.margin


def _bitext(name: str, rows: Iterable[Row], settings: Settings, first: int = 1) -> Bitext:
    return Bitext.from_rows(
        name, rows, source_language=settings.source, target_language=settings.target, first=first
    )
