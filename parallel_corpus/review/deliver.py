"""What was decided on the desk, as files: all that a build writes, or chosen formats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.export.options import Options
from parallel_corpus.export.registry import export_to, formats_named
from parallel_corpus.export.results import write_corpus
from parallel_corpus.export.tbx import write_tbx
from parallel_corpus.model import Key
from parallel_corpus.read.formats.rows import GlossaryEntry
from parallel_corpus.settings import Ui

RESULTS = "-checked"
"""What the folder for all results of a reviewed file is called, after the file's name."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: `formats` by name (none: all that a build writes), and whether only the pairs
    that are decided."""

    formats: tuple[str, ...] = ()
    only_decided: bool = False


def deliver(
    corpus: CheckedCorpus,
    order: Order,
    out: Path,
    *,
    decided: Collection[Key] = (),
    terms: Iterable[tuple[str, str]] = (),
    ui: Ui = "en",
) -> list[Path]:
    """Write `corpus` and return the files.

    All that a build writes goes to `out`, as a build's own, the report in the language `ui`. Chosen
    formats go to a folder beside it, so that a build's results stay whole: to OUT-reviewed, and
    what is decided (the pairs whose keys are in `decided`) with people's `terms` to OUT-decided.
    Raises SettingsError for a format that does not exist, CorpusError where nothing can be written.
    """
    if not order.formats and not order.only_decided:
        return write_corpus(corpus, out, ui=ui)
    formats = order.formats or ("tmx", "csv")
    formats_named(formats)
    name = out.name.removesuffix(RESULTS)
    folder = out.with_name(f"{name}-{'decided' if order.only_decided else 'reviewed'}")
    if order.only_decided:
        corpus = replace(corpus, pairs=tuple(_marked(pair, decided) for pair in corpus.pairs))
    current = replace(corpus, pairs=_current(corpus.pairs))
    options = Options(only_confirmed=order.only_decided)
    paths = [done.path for done in export_to(current, formats, folder, options=options)]
    entries = [GlossaryEntry("", (source,), (target,)) for source, target in terms]
    if order.only_decided and entries:
        paths.append(write_tbx(folder / "terms.tbx", entries).path)
    return paths


def _marked(pair: CheckedPair, decided: Collection[Key]) -> CheckedPair:
    """Mark the pairs that a person settled, as the exporters know them."""
    beads = tuple(
        replace(bead, method="human") if (bead.source, bead.target) in decided else bead
        for bead in pair.alignment.beads
    )
    return replace(pair, alignment=replace(pair.alignment, beads=beads))


def _current(pairs: Sequence[CheckedPair]) -> tuple[CheckedPair, ...]:
    """Leave out the versions that a later one supersedes: nobody reviewed them here."""
    older = {pair.source.supersedes for pair in pairs}
    return tuple(pair for pair in pairs if pair.document not in older)
