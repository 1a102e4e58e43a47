"""N5xx: order that the display of right-to-left text turned round."""

from __future__ import annotations

from parallel_corpus.normalise.rules.rule import Rule

RULES = (
    Rule(
        "N501",
        "reversed range",
        "extraction/reversed-range",
        "unknown",
        "Two days before the name of a month, the later one first.",
        "A range is written from the earlier to the later; extraction in visual order swaps them.",
        "The range runs over the end of a month (30-2 December).",
        "30-26 تشرين الثاني",
        "26-30 تشرين الثاني",
        confidence=0.95,
    ),
    Rule(
        "N502",
        "reversed date",
        "extraction/reversed-date",
        "unknown",
        "A year before the name of a month and a day after it.",
        "Arabic and English dates run day, month, year; the reverse is the order on the page.",
        "A year and a day that belong to different statements meet around a month.",
        "2021 تشرين الأول/أكتوبر 15",
        "15 تشرين الأول/أكتوبر 2021",
        confidence=0.95,
    ),
)
