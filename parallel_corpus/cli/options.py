"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from parallel_corpus.bitexts import CheckedBitext
    from parallel_corpus.pipeline import CheckedCorpus
    from parallel_corpus.scale import Streamed

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

encoder = click.option(
    "--encoder",
    metavar="NAME",
    help="use (embedded, the default), or sentence-transformers:NAME_OR_PATH.",
)
output = click.option(
    "-o", "--output", type=FOLDER, help="The folder to write the results and the report to."
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 when there are findings of this severity or worse.",
)
listing = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, or one JSON object a line.",
)
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress and no closing table.")


def exit_on_findings(corpus: CheckedCorpus | CheckedBitext | Streamed, fail_on: str) -> None:
    """End with 2 when a document is left out, with 1 when a finding is as grave as `fail_on`."""
    from parallel_corpus.checks import severity

    if corpus.failures:
        raise click.exceptions.Exit(2)
    grave = ["error", "warning", "info"]
    if fail_on == "never":
        return
    worst = next(iter(corpus.findings), None)
    if worst and grave.index(severity(worst)) <= grave.index(fail_on):
        raise click.exceptions.Exit(1)


def filters(command: Command) -> Command:
    """--select and --ignore, by code or family."""
    for name, text in (("ignore", "Leave out"), ("select", "Run only")):
        command = click.option(
            f"--{name}",
            multiple=True,
            metavar="CODE|FAMILY",
            help=f"{text} these checks (may be repeated; see: parallel-corpus explain).",
        )(command)
    return command
