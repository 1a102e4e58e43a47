"""Bitexts that other programs aligned, through the checks: as a stream, however long they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun, load_run
from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.results import (
    CheckedCorpus,
    Progress,
    ignore_progress,
)
from parallel_corpus.checks import (
    PairScore,
    score_pairs,
)
from parallel_corpus.decisions import Ledger
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.model import Row
from parallel_corpus.read.formats import read_bitext, read_bitext_pair
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.settings import Settings
from parallel_corpus.support.files import copy_pipe
from parallel_corpus.support.spool import spool_folder


@contextmanager
def stream_bitext(
    path: Path,
    *,
    settings: Settings | None = None,
    columns: Columns | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    keep: bool = True,
    other: Path | None = None,
    annotation: AnnotationRun | None = None,
    ledger: Ledger | None = None,
    jobs: int = 1,
) -> Iterator[CheckedBitext]:
    """Check a bitext of any length in bounded memory; its pairing is taken as it is.

    `other` is the target's file where the two are a bitext together: string tables, subtitles.
    Units without a translation are counted in `left`, and not checked. Of the decisions in `ledger`
    those on findings and the terms are honoured. A long file is checked in `jobs` processes, each
    of which loads the encoder by its name in `settings`; what comes out is the same.

    The file is read once, also where it is a pipe. What was found, and with `keep` the texts, are
    kept in a folder for temporary files until the block ends. Raises ReadError for a file that is
    no TMX, XLIFF, XLSX, CSV, TSV, JSONL or Moses file, or breaks off.
    """
    settings = settings or Settings(root=Path())
    tell = progress or ignore_progress
    with spool_folder() as folder:
        annotation = annotation or load_run(settings)
        encoder = encoder or load_encoder(settings.encoder)
        checked = CheckedBitext(path, settings, encoder, folder, annotation, ledger)
        tell("read", path.name, 0, 1)
        if other:
            found = read_bitext_pair(path, other, left=checked.left)
        else:
            found = read_bitext(
                _settled(path, folder),
                columns=columns,
                source=settings.source,
                target=settings.target,
                left=checked.left,
            )
        checked.take(checked.placed(found), tell, keep=keep, jobs=jobs)
        yield checked


def check_rows(
    rows: Iterable[Row],
    *,
    name: str = "pairs",
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    annotation: AnnotationRun | None = None,
) -> CheckedCorpus:
    """Check pairs of texts that are in memory; `name` is what findings call their document."""
    settings = settings or Settings(root=Path())
    with spool_folder() as folder:
        model = encoder or load_encoder(settings.encoder)
        checked = CheckedBitext(Path(name), settings, model, folder, annotation)
        checked.take(rows, ignore_progress, keep=True)
        return checked.corpus()


def check_bitext(
    path: Path,
    *,
    settings: Settings | None = None,
    columns: Columns | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    annotation: AnnotationRun | None = None,
) -> CheckedCorpus:
    """Check a bitext and hold all of it in memory: some 5 kB a pair. See `stream_bitext`."""
    with stream_bitext(
        path,
        settings=settings,
        columns=columns,
        encoder=encoder,
        progress=progress,
        annotation=annotation,
    ) as checked:
        return checked.corpus()


def score_corpus(corpus: CheckedCorpus, encoder: Encoder) -> Iterator[PairScore]:
    """Score each pair of texts that were aligned here."""
    for pair in corpus.pairs:
        yield from score_pairs(pair.bitext, encoder)


def _settled(path: Path, folder: Path) -> Path:
    """Return `path`, or a copy of what comes through it where it is a pipe.

    Readers look at a file's beginning first, and what was read from a pipe is gone.
    """
    return copy_pipe(path, folder / path.name) if path.is_fifo() else path
