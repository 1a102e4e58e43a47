"""Two paragraphs that translate each other and bear different numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.language import script
from parallel_corpus.language.list_letters import ABJAD, HIJAI, letter_number
from parallel_corpus.language.numerals import numerals
from parallel_corpus.language.roman import is_roman, roman_value
from parallel_corpus.model import Finding, Segment

_REPEATS = {"مكرر": "bis", "ثالثا": "ter", "رابعا": "quater"}


def _run(context: CheckContext) -> Iterator[Finding]:
    lone = [0, 0]
    for unit in context.bitext.units:
        source, target = (_numbers(side) for side in _comparable(unit.source, unit.target))
        if not source or not target:
            lone = [lone[0] + len(source), lone[1] + len(target)]
            continue
        if _answered(source, target) or _shifted(source, target, lone[0] - lone[1]):
            continue
        said = [" and ".join(number for number, _ in side) for side in (source, target)]
        yield context.finding(
            CHECK.code,
            unit,
            0.7,
            f"The paragraph is number {said[0]} in the source and {said[1]} in the translation: "
            f"“{short(unit.source_text)}”",
            evidence={"source_number": said[0], "target_number": said[1]},
        )


_HEADINGS = frozenset(("title", "subtitle", "head"))


def _comparable(
    source: tuple[Segment, ...], target: tuple[Segment, ...]
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments of either side whose numbers correspond.

    A heading that one file has as a line of its own may stand at the end of the paragraph before
    it in the other ("Chapter II" behind article 88): its number is then no paragraph's.
    """
    here, there = _without_headings(source), _without_headings(target)
    headed_once = (len(here) < len(source)) != (len(there) < len(target))
    return (here, there) if here and there and headed_once else (source, target)


def _without_headings(side: tuple[Segment, ...]) -> tuple[Segment, ...]:
    return tuple(segment for segment in side if segment.kind not in _HEADINGS)


def _numbers(segments: tuple[Segment, ...]) -> list[tuple[str, frozenset[str]]]:
    return [(s.number, number_keys(s.number, s.language)) for s in segments if s.number]


_Numbers = list[tuple[str, frozenset[str]]]


def _answered(source: _Numbers, target: _Numbers) -> bool:
    """Tell whether the numbers of the side that has fewer are those of the other, in order.

    What the other has besides are numbers of headings and list items inside the paragraph, which
    one file sets in lines of their own: "90" and "3" beside "90".
    """
    fewer, more = sorted((source, target), key=len)
    rest = iter(more)
    return all(any(_same(one, other) for other in rest) for one in fewer)


def _same(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    return bool(one[1] & other[1]) or _inserted(one[0], other[0]) or _inserted(other[0], one[0])


_REPEAT = "bis|ter|quater|quinquies|مكرر|مكررا|ثالثا|رابعا|خامسا"
_INSERTED = re.compile(rf"(?P<base>\d+)[\s-]?(?:(?P<letter>[^\W\d])|{_REPEAT})")


def _inserted(number: str, other: str) -> bool:
    """Tell whether an article put in later ("32a", 32 مكرر) is only numbered otherwise elsewhere.

    Some editions print it under the number of the one before it, others count it by letters.
    """
    forms = [" ".join(script.word_keys(one)) for one in (number, other)]
    found, answer = (_INSERTED.fullmatch(form) for form in forms)
    if not found:
        return False
    if not answer:
        return found["base"] == forms[1]
    return found["base"] == answer["base"] and bool(found["letter"]) != bool(answer["letter"])


def _shifted(
    source: list[tuple[str, frozenset[str]]], target: list[tuple[str, frozenset[str]]], by: int
) -> bool:
    """Tell whether the numbers are as far apart as paragraphs without a counterpart have put them.

    These are reported themselves, and automatic numbers behind them cannot agree.
    """
    sides = [[_counted(keys) for _, keys in side] for side in (source, target)]
    return (
        bool(by)
        and len(source) == len(target)
        and all(
            one is not None and other is not None and one - other == by
            for one, other in zip(*sides, strict=True)
        )
    )


def _counted(keys: frozenset[str]) -> int | None:
    return next((int(key) for key in keys if key.isascii() and key.isdecimal()), None)


def number_keys(number: str, language: str) -> frozenset[str]:
    """Return the forms by which a paragraph's number compares with one in the other language.

    A letter may be counted by the abjad or the dictionary, and may be a Roman numeral.

    >>> number_keys("١٢ مكرر", "ar") == number_keys("12 bis", "en")
    True
    >>> pairs = (("(أ)", "a"), ("الرابع", "IV"), ("(ب)", "(c)"))
    >>> [bool(number_keys(a, "ar") & number_keys(e, "en")) for a, e in pairs]
    [True, True, False]
    """
    words = [_REPEATS.get(word, word) for word in script.word_keys(number)]
    found = {"".join(words)}
    letters = [word for word in words if len(word) == 1 and letter_number(word)]
    for order in (ABJAD, HIJAI) if letters else ():
        ranks = [f"#{letter_number(word, order)}" if word in letters else word for word in words]
        found.add("".join(ranks))
    if is_roman(number.strip(" ().")):
        found.add(str(roman_value(number.strip(" ().").upper())))
    spelled = numerals(number, language)
    if len(spelled) == 1 and spelled[0].form == "words":
        found |= {str(value) for value in spelled[0].readings}
    return frozenset(found)


CHECK = Check(
    code="S02",
    name="number-mismatch",
    family="structure",
    severity="warning",
    scope="unit",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="A pair whose paragraph numbers differ. 12 and ١٢, (a) and (أ), IV and الرابع, bis "
        "and مكرر agree.",
        matters="Resolutions are cited by paragraph number, in every language by the same one.",
        wrong="A list that lost its numbers in one file and was counted anew. A pair of which only "
        "one side bears a number is not reported, nor numbers that are only as far apart as "
        "paragraphs without a counterpart above them, which are reported, have put them.",
        example="“7. Emphasizes …” beside “8. تشدد …”.",
    ),
    run=_run,
)
