"""Two files, or one that holds both languages, through every stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun, load_run
from parallel_corpus.build.chains import check_chain
from parallel_corpus.build.conclude import conclude
from parallel_corpus.build.results import (
    CheckedChain,
    CheckedCorpus,
    Progress,
    Setup,
    ignore_progress,
)
from parallel_corpus.decisions import FILE, Ledger
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.model import Document
from parallel_corpus.read import document_name, read_pair
from parallel_corpus.read.formats.registry import is_bitext, is_paired
from parallel_corpus.settings import Settings, Tracked


def decisions_file(files: Sequence[Path]) -> Path:
    """Return where people's decisions on files are kept: NAME.decisions.jsonl beside the first.

    >>> decisions_file([Path("texts/new.en.docx"), Path("texts/new.ar.docx")]).name
    'new.decisions.jsonl'
    """
    return files[0].with_name(f"{document_name(files[0])}.{FILE}")


def is_aligned(files: Sequence[Path], previous: Sequence[Path] = (), tracked: bool = False) -> bool:
    """Tell whether the files' own pairing is taken: a memory, a table, two string tables.

    With an earlier version a bitext's sides are documents: what moved is found anew. A Word
    document in two columns is one too, since its paragraphs have numbers. Raises ReadError for a
    file that cannot be read.
    """
    if previous or tracked:
        return False
    if len(files) == 2:
        return is_paired(*files)
    return files[0].suffix.lower() != ".docx" and is_bitext(files[0])


def check_files(
    files: Sequence[Path],
    previous: Sequence[Path] = (),
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    previous_from_tracked: bool = False,
    annotation: AnnotationRun | None = None,
    ledger: Ledger | None = None,
) -> CheckedCorpus:
    """Check two files, or one that holds both languages, with or without the earlier version.

    One file may hold the languages one after the other or side by side; new and earlier version
    may differ in this. With `previous_from_tracked` the earlier version is that of the same Word
    documents before their tracked changes. `ledger` holds people's decisions, which are honoured.
    Raises CorpusError where a language is missing, or both files are in one.
    """
    settings = settings or Settings(root=Path())
    encoder = encoder or load_encoder(settings.encoder)
    annotation = annotation or load_run(settings)
    setup = Setup(settings, encoder, ledger or Ledger(), annotation)
    chain = chain_of_files(
        files, previous, setup, progress, previous_from_tracked=previous_from_tracked
    )
    return conclude([chain], setup)


def chain_of_files(
    files: Sequence[Path],
    previous: Sequence[Path],
    setup: Setup,
    progress: Progress | None = None,
    *,
    previous_from_tracked: bool = False,
) -> CheckedChain:
    """Read and check the files as a chain of versions. Raises CorpusError as `check_files`."""
    tell = progress or ignore_progress
    documents = documents_of_files(
        files, previous, setup.settings, tell, previous_from_tracked=previous_from_tracked
    )
    tell("build", documents[-1].id, 0, 1)
    return check_chain(documents, setup)


def documents_of_files(
    files: Sequence[Path],
    previous: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    *,
    previous_from_tracked: bool = False,
) -> list[Document]:
    """Read the files as the documents of one chain, the earlier version first, not yet cleaned."""
    (progress or ignore_progress)("read", files[0].name, 0, 1)
    name = document_name(files[0])
    order = (settings.source, settings.target)
    documents = read_pair(files, name=name, order=order)
    tracked: Tracked = "original" if previous_from_tracked else "accepted"
    previous = files if previous_from_tracked else previous
    if previous:
        older = document_name(previous[0])
        older = f"{older}-previous" if older == name else older
        documents = [replace(document, supersedes=older) for document in documents]
        documents = read_pair(previous, name=older, order=order, tracked=tracked) + documents
    return documents
