"""Pair the paragraphs, sentences or lines of two files."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import print_line, print_object, say
from parallel_corpus.model import Language

_LANGUAGE = click.Choice(["en", "ar"])


@click.command("align", cls=Command)
@click.argument("source", type=options.FILE)
@click.argument("target", type=options.FILE)
@click.option("--from", "source_language", type=_LANGUAGE, help="The language of SOURCE.")
@click.option("--to", "target_language", type=_LANGUAGE, help="The language of TARGET.")
@click.option(
    "--unit",
    type=click.Choice(["paragraph", "sentence", "line"]),
    default="paragraph",
    show_default=True,
    help="What is paired. Lines are taken as they stand.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["tsv", "jsonl"]),
    default="tsv",
    show_default=True,
    help="tsv: score and both texts. jsonl: 0-based indices (ids for paragraphs), score, margin.",
)
@click.option("--weakest-first", is_flag=True, help="The least certain first, for review.")
@options.encoder
@options.speech
def command(
    source: Path,
    target: Path,
    source_language: Language | None,
    target_language: Language | None,
    unit: str,
    form: str,
    weakest_first: bool,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Pair the paragraphs, sentences or lines of SOURCE with those of TARGET.

    One bead a line on standard output, in order of the source; unpaired segments are beads with
    an empty side. The score is the probability that the bead is right, the margin how far ahead
    of the runner-up it is.
    """
    from parallel_corpus.build.files import align_files

    beads = align_files(
        source,
        target,
        languages=(source_language, target_language),
        unit=unit,
        encoder=encoder,
    )
    if weakest_first:
        beads.sort(key=lambda bead: (bead.score, bead.margin))
    if as_json:
        texts = ("source_text", "target_text")
        print_object(
            beads=(
                {
                    "moved": False,
                    **bead.record(),
                    **{name: getattr(bead, name) for name in texts},
                }
                for bead in beads
            )
        )
        return
    for bead in beads:
        if form == "jsonl":
            print_line(bead.record())
        else:
            say(f"{bead.score:.4f}\t{bead.source_text}\t{bead.target_text}")
