"""parallel-corpus find"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options

if TYPE_CHECKING:
    from parallel_corpus.checks import Hit
    from parallel_corpus.model import Span


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--corpus", type=options.FOLDER, default=Path("data"), show_default=True)
@options.listing
def command(words: tuple[str, ...], corpus: Path, form: str) -> None:
    """A bilingual concordance: where WORDS stand, in either language, and what answers them.

    Words are found in any inflection, whatever their vowel marks and hamza. [Brackets] mark them,
    and on the other side the words that the lexicon knows as their translations. Texts that have
    no translation are searched too.
    """
    from parallel_corpus.checks import find
    from parallel_corpus.corpus import Corpus, settings_of
    from parallel_corpus.scale import build, cache_folder

    phrase = " ".join(words)
    checked = build(settings_of(corpus), cache=cache_folder())
    bitexts = [pair.bitext for pair in checked.pairs]
    for hit in find(bitexts, phrase):
        click.echo(_line(hit, form))
    paired = {
        (document.id, document.language) for p in checked.pairs for document in (p.source, p.target)
    }
    alone = Corpus(checked).find(phrase)
    for row in alone.to_dict("records"):
        if (row["document"], row["language"]) not in paired:
            record = {"document": row["document"], "place": row["place"], "text": row["text"]}
            plain = f"{row['document']} {row['place']}\n    {row['text']}"
            click.echo(json.dumps(record, ensure_ascii=False) if form == "jsonl" else plain)
    options.exit_on_failures(checked)


def _line(hit: Hit, form: str) -> str:
    if form == "jsonl":
        record = {
            "document": hit.document,
            "source": list(hit.unit.bead.source),
            "target": list(hit.unit.bead.target),
            "source_spans": [[s.start, s.end, s.text] for s in hit.source_spans],
            "target_spans": [[s.start, s.end, s.text] for s in hit.target_spans],
        }
        return json.dumps(record, ensure_ascii=False)
    source = _bracketed(hit.unit.source_text, hit.source_spans)
    target = _bracketed(hit.unit.target_text, hit.target_spans)
    return f"{hit.document} {hit.unit.name.rsplit(':', 1)[-1]}\n    {source}\n    {target}"


def _bracketed(text: str, spans: tuple[Span, ...]) -> str:
    for span in sorted(spans, key=lambda item: -item.start):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    return text
