"""N303: tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|small|big|span|font|div|p|center|s|strike|ins|mark|sup|sub"
    r"|kbd|abbr|cite|dfn|var|samp|tt|bdi|bdo)"
    r"(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"(?:(?<![ \t])[ \t]+)?<br\s?/?>[ \t]*", re.IGNORECASE)
_SCRIPTED = re.compile(r"<(sup|sub)>\s?([0-9+()=-]{1,8})\s?</\1>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def tag(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove tags for looks (N303); superscripts and subscripts that are no footnotes stay so."""
    if "<" not in text:
        return
    scripted = list(_SCRIPTED.finditer(text))
    for match in scripted:
        table = _RAISED if match[1].lower() == "sup" else _LOWERED
        yield RULE.fix(match.start(), match[0], match[2].translate(table))
    if scripted:
        return  # The tags around other words go in the next pass.
    yield from RULE.each(_BREAK_TAG, text, "\n")
    yield from RULE.each(_TAG, text, "")


RULE = Rule(
    code="N303",
    name="tag",
    kind="markup/html-tag",
    origin="markup",
    finds="HTML tags for looks (i, b, u, em, strong, sup, sub, span, font, kbd, br, p, div).",
    why=(
        "Left by a converter; the words between them stay. A raised figure that is no footnote "
        "becomes its Unicode form, so that m<sup>2</sup> never turns into m2."
    ),
    wrong_when="The text explains HTML.",
    before="<i>Hall Roma</i>",
    after="Hall Roma",
    passes=(Pass("round", 210, tag),),
)
