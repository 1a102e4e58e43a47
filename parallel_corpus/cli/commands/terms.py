"""Show the terms of a corpus, how each is rendered, and the odd ones out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_line, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.checks import Term


@click.command("terms", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@click.option("--least", default=3, show_default=True, help="In how many paragraphs a term stands.")
@options.listing
@options.speech
def command(folder: Path, least: int, form: str, as_json: bool) -> None:
    """Show the terms of the corpus in DIR: repeated English phrases and their Arabic renderings.

    For each term how often it stands, its usual rendering, and where it is rendered otherwise.
    """
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.checks import find_terms

    checked = build(settings_of(folder), cache=cache_folder())
    bitexts = [pair.bitext for pair in checked.pairs]
    terms = find_terms(bitexts, least=least)
    if as_json:
        print_object(terms=map(_record, terms))
    for term in () if as_json else terms:
        record = _record(term)
        if form == "jsonl":
            print_line(record)
            continue
        others = f"; otherwise in {', '.join(record['others'])}" if record["others"] else ""
        say(f"{term.count:4}  {term.english} = {term.arabic}{others}")
    if not terms and not as_json:
        note(
            f"no term: no English phrase stands in {least} paragraphs or more, with one Arabic "
            "rendering in most of them. Try --least 2"
        )
    options.exit_on_failures(checked)


def _record(term: Term) -> dict[str, Any]:
    return {
        "english": term.english,
        "arabic": term.arabic,
        "count": term.count,
        "others": [place.unit.name for place in term.others],
    }
