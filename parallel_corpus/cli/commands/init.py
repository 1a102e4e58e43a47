"""Propose a corpus.toml for a folder of texts."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_object


@click.command("init", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="DIR")
@click.option("--force", is_flag=True, help="Replace the corpus.toml that is there.")
@click.option("--print", "show", is_flag=True, help="Print the proposal; write nothing.")
@options.speech
def command(folder: Path, force: bool, show: bool, as_json: bool) -> None:
    """Propose a corpus.toml for a folder of texts.

    Files whose names differ only in a language code (law.en.txt, law.ar.txt) become one document;
    a name with "draft" or "old" becomes what the adopted text supersedes. Read the proposal
    before you build: names can mislead.
    """
    from parallel_corpus.read.propose import format_manifest, propose_settings
    from parallel_corpus.settings import MANIFEST
    from parallel_corpus.support.atomic import write_text

    settings, refused = propose_settings(folder)
    text = format_manifest(settings)
    for error in refused:
        note(f"left out: {error}")
    path = folder / MANIFEST
    if not show and path.exists() and not force:
        raise click.UsageError(f"{path} is there already. Use --force to replace it, or --print.")
    texts = sum(len(document.texts) for document in settings.documents)
    if not show:
        write_text(path, text)
    if as_json:
        print_object(
            manifest=None if show else str(path),
            documents=len(settings.documents),
            texts=texts,
            left_out=[str(error) for error in refused],
            toml=text,
        )
    elif show:
        click.echo(text, nl=False)
    elif not is_quiet():
        _say_what_to_do(folder, path, len(settings.documents), texts)


def _say_what_to_do(folder: Path, path: Path, documents: int, texts: int) -> None:
    click.echo(f"Wrote {path}: {documents} documents, {texts} texts.")
    click.echo(f"Read it, then run: parallel-corpus build {folder}")
