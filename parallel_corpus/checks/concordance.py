"""A bilingual concordance: where a word stands, in either language, and what answers it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parallel_corpus.checks.context import span
from parallel_corpus.checks.glossary import find_phrase
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_translation_lexicon, tokens
from parallel_corpus.language import script
from parallel_corpus.model import Bitext, Document, Segment, Span, Unit

_ANSWERS = 0.1  # strength from which a word of the other side is shown as the counterpart


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit with the phrase; spans of either side's text. The other side's may be empty."""

    document: str
    unit: Unit
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LoneHit:
    """One segment with the phrase, of a document without a translation; spans of its text."""

    document: str
    segment: Segment
    spans: tuple[Span, ...]


def find_lone(documents: Iterable[Document], phrase: str) -> Iterator[LoneHit]:
    """Yield every segment of `documents` that has `phrase`, in whatever inflection."""
    language = script.script_of(phrase) or "en"
    for document in documents:
        for segment in document.segments if document.language == language else ():
            if places := find_phrase(phrase, segment.text):
                spans = tuple(span(segment.text, *place) for place in places)
                yield LoneHit(document.id, segment, spans)


def find(
    bitexts: Iterable[Bitext], phrase: str, *, lexicon: TranslationLexicon | None = None
) -> Iterator[Hit]:
    """Yield every unit that has `phrase`, in either language, in whatever inflection.

    The language is told by the script. On the other side those words are marked that the lexicon
    knows as translations.
    """
    language = script.script_of(phrase) or "en"
    wanted = [token.stem for token in tokens(phrase)]
    known = lexicon or load_translation_lexicon()
    for bitext in bitexts:
        for unit in bitext.units:
            source, target = unit.source_text, unit.target_text
            in_source = bitext.source_language == language
            here, there = (source, target) if in_source else (target, source)
            places = [span(here, *place) for place in find_phrase(phrase, here)]
            if not places:
                continue
            answers = _answers(known, language, wanted, there)
            spans = (tuple(places), answers) if in_source else (answers, tuple(places))
            yield Hit(bitext.document, unit, *spans)


def _answers(
    lexicon: TranslationLexicon, language: str, wanted: list[str], text: str
) -> tuple[Span, ...]:
    found = []
    for token in tokens(text):
        pairs = ((w, token.stem) if language == "en" else (token.stem, w) for w in wanted)
        if any(lexicon.strengths.get(en, {}).get(ar, 0.0) >= _ANSWERS for en, ar in pairs):
            found.append(span(text, token.start, token.end))
    return tuple(found)
