"""Open the desk where findings, repairs and pairs are decided on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.files import WithPrevious, names_of, split_files, tracked_version
from parallel_corpus.cli.output import is_quiet, note, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.read.formats.delimited import Columns
    from parallel_corpus.settings import Ui


@click.command("review", cls=WithPrevious)
@click.argument(
    "texts",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
    metavar="[DIR | NEW...]",
)
@options.previous
@options.previous_from_tracked
@options.glossary
@options.columns
@options.output
@options.ui
@options.encoder
@options.annotator
@click.option("--port", default=0, show_default="any free one", help="The port to serve on.")
@click.option("--who", default="", help="Whose decisions these are (default: the user's name).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@options.speech
def command(
    texts: tuple[Path, ...],
    previous: tuple[Path, ...],
    previous_from_tracked: bool,
    glossary: Path | None,
    columns: Columns | None,
    output: Path | None,
    ui: Ui,
    encoder: str | None,
    annotator: tuple[str, ...],
    port: int,
    who: str,
    no_browser: bool,
    as_json: bool,
) -> None:
    """Open the review desk for a corpus (default: data), or for the texts that `check` takes.

    NEW is a source and a target text, or one file with both; OLD is the version that it
    supersedes, in whichever form. A page on this machine only, where findings, repairs and pairs
    are accepted, rejected and corrected. Decisions are kept in DIR/decisions.jsonl, which the next
    build honours, or beside the first file as NAME.decisions.jsonl, which the next check honours.
    Ctrl-C ends the desk.
    """
    from parallel_corpus.review import Texts, places_of, review

    if any(path.is_dir() for path in texts) or not (texts or previous):
        _refuse_mixture(texts, previous, glossary, tracked=previous_from_tracked)
        asked = Texts(list(texts) or [Path("data")], annotators=annotator, ui=ui)
    else:
        files, previous = split_files(texts, previous)
        tracked = tracked_version(files, previous, previous_from_tracked)
        asked = Texts(files, previous, tracked, columns, annotator, glossary, ui)
        if tracked:
            note(f"{names_of(files)}: compared with the text before the tracked changes")

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
    paths: tuple[Path, ...], previous: tuple[Path, ...], glossary: Path | None, *, tracked: bool
) -> None:
    """Raise UsageError where a folder stands beside other texts, or beside what goes with files."""
    if len(paths) > 1:
        raise click.UsageError("give a folder, a source and a target, or one file of both.")
    if previous or tracked or glossary:
        raise click.UsageError(
            "an earlier version and a glossary go with files; of a corpus, corpus.toml names them."
        )
