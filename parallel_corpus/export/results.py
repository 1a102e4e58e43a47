"""A folder of results: the files for other programs and the report for people, all or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export import export_bitext, export_corpus
from parallel_corpus.export.corpus import stems
from parallel_corpus.export.options import Options
from parallel_corpus.export.registry import export_to, formats_named
from parallel_corpus.export.units import streamed_rows
from parallel_corpus.read.formats import read_glossary
from parallel_corpus.report import render_report, write_report
from parallel_corpus.settings import Ui
from parallel_corpus.support.atomic import write_text
from parallel_corpus.support.publish import publishing

_PAGE = 20_000  # pairs: what a browser bears in one page
_WORST = 1000  # findings in the report of a bitext that is larger


def write_corpus(
    corpus: CheckedCorpus, out: Path, *, ui: Ui = "en", inputs: Collection[Path] = ()
) -> list[Path]:
    """Write all results and the report: all of them take their places in `out`, or none.

    Raises CorpusError where `out` cannot be written to, or one of `inputs` would be written over.
    """
    with publishing(out, inputs=inputs) as folder:
        paths = [*export_corpus(corpus, folder), write_report(corpus, folder, ui=ui)]
    return [out / path.name for path in paths]


def write_bitext(
    checked: CheckedBitext, out: Path, *, ui: Ui = "en", inputs: Collection[Path] = ()
) -> list[Path]:
    """Write all results of a bitext; in a report of too many pairs the worst findings only."""
    if checked.rows <= _PAGE:
        return write_corpus(checked.corpus(), out, ui=ui, inputs=inputs)
    with publishing(out, inputs=inputs) as folder:
        paths = export_bitext(checked, folder)
        paths.append(write_report(checked.corpus(worst=_WORST), folder, ui=ui))
    return [out / path.name for path in paths]


def write_deliverables(
    checked: CheckedCorpus | CheckedBitext,
    formats: Sequence[str],
    out: Path,
    glossary: Path | None = None,
) -> list[Path]:
    """Write what was asked about, with its findings, in each of `formats` into the folder `out`.

    Of a chain of versions that is the newest. Raises SettingsError for an unknown format, or for
    tbx without a glossary.
    """
    if isinstance(checked, CheckedBitext):
        pair = checked.corpus(worst=0).pairs[0]
        going = Options().going(pair.source.language, pair.target.language)
        with publishing(out, whole=False) as folder:
            stem = folder / stems([pair])[0]
            done = [
                written
                for format_ in formats_named(formats)
                for written in format_.write(stem, streamed_rows(checked), going)
            ]
        return [out / written.path.name for written in done]
    terms = read_glossary(glossary) if glossary else ()
    asked = replace(checked, pairs=checked.pairs[-1:])
    return [written.path for written in export_to(asked, formats, out, glossary=terms)]


def write_page(corpus: CheckedCorpus, path: Path, *, ui: Ui = "en") -> Path:
    """Write the report alone, as the file `path`."""
    write_text(path, render_report(corpus, ui=ui))
    return path
