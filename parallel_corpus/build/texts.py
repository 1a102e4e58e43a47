"""What annotators are to read: a corpus, files or a bitext, checked, with earlier versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from parallel_corpus.annotators.run import Checked
from parallel_corpus.build.bitexts import stream_bitext
from parallel_corpus.build.check_files import chain_of_files
from parallel_corpus.build.corpus import make_plan
from parallel_corpus.build.results import CheckedChain, Progress, Setup, ignore_progress
from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.settings import Settings


@contextmanager
def texts_of_corpus(
    settings: Settings, *, cache: Path | None = None, progress: Progress | None = None
) -> Iterator[Iterator[Checked]]:
    """Build a corpus and give its bitexts with what the checks found.

    Raises CorpusError for a document that cannot be built: nobody should pay for half a corpus.
    """
    tell = progress or ignore_progress
    plan = make_plan(settings, cache=cache, progress=progress)
    done = {item.number: item for item in plan.results(tell, None)}
    chains = []
    for task in plan.tasks:
        result = done[task.number].result
        if not isinstance(result, CheckedChain):
            raise result.error or CorpusError(result.reason, where=result.document)
        chains.append(result)
    yield (item for chain in chains for item in _checked(chain))


@contextmanager
def texts_of_files(
    files: Sequence[Path],
    previous: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
) -> Iterator[Iterator[Checked]]:
    """Align and check files and give their bitext; that of the earlier version stands beside it."""
    setup = Setup(settings, load_encoder(settings.encoder))
    chain = chain_of_files(files, previous, setup, progress)
    yield (item for item in list(_checked(chain))[-1:])


@contextmanager
def texts_of_bitext(
    path: Path,
    settings: Settings,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Iterator[Iterator[Checked]]:
    """Check a bitext of any length and give it piece by piece."""
    with stream_bitext(path, settings=settings, columns=columns, progress=progress) as checked:
        yield checked.pieces()


def _checked(chain: CheckedChain) -> Iterator[Checked]:
    return ((pair.bitext, pair.findings) for pair in chain.pairs)
