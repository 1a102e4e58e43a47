"""Open the desk where findings, repairs and pairs are decided on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.read.formats.delimited import Columns


@click.command("review", cls=Command)
@click.argument(
    "texts",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
    metavar="[DIR | SOURCE TARGET | FILE]",
)
@click.option("--previous", nargs=2, type=options.FILE, metavar="SOURCE TARGET",
              help="The version that this one supersedes, to be seen beside it.")  # fmt: skip
@click.option("--previous-from-tracked", is_flag=True,
              help="The superseded version is that of the same Word documents before their "
              "tracked changes.")  # fmt: skip
@options.columns
@options.output
@options.encoder
@options.annotator
@click.option("--port", default=0, show_default="any free one", help="The port to serve on.")
@click.option("--who", default="", help="Whose decisions these are (default: the user's name).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@options.speech
def command(
    texts: tuple[Path, ...],
    previous: tuple[Path, Path] | None,
    previous_from_tracked: bool,
    columns: Columns | None,
    output: Path | None,
    encoder: str | None,
    annotator: tuple[str, ...],
    port: int,
    who: str,
    no_browser: bool,
    as_json: bool,
) -> None:
    """Open the review desk for a corpus (default: data), for two files or for a bitext.

    A page on this machine only, where findings, repairs and pairs are accepted, rejected and
    corrected. Decisions are kept in DIR/decisions.jsonl, which the next build honours, or beside
    the first file as NAME.decisions.jsonl. Ctrl-C ends the desk.
    """
    from parallel_corpus.review import Texts, places_of, review

    paths = list(texts) or [Path("data")]
    _refuse_mixture(paths, previous, tracked=previous_from_tracked)
    # A file that holds both languages is named twice.
    older = tuple(dict.fromkeys(previous or ()))
    asked = Texts(paths, older, previous_from_tracked, columns, annotator)

    def opened(address: str) -> None:
        if as_json:
            print_object(address=address, decisions=str(places_of(asked)[0]))
        elif is_quiet():
            say(address)
        else:
            say(f"The desk is at {address}\nThe address works once. Ctrl-C ends the desk.")
        sys.stdout.flush()

    review(
        asked, output, port=port, open_browser=not no_browser, who=who, encoder=encoder,
        say=note, opened=opened,
    )  # fmt: skip


def _refuse_mixture(
    paths: list[Path], previous: tuple[Path, Path] | None, *, tracked: bool
) -> None:
    """Raise UsageError where folders and files are mixed, or there are too many of them."""
    folders = [path for path in paths if path.is_dir()]
    if len(paths) > 2 or (folders and len(paths) > 1):
        raise click.UsageError("give a folder, a source and a target, or one file of both.")
    if folders and (previous or tracked):
        raise click.UsageError(
            "an earlier version goes with files; of a corpus, corpus.toml names the versions."
        )
    if previous and tracked:
        raise click.UsageError("--previous-from-tracked and --previous say the same: give one.")
