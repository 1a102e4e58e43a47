"""A negation that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.denials import CLOSE, unanswered, word_number
from parallel_corpus.checks.plural_forms import number_of_form
from parallel_corpus.checks.qualities import denied_in_arabic, denied_in_english, without_exchanged
from parallel_corpus.checks.short_denials import denied_alone
from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.evidence.lexicon import load_dictionary, stem
from parallel_corpus.language.ability import can_be_done, cannot_be_done
from parallel_corpus.language.literals import blank
from parallel_corpus.language.negation import Marker, markers
from parallel_corpus.language.permission import forbids_only, permits
from parallel_corpus.model import Finding, Language, Unit
from parallel_corpus.support.journal import say_once

_MOST = 150  # denials of a text: one with more is too long for its words to be linked
_FEW = 20  # words for what can or cannot be done that are compared


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        if number_of_form(unit.id, context.bitext.target_language) == 0:
            continue  # "no books" is how Arabic says none of them.
        english, arabic = context.texts(unit)
        here = markers(blank(english), "en", _exists)
        there = markers(blank(arabic), "ar")
        able = _ability(context, unit, english, arabic)
        if able is not None:
            yield able
        permitted = _permission(context, unit, (english, arabic), (here, there))
        if permitted is not None:
            yield permitted
            continue
        quality = _quality(context, unit, here, there)
        if quality is not None:
            yield quality
            continue
        if not any(m.kind == "plain" or m.twice >= 0 for m in (*here, *there)):
            continue
        if max(len(here), len(there)) > _MOST:
            say_once(f"a pair with more than {_MOST} denials is not searched for a lost negation")
            continue
        links = _links(context, unit)
        language: Language
        for language, mine, theirs in (("en", here, there), ("ar", there, here)):
            plain = unanswered(mine, theirs, links, language) or denied_alone(
                mine, theirs, links, language
            )
            if plain:
                yield _finding(context, unit, plain, language)


def _links(context: CheckContext, unit: Unit) -> Anchors:
    """Return the sure links of the unit's words, and of the other words the likely ones."""
    links, reading = context.anchors[unit.key], context.judgements[unit.key].reading
    first = context.bitext.source_language == "en"
    return links.filled(reading.links, english_first=first) if reading else links


def _ability(context: CheckContext, unit: Unit, english: str, arabic: str) -> Finding | None:
    """Return what cannot be done in English ("irrevocable") and can in Arabic (قابل لـ)."""
    said = can_be_done(arabic) if "قابل" in arabic else []
    denied = cannot_be_done(english) if said else []
    if not denied:
        return None
    links = context.anchors[unit.key]
    apart, here, there = min(
        (
            abs(
                links.expected(word_number(links.english, one[0]), "en")
                - word_number(links.arabic, other[0])
            ),
            one,
            other,
        )
        for one in denied[:_FEW]
        for other in said[:_FEW]
    )
    if apart > CLOSE:
        return None
    source, target = context.by_side(span(english, *here), span(arabic, *there))
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"“{source.text}” stands beside “{target.text}”: one side says that it cannot be done, "
        "the other that it can",
        source_spans=[source],
        target_spans=[target],
    )


def _permission(
    context: CheckContext,
    unit: Unit,
    texts: tuple[str, str],
    denials: tuple[Sequence[Marker], Sequence[Marker]],
) -> Finding | None:
    """Return what the English only forbids ("may not") and the Arabic permits (يجوز).

    `texts` and `denials` are English and Arabic.
    """
    forbidden, permitted = forbids_only(texts[0]), permits(texts[1])
    counts = [sum(m.kind in ("plain", "strong") or m.twice >= 0 for m in side) for side in denials]
    if forbidden is None or permitted is None or counts[1] >= counts[0]:
        return None
    source, target = context.by_side(span(texts[0], *forbidden), span(texts[1], *permitted))
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"“{source.text}” stands beside “{target.text}”: one side forbids what the other permits",
        source_spans=[source],
        target_spans=[target],
    )


def _quality(
    context: CheckContext, unit: Unit, here: Sequence[Marker], there: Sequence[Marker]
) -> Finding | None:
    """Return what one side calls suitable and the other unsuitable.

    `here` and `there` are the denials of the English and of the Arabic text.
    """
    links = context.anchors[unit.key]
    found = (
        denied_in_arabic(here, there, links)
        or denied_in_english(here, there, links)
        or without_exchanged(here, there, links)
    )
    if found is None:
        return None
    english, arabic = context.texts(unit)
    source, target = context.by_side(span(english, *found[0]), span(arabic, *found[1]))
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"“{source.text}” stands beside “{target.text}”: one side denies what the other says",
        source_spans=[source],
        target_spans=[target],
    )


def _exists(word: str) -> bool:
    return stem(word) in load_dictionary().translations


def _finding(
    context: CheckContext, unit: Unit, plain: Sequence[Marker], language: Language
) -> Finding:
    lost = context.bitext.source_language == language
    text = unit.source_text if lost else unit.target_text
    spans = [span(text, marker.start, marker.end) for marker in plain]
    said = spans[0].text
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"The source denies (“{said}”) and the translation does not"
        if lost
        else f"The translation denies (“{said}”) and the source does not",
        source_spans=spans if lost else (),
        target_spans=() if lost else spans,
    )


CHECK = Check(
    code="C04",
    name="negation",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A plain negation (not, never, no; لا, لم, لن, ليس) of a word whose counterpart "
        "stands on the other side with nothing about it that negates: no negation of its own, no "
        "“without”, “lack”, “un-”, غير, عدم, دون, إلا; and a text that only forbids beside one "
        "that permits. Questions that expect assent, “not only”, "
        "لا سيما and the like deny nothing.",
        matters="One small word turns a duty into its opposite.",
        wrong="Languages deny by other words: “remain” for “not cease”, أبقى for “did not remove”.",
        example="“shall not be published” beside “يُنشر”.",
    ),
    run=_run,
    marks_any_word=True,
)
