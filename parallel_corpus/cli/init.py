"""parallel-corpus init"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli.options import FOLDER


@click.command("init")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--force", is_flag=True, help="Replace the corpus.toml that is there.")
@click.option("--print", "show", is_flag=True, help="Print the proposal; write nothing.")
def command(folder: Path, force: bool, show: bool) -> None:
    """Propose a corpus.toml for a folder of texts.

    Files whose names differ only in a language code (law.en.txt, law.ar.txt) become one document;
    a name with "draft" or "old" becomes what the adopted text supersedes. Read the proposal
    before you build: names can mislead.
    """
    from parallel_corpus.export.atomic import write_text
    from parallel_corpus.read.propose import format_manifest, propose_settings
    from parallel_corpus.settings import MANIFEST

    settings, refused = propose_settings(folder)
    text = format_manifest(settings)
    for error in refused:
        click.echo(f"left out: {error}", err=True)
    if show:
        click.echo(text, nl=False)
        return
    path = folder / MANIFEST
    if path.exists() and not force:
        raise click.UsageError(f"{path} is there already. Use --force to replace it, or --print.")
    write_text(path, text)
    texts = sum(len(document.texts) for document in settings.documents)
    click.echo(f"Wrote {path}: {len(settings.documents)} documents, {texts} texts.")
    click.echo(f"Read it, then run: parallel-corpus build {folder}")
