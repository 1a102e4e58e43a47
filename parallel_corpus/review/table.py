"""A bitext that was aligned elsewhere (a TMX, a table) under other decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.chains import check_settings
from parallel_corpus.build.conclude import conclude
from parallel_corpus.build.results import CheckedChain, CheckedCorpus, CheckedPair, Setup
from parallel_corpus.build.sides import document_of_side
from parallel_corpus.checks import check
from parallel_corpus.decisions import (
    ON_PAIRS,
    ON_TEXTS,
    Ledger,
    decisions_about,
    revise_alignment,
    revise_document,
)
from parallel_corpus.encode import Encoder, RememberingEncoder, load_encoder
from parallel_corpus.errors import ReadError
from parallel_corpus.model import Alignment, Bitext, Unit
from parallel_corpus.read import document_name
from parallel_corpus.read.formats import read_bitext, read_bitext_pair
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.rows import LeftOut
from parallel_corpus.settings import Settings

MOST = 20_000
"""Pairs that the desk shows: what a browser bears in one page."""


class TableBuilder:
    """A bitext, checked again and again, with the pairing of its file but for people's decisions.

    Without decisions its findings are those of `check` on the file.
    """

    def __init__(
        self,
        files: Sequence[Path],
        settings: Settings,
        encoder: Encoder | None = None,
        *,
        columns: Columns | None = None,
        annotation: AnnotationRun | None = None,
    ) -> None:
        """Read the one file, or the two that are a bitext together.

        Raises ReadError for what is no bitext, or has more than MOST pairs.
        """
        self._settings = settings
        self._encoder = RememberingEncoder(encoder or load_encoder(settings.encoder))
        self._annotation = annotation
        self._left = LeftOut()
        self._title = files[0].name
        self._table = self._read(files, columns)
        self._source, self._target = (
            document_of_side(self._table, side, self._title) for side in ("source", "target")
        )
        self._ids = {unit.key: unit.id for unit in self._table.units}
        self._known: tuple[object, CheckedChain] | None = None

    def __call__(self, ledger: Ledger) -> CheckedCorpus:
        """Check under `ledger`."""
        run = self._annotation.again() if self._annotation else None
        setup = Setup(self._settings, self._encoder, ledger, run)
        name = self._table.document
        key = decisions_about([name], ledger, ON_TEXTS + ON_PAIRS), ledger.terms()
        if self._known is None or self._known[0] != key:
            self._known = key, self._check(ledger)
        corpus = conclude([self._known[1]], setup, whole=())
        if lines := self._left.lines():
            corpus = replace(corpus, run={**corpus.run, "left_out": {self._title: lines}})
        return corpus

    def _waits(self, unit: Unit) -> bool:
        """Tell whether a row of the file has no translation yet."""
        return unit.key in self._ids and not self._aligned_here

    def _read(self, files: Sequence[Path], columns: Columns | None) -> Bitext:
        settings = self._settings
        if len(files) == 2:
            found = read_bitext_pair(files[0], files[1], left=self._left)
        else:
            found = read_bitext(
                files[0],
                columns=columns,
                source=settings.source,
                target=settings.target,
                left=self._left,
            )
        kept = list(islice(found, MOST + 1))
        # In what was aligned by this program, an empty side is an omission.
        self._aligned_here = any(row.source_ids for row in kept)
        rows = [(row.id, row.source, row.target) for row in kept]
        if len(rows) > MOST:
            raise ReadError(
                f"holds more than {MOST:,} pairs, too many for one page",
                where=files[0],
                hint="Check it with `parallel-corpus check`, or split the file",
            )
        return Bitext.from_rows(
            document_name(files[0]),
            rows,
            source_language=settings.source,
            target_language=settings.target,
        )

    def _check(self, ledger: Ledger) -> CheckedChain:
        source, stale = revise_document(self._source, ledger)
        target, more = revise_document(self._target, ledger)
        beads = tuple(unit.bead for unit in self._table.units)
        sides = f"{source.id}:{source.language}", f"{target.id}:{target.language}"
        alignment, outdated = revise_alignment(Alignment(sides, beads), source, target, ledger)
        made = Bitext.of(self._table.document, source, target, alignment)
        # Under the ids of its rows, by which annotators name them.
        units = tuple(replace(unit, id=self._ids.get(unit.key, "")) for unit in made.units)
        whole = replace(made, units=units)
        # What is not translated yet stays in the file, and is no fault of a translation. Without
        # its documents: a table is no text whose headings and numbers must go on.
        asked = tuple(unit for unit in units if unit.target or not self._waits(unit))
        table = replace(whole, units=asked, source=None, target=None)
        found = check(table, self._encoder, settings=check_settings(self._settings, ledger))
        pair = CheckedPair(whole, alignment, tuple(found))
        return CheckedChain((source, target), (pair,), (*stale, *more, *outdated))
