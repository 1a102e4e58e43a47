"""Show a bilingual concordance of words in either language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_line, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.checks import Hit, LoneHit
    from parallel_corpus.model import Span


@click.command("find", cls=Command)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--corpus",
    type=options.FOLDER,
    default=Path("data"),
    show_default=True,
    help="The folder of the corpus to search.",
)
@options.listing
@options.speech
def command(words: tuple[str, ...], corpus: Path, form: str, as_json: bool) -> None:
    """Show a bilingual concordance: where WORDS stand, in either language, and their counterparts.

    Words are found in any inflection, whatever their vowel marks and hamza. [Brackets] mark them,
    and on the other side the words that the lexicon knows as their translations. Texts that have
    no translation are searched too.
    """
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.checks import find, find_lone

    phrase = " ".join(words)
    checked = build(settings_of(corpus), cache=cache_folder())
    hits = list(find([pair.bitext for pair in checked.pairs], phrase))
    alone = list(find_lone(checked.unpaired, phrase))
    unpaired = map(_lone_record, alone)
    if as_json:
        print_object(hits=(_record(hit) | _texts(hit) for hit in hits), unpaired=list(unpaired))
    elif form == "jsonl":
        for record in (*map(_record, hits), *unpaired):
            print_line(record)
    else:
        for hit in hits:
            say(_plain(hit))
        for lone in alone:
            text = _bracketed(lone.segment.text, lone.spans)
            say(f"{lone.document} {lone.segment.place}\n    {text}")
    if not (hits or alone or as_json):
        note(f"nothing found: no text of {corpus} has “{phrase}”, in any inflection")
    options.exit_on_failures(checked)


def _record(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "source": list(hit.unit.bead.source),
        "target": list(hit.unit.bead.target),
        "source_spans": [[s.start, s.end, s.text] for s in hit.source_spans],
        "target_spans": [[s.start, s.end, s.text] for s in hit.target_spans],
    }


def _lone_record(hit: LoneHit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "place": hit.segment.place,
        "spans": [[s.start, s.end, s.text] for s in hit.spans],
        "text": hit.segment.text,
    }


def _texts(hit: Hit) -> dict[str, str]:
    return {"source_text": hit.unit.source_text, "target_text": hit.unit.target_text}


def _plain(hit: Hit) -> str:
    source = _bracketed(hit.unit.source_text, hit.source_spans)
    target = _bracketed(hit.unit.target_text, hit.target_spans)
    return f"{hit.document} {hit.unit.name.rsplit(':', 1)[-1]}\n    {source}\n    {target}"


def _bracketed(text: str, spans: tuple[Span, ...]) -> str:
    for span in sorted(spans, key=lambda item: -item.start):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    return text
