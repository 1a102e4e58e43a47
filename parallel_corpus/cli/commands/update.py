"""Bring what a person changed in a table back into the file that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.read.formats.delimited import Columns


@click.command("update", cls=Command)
@click.argument("file", type=options.FILE)
@click.argument("edited", type=options.FILE)
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    metavar="OUT",
    required=True,
    help="Where FILE with the new texts goes.",
)
@options.columns
@options.speech
def command(file: Path, edited: Path, output: Path, columns: Columns | None, as_json: bool) -> None:
    """Write FILE with the texts that differ in EDITED; its inline tags and all else stay.

    FILE is a TMX, XLIFF (also Trados's and memoQ's) or PO file, EDITED a table or another bitext
    that `export` made of it and a person changed. Rows are found by their ids. In XLIFF and PO only
    translations are changed, in a TMX both sides.
    """
    from parallel_corpus.export.update import update_texts

    updated = update_texts(file, edited, output, columns=columns)
    if as_json:
        print_object(
            written=str(updated.path), changed=updated.changed, left_out=updated.left.lines()
        )
        return
    say(f"{updated.path}: {updated.changed} texts changed.")
    for line in updated.left.lines():
        note(f"left out: {line}")
