"""Open the desk where findings, repairs and pairs are decided on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_object, say


@click.command("review", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@options.output
@options.encoder
@click.option("--port", default=0, show_default="any free one", help="The port to serve on.")
@click.option("--who", default="", help="Whose decisions these are (default: the user's name).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@options.speech
def command(
    folder: Path,
    output: Path | None,
    encoder: str | None,
    port: int,
    who: str,
    no_browser: bool,
    as_json: bool,
) -> None:
    """Open the review desk for the corpus in DIR (default: data).

    A page on this machine only, where findings, repairs and pairs are accepted, rejected and
    corrected. Decisions are kept in DIR/decisions.jsonl; the next build honours them. Ctrl-C ends
    the desk.
    """
    from parallel_corpus.decisions import FILE
    from parallel_corpus.review import review

    def opened(address: str) -> None:
        if as_json:
            print_object(address=address, decisions=str(folder / FILE))
        elif is_quiet():
            say(address)
        else:
            say(f"The desk is at {address}\nThe address works once. Ctrl-C ends the desk.")
        sys.stdout.flush()

    review(
        folder, output, port=port, open_browser=not no_browser, who=who, encoder=encoder,
        say=note, opened=opened,
    )  # fmt: skip
