"""Something that the source says and the translation does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.evidence.coverage import Run, Side
from parallel_corpus.evidence.divergence import Judgement, probability
from parallel_corpus.evidence.quantities.compare import unmatched
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.evidence.quantities.weekdays import weekdays
from parallel_corpus.evidence.runs import is_content
from parallel_corpus.language.literals import blank
from parallel_corpus.language.script import strip_marks, words
from parallel_corpus.language.sentences import split
from parallel_corpus.model import Finding, Language, Span, Unit

_DATED = frozenset(["الموافق", "الموافقة", "سنة", "عام", "لعام", "لسنة", "شهر", "يوم", "year"])
_END = re.compile(r"[.!?؟]\s")
PRIOR = 0.1  # the share of pairs with an omission or addition, for a score that means something
_BY_NUMBER = 1.5  # log odds: what a lost number in the run adds
_NEARLY_ALL = 0.85
_FEW = 2  # words: a run of more, with one word of content, is a turn of phrase
SHORTEST = 6  # words: of shorter texts the models have not learnt


def _run(context: CheckContext) -> Iterator[Finding]:
    limit = context.limits["omission"] + context.options["caution"]
    for unit in context.paired:
        judged = context.judgements.get(unit.key)
        if judged is None or judged.omission <= limit - _BY_NUMBER or not judged.missing:
            continue
        side, run = judged.coverage.source, judged.missing[0]
        if judged.omission <= limit and not _lacks_number(side.span(run), unit, context):
            continue
        if len(side.words) < SHORTEST or is_reworded(run, side, judged, context.limits):
            continue
        missing = side.span(run)
        if is_counted(missing, side.text, context.bitext.source_language):
            continue
        if not run.sentence and _has_its_sentences(missing, unit, context):
            continue
        if not is_prose(missing, side.text) or is_light(missing.text):
            continue
        yield context.finding(
            CHECK.code,
            unit,
            probability(judged.omission, PRIOR),
            f"Nothing in the translation seems to answer the source's “{short(missing.text)}”",
            source_spans=[missing],
            evidence={
                "log_odds": judged.omission,
                "limit": limit,
                "weight_of_the_words": run.weight,
                "words_longer_than_expected": judged.coverage.source_excess,
                "similarity": judged.coverage.similarity,
                "share_covered": side.covered,
            },
        )


def is_reworded(run: Run, side: Side, judged: Judgement, limits: Mapping[str, float]) -> bool:
    """Tell whether a run is nearly all of its side, and only one side says more than the other.

    Then nothing is left out: the whole is said in other words. Of two texts that have nothing to
    do with each other, both say more.
    """
    both = judged.omission > limits["omission"] and judged.addition > limits["addition"]
    return not both and run.last - run.first + 1 > _NEARLY_ALL * len(side.words)


def is_counted(said: Span, text: str, language: Language) -> bool:
    """Tell whether all words of content of a span are numbers, months or days of the week.

    The checks of numbers and dates report the loss of those: "on 14 November" beside 14/11.

    >>> text = "It was lodged on 14 November 2016."
    >>> is_counted(Span(14, 28, text[14:28]), text, "en")
    True
    """
    found = quantities(text, language)
    counted = [(item.start, item.end) for item in found.numbers]
    counted += [(item.start, item.end) for item in found.dates]
    counted += [(item.start, item.end) for item in found.months]
    counted += [(item.start, item.end) for item in weekdays(text, language)]
    content = [
        (said.start + start, said.start + end)
        for start, end, word in words(said.text)
        if is_content(word) and strip_marks(word) not in _DATED
    ]
    return bool(content) and all(
        any(start < end_ and start_ < end for start_, end_ in counted) for start, end in content
    )


def _lacks_number(said: Span, unit: Unit, context: CheckContext) -> bool:
    """Tell whether a span has a number that the translation has not: "two hundred passengers"."""
    if unit.source_text.count("(", 0, said.start) > unit.source_text.count(")", 0, said.start):
        return False  # a note, which has a check of its own
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    found = unmatched(unit.source_text, unit.target_text, languages)
    return not found.target and any(
        said.start <= number.start and number.end <= said.end for number in found.source
    )


def _has_its_sentences(said: Span, unit: Unit, context: CheckContext) -> bool:
    """Tell whether a span runs over sentences that the other side has as many of.

    Then they are translated, in words that the lexicon and the encoders do not know.
    """
    bitext = context.bitext
    if not _END.search(said.text[:-1]):
        return False
    here = len(split(unit.source_text, bitext.source_language))
    return 1 < here <= len(split(unit.target_text, bitext.target_language))


def is_prose(said: Span, text: str) -> bool:
    """Tell whether a span has words besides addresses, code, placeholders and markup.

    Other checks report the loss of those.
    """
    return any(letter.isalpha() for letter in blank(text)[said.start : said.end])


def is_light(said: str) -> bool:
    """Tell whether a run of several words has a single word of content, and that no name.

    >>> is_light("is helpful to also"), is_light("as an extraditable offence"), is_light("offence")
    (True, False, False)
    """
    found = [word for _, _, word in words(said)]
    content = [word for word in found if is_content(word)]
    return len(found) > _FEW and len(content) == 1 and content[0].islower()


CHECK = Check(
    code="C02",
    name="omission",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A run of words of the source without a counterpart, by a bilingual lexicon, by two "
        "encoders on the words in their context, and by length, against what is usual in this "
        "text; or a whole sentence none of whose words is well answered. The limit is one that "
        "0.5% of well translated pairs exceed, on the mean of nine kinds of text; `caution` "
        "raises it (log odds: 1 is nearly three times the evidence).",
        matters="An omitted clause is the gravest fault that reads well.",
        wrong="Free and idiomatic translation, repeated words said once, terms that the lexicon "
        "does not know. One or two missing words are usually not seen.",
        example="“as an extraditable offence” has no Arabic in the sentence that translates it.",
    ),
    run=_run,
    judges=True,
    options={"caution": 0.0},
)
