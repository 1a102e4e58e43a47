"""From one number to another: whether both texts go the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parallel_corpus.evidence.quantities.extract import Number, quantities

_FROM = {
    "en": re.compile(r"\bfrom\b[^.;,]{0,24}$", re.I),
    "ar": re.compile(r"(?<!\w)و?من(?!\w)[^.;،]{0,24}$"),
}
_TO = {
    "en": re.compile(r"^[^.;,]{0,24}\bto\b[^.;,]{0,16}$", re.I),
    "ar": re.compile(r"^[^.;،]{0,24}(?<!\w)[إا]لى(?!\w)[^.;،]{0,16}$"),
}


def steps(text: str, language: str) -> Iterator[tuple[Number, Number]]:
    """Yield the two numbers of each "from ... to ...".

    >>> [[max(n.readings) for n in step] for step in steps("rose from 12 to 20 million", "en")]
    [[12000000, 20000000]]
    """
    numbers = [n for n in quantities(text, language).numbers if n.readings and not n.marker]
    for one, other in pairwise(numbers):
        before = text[max(0, one.start - 32) : one.start]
        if _FROM[language].search(before) and _TO[language].match(text[one.end : other.start]):
            yield one, other


def turned(
    source: str, target: str, languages: tuple[str, str]
) -> list[tuple[tuple[Number, Number], tuple[Number, Number]]]:
    """Return the steps of the source that the translation goes the other way.

    >>> len(turned("from 3 to 5", "من 5 إلى 3", ("en", "ar")))
    1
    >>> turned("from 3 to 5", "من 3 إلى 5", ("en", "ar"))
    []
    """
    left = list(steps(source, languages[0]))
    right = list(steps(target, languages[1])) if left else []
    return [
        (one, other)
        for one in left
        for other in right
        if _same(one, other[::-1]) and not any(_same(one, another) for another in right)
    ]


def _same(one: tuple[Number, Number], other: tuple[Number, Number]) -> bool:
    return all(a.readings & b.readings for a, b in zip(one, other, strict=True)) and not (
        one[0].readings & one[1].readings
    )
