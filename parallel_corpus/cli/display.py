"""What the terminal shows of what came of a build or a check."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.counts import count_documents, count_findings
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.cli.output import is_quiet, note, say, visible
from parallel_corpus.cli.results import count
from parallel_corpus.language.bidi import isolated_line
from parallel_corpus.model import (
    LANGUAGE_NAMES,
    SEVERITIES,
    Finding,
    Severity,
    place_kind,
    place_of,
)
from parallel_corpus.support.wording import counted

if TYPE_CHECKING:
    from parallel_corpus.annotators import AnnotationRun
    from parallel_corpus.export.stream import Streamed

_WORST = 5
_UNLIMITED = 10_000  # columns
_MOST = 1000  # findings: nobody reads more of them on a terminal


class _Console(Console):
    """Rich's console, but a reader that has seen enough is no error: see `Commands.invoke`."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

    def render_str(self, text: str, **options: Any) -> Text:
        shown = visible(text)
        # A pipe gets the text alone; a terminal that knows right to left needs the isolates.
        return super().render_str(isolated_line(shown) if self.is_terminal else shown, **options)


def show_summary(corpus: CheckedCorpus, paths: Sequence[Path]) -> None:
    """Print the closing table: documents, pairs, findings by severity, and the worst findings."""
    console = _console()
    _print_table(console, _documents_table(corpus))
    console.print(_counts(count_findings(corpus.findings)))
    _print_findings(console, corpus.findings[:_WORST])
    left = len(corpus.findings) - _WORST
    if left > 0:
        console.print(f"… and {left} more in the report.")
    doubtful = [b for pair in corpus.pairs for b in pair.alignment.beads if b.doubtful]
    if doubtful:
        first = min(doubtful, key=lambda bead: bead.score or 0.0)
        console.print(
            f"{len(doubtful)} pairs are doubtful, first {escape(' '.join(first.source))}: "
            "see them in `parallel-corpus review`."
        )
    _print_report(console, paths)


def show_findings(checked: CheckedCorpus | CheckedBitext, paths: Sequence[Path]) -> None:
    """Print the findings, worst first; of very many the worst, and a count for each check."""
    console = _console()
    _print_findings(console, islice(checked.findings, _MOST))
    counts = count(checked)
    left = counts.codes.total() - _MOST
    if left > 0:
        _print_table(console, _codes_table(counts.codes))
        console.print(
            f"{left:,} less grave findings are not shown: --format jsonl prints all, "
            "-o FOLDER writes them."
        )
    if is_quiet():
        return
    older = counts.previous_pairs
    also = f", and {older} of the previous version" if older else ""
    console.print(f"{counted(counts.pairs, 'pair')} checked{also}. {_counts(counts.severities)}")
    _print_report(console, paths)


def show_built(built: CheckedCorpus | Streamed, paths: Sequence[Path]) -> None:
    """Print the outcome of a build, in memory or as a stream."""
    if isinstance(built, CheckedCorpus):
        show_summary(built, paths)
        return
    console = _console()
    console.print(_counts(built.severities))
    _print_findings(console, built.findings)
    console.print(f"Tables: {escape(str(paths[0].parent))}")


def show_annotation(run: AnnotationRun | None) -> None:
    """Print what became of what the annotators said."""
    for sentence in run.sentences() if run else ():
        note(f"{sentence}.")


def show_failures(built: CheckedCorpus | Streamed) -> None:
    """Print documents that could not be built and decisions that were lost, on standard error."""
    for failure in built.failures:
        say(f"error: {failure.document} is left out: {failure.reason}", err=True)
    if built.failures:
        say(f"{len(built.failures)} left out; the next build tries again.", err=True)
    if built.damaged:
        lines = ", ".join(map(str, built.damaged[:5]))
        say(
            f"warning: decisions.jsonl:{lines}: no decision can be read here, and none is applied. "
            "Mend the line, or take it out",
            err=True,
        )


def _console() -> Console:
    # Lines are the terminal's to break: what is copied from it is whole. A pipe has no width.
    return _Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)


def _print_table(console: Console, table: Table) -> None:
    """Print the table; where the terminal is too narrow, one line a row. Names are never cut."""
    unlimited = console.options.update(max_width=_UNLIMITED)
    if Measurement.get(console, unlimited, table).maximum <= console.width:
        console.print(table)
        return
    heads = [str(column.header).lower() for column in table.columns]
    for first, *others in zip(*(column.cells for column in table.columns), strict=True):
        named = (
            f"{cell} {head}" if str(cell)[0].isdigit() else str(cell)
            for head, cell in zip(heads[1:], others, strict=True)
            if cell
        )
        console.print(f"{first}: {', '.join(named)}")


def _documents_table(corpus: CheckedCorpus) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Document", "Paragraphs", "Pairs", "Unpaired", "Errors", "Warnings", "Notes"):
        table.add_column(column, justify="left" if column == "Document" else "right")
    for counts in count_documents(corpus):
        row = [escape(counts.document), " + ".join(map(str, counts.paragraphs.values()))]
        if counts.paired:
            row += [str(counts.pairs), str(counts.unpaired), *map(str, counts.findings.values())]
        else:
            missing = [code for code in LANGUAGE_NAMES if code not in counts.paragraphs]
            row.append(f"no {LANGUAGE_NAMES[missing[0]]}")
        table.add_row(*row)
    return table


def _counts(counts: Mapping[Severity, int]) -> str:
    named = zip(SEVERITIES, ("error", "warning", "note"), strict=True)
    said = (f"{counts[level]} {name}{'' if counts[level] == 1 else 's'}" for level, name in named)
    return f"Findings: {', '.join(said)}."


def _codes_table(codes: Mapping[str, int]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Findings", "Severity", "Code", "Check"):
        table.add_column(column, justify="right" if column == "Findings" else "left")
    for code in sorted(codes, key=lambda code: (-codes[code], code)):
        table.add_row(f"{codes[code]:,}", severity(code), code, REGISTRY[code].name)
    return table


def _print_findings(console: Console, findings: Iterable[Finding]) -> None:
    styles = {"error": "bold red", "warning": "yellow", "info": "dim"}
    for finding in findings:
        level = severity(finding)
        console.print(
            f"[{styles[level]}]{level:7}[/] {finding.code} {escape(_where(finding))}: "
            f"{escape(finding.message)}"
        )


def _where(finding: Finding) -> str:
    """Name a paragraph by its number, a row of a table by its own id.

    >>> _where(Finding("V501", "adopted", ("adopted:en:op18",), (), 1.0, ""))
    'adopted, paragraph 18'
    """
    refs = finding.source or finding.target
    if not refs:
        return finding.document
    row, segment = finding.evidence.get("row"), finding.evidence.get("segment")
    if segment and row != segment:
        return f"{finding.document}, segment {segment} (unit {row})"
    spoken = [f"unit {row}"] if row else [_spoken(place_of(ref)) for ref in refs]
    return f"{finding.document}, {', '.join(spoken)}"


def _spoken(place: str) -> str:
    """
    >>> _spoken("pre7"), _spoken("title")
    ('preambular paragraph 7', 'title')
    """
    names = {"op": "paragraph", "pre": "preambular paragraph", "p": "paragraph", "note": "note"}
    kind = place_kind(place)
    return f"{names[kind]} {place[len(kind) :]}" if kind in names else place


def _print_report(console: Console, paths: Sequence[Path]) -> None:
    for path in paths:
        if path.suffix == ".html":
            console.print(f"Report: {escape(str(path))}")
        elif path.suffix == ".tsv":
            console.print(f"Scores: {escape(str(path))}")
