"""Clean a text and say what was changed, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from parallel_corpus.cli import complete, options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_line, print_object, print_text
from parallel_corpus.model import Document, Language


@click.command("normalise", cls=Command)
@click.argument("file", type=options.FILE)
@click.option("--language", type=click.Choice(["en", "ar"]), help="Only the text in this language.")
@click.option("--explain", "view", flag_value="explain", help="Each repair, with its reasons.")
@click.option("--diff", "view", flag_value="diff", help="What was taken out and put in, by word.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="The cleaned text, or the record of repairs.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="CODE",
    help="Only these rules (may be repeated).",
    shell_complete=complete.one_of(complete.rules),
)
@click.option(
    "--skip",
    multiple=True,
    metavar="CODE",
    help="Not these rules (may be repeated).",
    shell_complete=complete.one_of(complete.rules),
)
@options.speech
def command(
    file: Path,
    language: Language | None,
    view: str | None,
    form: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    as_json: bool,
) -> None:
    """Clean FILE: page furniture, hard wraps, markup, broken characters.

    Prints the cleaned text, one paragraph a line. Nothing is changed in FILE, and every change is
    on record: --explain says what was done and why, --diff shows it.
    """
    from parallel_corpus.build.files import normalise_file
    from parallel_corpus.export.records import repair_records
    from parallel_corpus.normalise import explain_repairs, word_diff

    _warn_of_doubtful_pages(file)
    documents = normalise_file(file, language=language, only=only, skip=skip)
    if as_json:
        print_object(texts=map(_text, documents), repairs=repair_records(documents))
        return
    if form == "jsonl":
        for record in repair_records(documents):
            print_line(record)
        return
    show = {"explain": explain_repairs, "diff": word_diff}.get(view or "")
    for document in documents:
        for segment in (*document.segments, *(document.furniture if view else ())):
            line = show(segment) if show else segment.text
            if line:
                print_text(line)


def _text(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "language": document.language,
        "paragraphs": [{"id": segment.id, "text": segment.text} for segment in document.segments],
    }


def _warn_of_doubtful_pages(file: Path) -> None:
    """Say on which pages of a PDF two programs read different words."""
    if file.suffix.lower() != ".pdf":
        return
    from parallel_corpus.read.formats.pdf import disagreements

    for page in disagreements(file):
        note(
            f"{file}, page {page.page}: two readings share {page.agreement:.0%} of their words "
            f"({page.taken}'s is taken); first apart: {page.pdfium!r}, {page.poppler!r}"
        )
