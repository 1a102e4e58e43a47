"""N6xx: spaces and punctuation."""

from __future__ import annotations

from parallel_corpus.normalise.rules.rule import Rule

RULES = (
    Rule(
        "N601",
        "run of spaces",
        "spacing/run-of-spaces",
        "layout",
        "Two or more spaces, or a tab, between words.",
        "Justification and columns; one space says the same.",
        "The gap stands for a missing word or parts two columns.",
        "child  abuse",
        "child abuse",
    ),
    Rule(
        "N602",
        "article parted from its figure",
        "spacing/article-figure",
        "layout",
        "A space between الـ and the figure it belongs to.",
        "The article is written with its word; its tatweel shows that it reaches for the figure.",
        "Never seen.",
        "الـ 18",
        "الـ18",
    ),
    Rule(
        "N603",
        "space before punctuation",
        "spacing/before-punctuation",
        "layout",
        "A space before a comma, semicolon, colon, question or exclamation mark, full stop or "
        "closing bracket.",
        "Neither English nor Arabic sets one there; it is left by OCR or justification.",
        "The sign belongs to what follows (.org, :-).",
        "الدولية ،",
        "الدولية،",
    ),
    Rule(
        "N604",
        "end mark unlike its siblings'",
        "punctuation/list-end",
        "unknown",
        "A paragraph that ends in another mark than nearly all paragraphs of its list.",
        "A list's paragraphs end alike (؛ or ;) but for the last; a lost dot makes ؛ into ،.",
        "The author set another mark on purpose. Only proposed.",
        "القضائية،",
        "القضائية؛",
        applies=False,
        confidence=0.8,
    ),
)
