"""Copy the notebooks, and the texts that they read, to a folder."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_object, say


@click.command("notebooks", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@options.speech
def command(folder: Path, as_json: bool) -> None:
    """Copy the notebooks to DIR/notebooks, and the texts that they read to DIR/data.

    A file that is there already is left as it is. To run them, install parallel-corpus[notebooks]
    and a program for notebooks, such as JupyterLab.
    """
    from parallel_corpus.frames.samples import copy_notebooks

    copied = copy_notebooks(folder)
    if as_json:
        written, kept = (list(map(str, paths)) for paths in (copied.written, copied.kept))
        print_object(written=written, kept=kept)
        return
    for path in copied.written:
        say(str(path))
    if copied.kept:
        note(f"{len(copied.kept)} files were there already and are left as they were")
