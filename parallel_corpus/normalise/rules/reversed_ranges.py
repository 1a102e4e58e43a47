"""N501: reversed range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.language.months import arabic_month_pattern
from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_DAY = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,2}"
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_LAST_DAY = 31
# A later day first may mean "from one month into the next" only around the turn of a month.
_TURN = (28, 4)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return what finds two days before the name of a month."""
    name = arabic_month_pattern()
    month = rf"{name}(?:[ ]?/[ ]?{name})?"
    return re.compile(
        rf"(?<!{_DIGIT})(?<![-–/.])({_DAY})([ ]?[-–][ ]?)({_DAY})(?=[ ]+(?:من[ ]+)?{month})"
    )


def reversed_ranges(text: str, scene: Scene) -> Iterator[Repair]:
    """Yield `30-26` before a month (N501)."""
    if scene.language != "ar":
        return
    for match in _pattern().finditer(text):
        late, early = int(western_digits(match[1])), int(western_digits(match[3]))
        if not early < late <= _LAST_DAY or early == 0:
            continue
        if late >= _TURN[0] and early <= _TURN[1]:
            continue
        right = match[3] + match[2] + match[1]
        evidence = [Evidence("order", "", f"{early} < {late}", 0.9)]
        yield RULE.fix(match.start(), match[0], right, evidence=evidence)


RULE = Rule(
    code="N501",
    name="reversed range",
    kind="extraction/reversed-range",
    origin="unknown",
    finds="Two days before the name of a month, the later one first.",
    why="A range is written from the earlier to the later; extraction in visual order swaps them.",
    wrong_when="The range runs over the end of a month (30-2 December).",
    before="30-26 تشرين الثاني",
    after="26-30 تشرين الثاني",
    confidence=0.95,
    passes=(Pass("round", 360, reversed_ranges),),
)
