"""How much or how many: all and some exchanged, "at least" lost before a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.closed import Mention
from parallel_corpus.language.quantifiers import LIMITS, OPPOSITES, quantifiers
from parallel_corpus.language.script import strip_marks
from parallel_corpus.model import Finding, Unit

_NUMBER = re.compile(
    r"\s+(?:the |a |an |of |about |some )?(?:[$€£¥]\s?)?(?:[A-Z]{3}\s?)?"
    r"(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred)\b)",
    re.IGNORECASE,
)

# "Only citizens may vote": whom a rule is for, at the beginning of a sentence.
_ONLY = re.compile(
    r"(?:^|[.;:]\s+)\W?only (?:[\w'’-]+ ){1,5}?(?:may|can|must|shall|are|is|will|has|have)\b",
    re.IGNORECASE,
)
_AR_ONLY = re.compile(
    r"(?<!\w)[وف]?[بلك]?(?:ال)?(?:فقط|إلا|سوى|وحد\w*|حصر\w*|[يت]?قصر\w*|[يت]قتصر\w*|[يت]نحصر\w*|مقصور\w*|"
    r"دون|غير|مجرد|إنما|خاص\w*|[يت]ختص\w*|عدا|لا|ليس\w*|لم|لن|ما|بعض\w*|قلة|قليل\w*|أقل\w*|استثن\w*|اكتف\w*|"
    r"[يت]كتف\w*|فحسب|لوحد\w*|متفرد\w*|[يت]نفرد\w*|أول\w*|وحيد\w*|محصور\w*|[يت]شترط|بشرط|شريطة|واحد\w*)(?!\w)"
)
# "Up to 1 in 10,000 people": a rate, of which the limit is usually left out.
_RATE = re.compile(r"\s+(?:1|one|\d) (?:in|of|out of) ", re.IGNORECASE)


def _run(context: CheckContext) -> Iterator[Finding]:
    lists = quantifiers()
    for unit in context.paired:
        sides = Sides.of(context, unit, lists)
        found = next(contrasts(sides, context.anchors[unit.key], OPPOSITES), None)
        if found:
            yield contrast_finding(context, unit, sides, found, CHECK.code, "another amount")
            continue
        lost = _lost(sides) or _lost_only(sides)
        if lost:
            yield _finding(context, unit, sides, lost)


def _lost_only(sides: Sides) -> Mention | None:
    """Report an "only" that opens a rule in English, where nothing in Arabic limits it."""
    found = _ONLY.search(sides.english)
    if found is None or _AR_ONLY.search(strip_marks(sides.arabic)):
        return None
    start = found.start() + found[0].casefold().index("only")
    return Mention("only", start, start + len("only"))


def _lost(sides: Sides) -> Mention | None:
    """Report a limit before a number in English that has no counterpart in Arabic."""
    arabic = {mention.name.removesuffix("?") for mention in sides.mentions[1]}
    return next(
        (
            mention
            for mention in sides.mentions[0]
            if mention.name in LIMITS
            and mention.name not in arabic
            and _NUMBER.match(sides.english, mention.end)
            and not _RATE.match(sides.english, mention.end)
        ),
        None,
    )


def _finding(context: CheckContext, unit: Unit, sides: Sides, lost: Mention) -> Finding:
    said = span(sides.english, lost.start, lost.end)
    first = context.bitext.source_language == "en"
    return context.finding(
        CHECK.code,
        unit,
        0.6,
        f"The translation lacks the “{said.text}” of the source"
        if first
        else f"The translation says “{said.text}”, which the source does not",
        english_spans=[said],
    )


CHECK = Check(
    code="C08",
    name="quantifier",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="“All” beside بعض, “few” beside بعض, “at least” beside على الأكثر, where neither "
        "side has the right counterpart; “at least”, “at most”, “up to”, “more than” or "
        "“less than” before a number, or “only” at the head of a rule, of which the Arabic has "
        "nothing.",
        matters="A limit or a share turns a rule for everybody into one for some.",
        wrong="A limit that a verb expresses: “reaches 500”.",
        example="“pays at least 500 dollars” beside يدفع 500 دولار.",
    ),
    run=_run,
    marks_any_word=True,
)
