"""Bitexts that other programs aligned, through the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from parallel_corpus.checks import Bitext, CheckSettings, PairScore, check, score_pairs
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.model import Alignment, Document, Segment
from parallel_corpus.pipeline import CheckedCorpus, CheckedPair, Progress, describe_run, silent
from parallel_corpus.read import document_name
from parallel_corpus.read.formats import BitextRow, read_bitext
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.settings import Settings

_BATCH = 5000  # pairs: what is held in memory at once, and what statistics are taken over


def check_bitext(
    path: Path,
    *,
    settings: Settings | None = None,
    columns: Columns | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> CheckedCorpus:
    """Check a TMX, XLIFF, XLSX, CSV, TSV, JSONL or Moses file; its pairing is taken as it is.

    Raises ReadError for a file that is none, or breaks off.
    """
    settings = settings or Settings(root=Path())
    encoder = encoder or load_encoder(settings.encoder)
    rows = read_bitext(path, columns=columns, source=settings.source, target=settings.target)
    tell = progress or silent
    tell("read", path.name, 0, 1)
    bitext = _bitext(document_name(path), rows, settings)
    tell("check", path.name, 0, 1)
    wanted = CheckSettings(settings.select, settings.ignore, settings.options)
    findings = tuple(check(bitext, encoder, settings=wanted))
    source, target = (_document(bitext, side, path) for side in ("source", "target"))
    alignment = Alignment(
        (f"{source.id}:{source.language}", f"{target.id}:{target.language}"),
        tuple(unit.bead for unit in bitext.units),
    )
    pair = CheckedPair(bitext.document, source, target, alignment, findings)
    documents = (source, target)
    return CheckedCorpus(documents, (pair,), findings, describe_run(documents, settings, encoder))


def score_corpus(corpus: CheckedCorpus, encoder: Encoder) -> Iterator[PairScore]:
    """A score for each pair of texts that were aligned here."""
    for pair in corpus.pairs:
        yield from score_pairs(pair.bitext, encoder)


def score_bitext(
    path: Path,
    *,
    settings: Settings | None = None,
    columns: Columns | None = None,
    encoder: Encoder | None = None,
) -> Iterator[PairScore]:
    """A score for each pair of a bitext, as a stream in bounded memory."""
    settings = settings or Settings(root=Path())
    encoder = encoder or load_encoder(settings.encoder)
    rows = read_bitext(path, columns=columns, source=settings.source, target=settings.target)
    while batch := list(islice(rows, _BATCH)):
        yield from score_pairs(_bitext(document_name(path), batch, settings), encoder)


def _bitext(name: str, rows: Iterable[BitextRow], settings: Settings) -> Bitext:
    return Bitext.from_rows(
        name,
        ((row.id, row.source, row.target) for row in rows),
        source_language=settings.source,
        target_language=settings.target,
    )


def _document(bitext: Bitext, side: str, path: Path) -> Document:
    # A row's id is its number: that is how its owner knows it.
    segments: tuple[Segment, ...] = tuple(
        replace(segment, number=unit.id or None)
        for unit in bitext.units
        for segment in getattr(unit, side)
    )
    language = bitext.source_language if side == "source" else bitext.target_language
    return Document(bitext.document, language, segments, title=path.name)
