"""A folder of results: the files for other programs and the report for people, all or none."""

from __future__ import annotations

from pathlib import Path

from parallel_corpus.build.bitexts import CheckedBitext
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export import export_bitext, export_corpus
from parallel_corpus.report import render_report, write_report
from parallel_corpus.support.atomic import write_text
from parallel_corpus.support.publish import publishing

_PAGE = 20_000  # pairs: what a browser bears in one page
_WORST = 1000  # findings in the report of a bitext that is larger


def write_corpus(corpus: CheckedCorpus, out: Path) -> list[Path]:
    """Write all results and the report: all of them take their places in `out`, or none."""
    with publishing(out) as folder:
        paths = [*export_corpus(corpus, folder), write_report(corpus, folder)]
    return [out / path.name for path in paths]


def write_bitext(checked: CheckedBitext, out: Path) -> list[Path]:
    """Write all results of a bitext; in a report of too many pairs the worst findings only."""
    if checked.rows <= _PAGE:
        return write_corpus(checked.corpus(), out)
    with publishing(out) as folder:
        paths = export_bitext(checked, folder)
        paths.append(write_report(checked.corpus(worst=_WORST), folder))
    return [out / path.name for path in paths]


def write_page(corpus: CheckedCorpus, path: Path) -> Path:
    """Write the report alone, as the file `path`."""
    write_text(path, render_report(corpus))
    return path
