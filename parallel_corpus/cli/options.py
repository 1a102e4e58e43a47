"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress and no closing table.")


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
