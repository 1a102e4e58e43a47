"""Show what became of each paragraph between two versions of a text."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import print_line, print_object, say
from parallel_corpus.model import Language


@click.command("compare", cls=Command)
@click.argument("old", type=options.FILE)
@click.argument("new", type=options.FILE)
@click.option("--language", type=click.Choice(["en", "ar"]), help="Of files with both languages.")
@click.option("--all", "everything", is_flag=True, help="Unchanged paragraphs too.")
@options.listing
@options.encoder
@options.speech
def command(
    old: Path,
    new: Path,
    language: Language | None,
    everything: bool,
    form: str,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Show what became of each paragraph of OLD in NEW: two versions of one text in one language.

    Paragraphs that were added, dropped, amended, merged, split or moved; in the text, [-words-]
    are gone and {+words+} are new.
    """
    from parallel_corpus.build.comparison import compare_files
    from parallel_corpus.encode import load_encoder
    from parallel_corpus.export.versions import marked

    found = compare_files(old, new, load_encoder(encoder or "use"), language=language)
    beads = [bead for bead in found if everything or bead.moved or bead.change != "unchanged"]
    if as_json:
        print_object(beads=(bead.record() for bead in beads))
        return
    for bead in beads:
        if form == "jsonl":
            print_line(bead.record())
            continue
        moved = ", moved" if bead.moved else ""
        places = f"{' '.join(bead.old) or '-'} -> {' '.join(bead.new) or '-'}"
        say(f"{places}: {bead.change}{moved}")
        text = marked(bead.old_text, bead.new_text) or bead.old_text or bead.new_text
        say(f"    {text}")
