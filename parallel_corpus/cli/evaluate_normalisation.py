"""parallel-corpus evaluate normalisation"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import print_object, say
from parallel_corpus.model import Language

_PATH = click.Path(path_type=Path, exists=True)


@click.command("normalisation", cls=Command)
@click.argument("read", type=_PATH, metavar="OCR")
@click.argument("truth", type=_PATH, metavar="TRUTH")
@click.option(
    "--language",
    type=click.Choice(["en", "ar"]),
    default="ar",
    show_default=True,
    help="The language of the texts.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or as --json.",
)
@options.speech
def command(read: Path, truth: Path, language: Language, form: str, as_json: bool) -> None:
    """Print what repairs are worth: errors before and after, words fixed and broken, by rule.

    OCR is a text as it was read, TRUTH the same text as it is; or two folders with a page a
    file, under equal names. A folder is one book: each page is evidence for the others.
    """
    from parallel_corpus.normalise.evaluate import evaluate_pages, format_worth
    from parallel_corpus.normalise.pages import read_pages

    worth = evaluate_pages(read_pages(read, truth), language)
    if as_json or form == "json":
        print_object(**worth.to_dict())
    else:
        say(format_worth(worth))
