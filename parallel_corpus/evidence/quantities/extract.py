"""Every quantity of a text, with its place: what is compared between source and target."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from parallel_corpus.evidence.quantities.codes import Identifier, addresses, blank, codes, symbols
from parallel_corpus.evidence.quantities.dates import NumericDate, numeric_dates
from parallel_corpus.evidence.quantities.months import Month, months
from parallel_corpus.evidence.quantities.times import clock_times, hour_of, minutes_of_day
from parallel_corpus.language import script
from parallel_corpus.language.digits import DIGIT
from parallel_corpus.language.numeral import Form, Kind, Numeral, Value
from parallel_corpus.language.numerals import numerals, scale_of
from parallel_corpus.support.remembered import remembered

_LEVELS = rf"{DIGIT}{{1,2}}(?:[.-]{DIGIT}{{1,2}}){{2,}}"  # 3.2.1, a heading's number
_MARKER = re.compile(
    rf"[\s\u200e\u200f]*[(\['‘’`]?(?:{_LEVELS}|{DIGIT}+(?=\s*[.)\]\u2013\u2014`’'-]\D))"
    r"\s*[.)\]\u2013\u2014`’'-]?[)\]]?\s*(?=[^\d\s])"
)
# A list inside a paragraph: "1) the son. 2) the daughter."
_ITEM = re.compile(rf"(?:^|(?<=[\s.;:,،؛]))({DIGIT}{{1,2}})\s?[-.)]\s?(?=[^\W\d_])")
_PERCENT = re.compile(
    r"[\s\u00a0]*(?:[%٪]|per\s?cent|percent|\(?(?:في|ب)\s?(?:الم(?:ائ|ئ)ة|المية))"
)
_PER_THOUSAND = re.compile(r"\s*(?:‰|per (?:mil(?:le)?|thousand)\b|(?:في|ب)\s?الألف(?!\w))")
_RANGE = re.compile(r"\s*(?:[-\u2010-\u2014/]|to|and|or|إلى|الى|و|أو|حتى)\s*")
# A footnote's number behind a word or its punctuation; a list's number in quotes: ’1‘.
_FOOTNOTE = re.compile(r"[^\W\d][.,;:!?”\"’»)\]]+[\[(]?$|[^\W\d_]{2}[\[(]$")
_QUOTED = re.compile(r"[‘’'`]$")
_CENTURY = re.compile(r"(?:القرن|للقرن|والقرن|بالقرن)\s+$")
_IMPLIED_AFTER = re.compile(
    r"\s+(?:part(?:y|ies)|century|centuries|thoughts?)\b|-(?:party|parties|hand)\b", re.I
)
_ALWAYS = re.compile(r"\b24/7\b")  # said in words elsewhere
# "7's rugby", "the under-20's": the name of a game or a group.
_NAMED_BY_NUMBER = re.compile(r"(?<!\d)\d{1,2}['’]?s\b")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014/")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands; `readings` are the values it may have."""

    readings: frozenset[Value]
    start: int
    end: int
    form: Form = "digits"
    kind: Kind = "cardinal"
    parts: tuple[Value, ...] = ()
    minutes: frozenset[int] = frozenset()
    """The minutes of the day it may mean, where it is a time."""
    percent: bool = False
    marker: bool = False
    """The number of a list's item, which may stand on one side only."""
    glued: bool = False
    """Written onto a word (Hayabusa2, CO2): may match a number, but nobody misses it."""
    implied: bool = False
    """May be left out, but must not be another: the century of a decade, a Roman number."""

    @property
    def firm(self) -> bool:
        """Whether the number must have a counterpart, and is not only implied or an article."""
        if self.marker or self.glued or self.implied or self.kind == "multiple":
            return False
        if self.form == "digits":
            return self.readings != {0}
        return not self.readings <= {0, 1}


@dataclass(frozen=True, slots=True)
class Quantities:
    """What is counted, dated or cited in one text."""

    numbers: tuple[Number, ...]
    dates: tuple[NumericDate, ...]
    months: tuple[Month, ...]
    symbols: tuple[Identifier, ...]
    addresses: tuple[Identifier, ...]
    codes: tuple[Identifier, ...] = field(default=())


@remembered()
def quantities(text: str, language: str) -> Quantities:
    """Return all quantities of `text`. Digits of any system count alike.

    >>> [sorted(map(float, n.readings)) for n in quantities("١٬٥٠٠ و2,5", "ar").numbers]
    [[1500.0], [2.5]]
    >>> quantities("See A/RES/69/1, para. 3", "en").symbols[0].key
    'a/res/69/1'
    """
    urls = addresses(text)
    rest = _ALWAYS.sub("\0\0\0\0", blank(text, urls))
    cited = symbols(rest)
    rest = blank(rest, cited)
    dates = numeric_dates(rest)
    named = months(rest, language)
    # The second of كانون الثاني is none.
    known = [Identifier("", m.start, m.end) for m in named if m.sure]
    undated = blank(rest, [*(Identifier("", date.start, date.end) for date in dates), *known])
    return Quantities(
        numbers=tuple(_numbers(undated, language)),
        dates=tuple(dates),
        months=tuple(named),
        symbols=tuple(cited),
        addresses=tuple(urls),
        codes=tuple(codes(undated)),
    )


def _numbers(text: str, language: str) -> list[Number]:
    clock = [_clock_number(*time) for time in clock_times(text, language)]
    rest = blank(text, [Identifier("", number.start, number.end) for number in clock])
    marker = _MARKER.match(rest)
    inner = _items(rest)
    found = []
    for numeral in numerals(rest, language):
        marked = numeral.start in inner or (marker is not None and numeral.end <= marker.end())
        found.append(_number(rest, numeral, marked))
    return sorted([*_ranges(rest, found), *clock], key=lambda number: number.start)


def _items(text: str) -> set[int]:
    """Return where the numbers of a list inside a paragraph stand: 1) the son. 2) the daughter."""
    found, wanted = [], 1
    for match in _ITEM.finditer(text):
        if int(match[1]) == wanted:
            found.append(match.start(1))
            wanted += 1
    return set(found) if len(found) > 1 else set()


def _clock_number(start: int, end: int, hour: int, minute: int, minutes: frozenset[int]) -> Number:
    whole = frozenset[Value]({hour}) if minute == 0 else frozenset[Value]()
    return Number(whole, start, end, parts=(hour, minute), minutes=minutes)


def _number(text: str, numeral: Numeral, marked: bool) -> Number:
    in_digits = numeral.form == "digits"
    readings = numeral.readings
    if in_digits and re.match(r"['’]?s\b", text[numeral.end : numeral.end + 3]):
        readings |= {value % 100 for value in readings if 1000 < value < 2100}
    thousandth = bool(_PER_THOUSAND.match(text, numeral.end))
    if thousandth:
        readings |= {Fraction(value) / 10 for value in readings}  # in per cent
    before = text[max(0, numeral.start - 8) : numeral.start]
    minutes = frozenset[int]()
    if any(0 < value <= 2400 for value in readings):
        minutes = hour_of(text, numeral)
    return Number(
        readings,
        numeral.start,
        numeral.end,
        numeral.form,
        "ordinal" if _CENTURY.search(before) else numeral.kind,
        numeral.parts or (_run_together(text[numeral.start : numeral.end]) if in_digits else ()),
        minutes,
        percent=thousandth or bool(_PERCENT.match(text, numeral.end)) or before[-1:] in ("%", "٪"),
        marker=in_digits and (marked or _is_quoted(text, numeral)),
        glued=in_digits and _glued(text[max(0, numeral.start - 4) : numeral.start]),
        implied=_is_implied(text, numeral),
    )


def _is_quoted(text: str, numeral: Numeral) -> bool:
    """Say whether a number stands alone in quotes, as the items of a list do: ’1‘."""
    return bool(_QUOTED.search(text[max(0, numeral.start - 1) : numeral.start])) and text[
        numeral.end : numeral.end + 1
    ] in tuple("‘’'`")


def _is_implied(text: str, numeral: Numeral) -> bool:
    if numeral.form == "roman":
        return True
    before, after = (
        text[max(0, numeral.start - 8) : numeral.start],
        text[numeral.end : numeral.end + 12],
    )
    if _NAMED_BY_NUMBER.match(text, numeral.start):
        return True
    if _CENTURY.search(before) or _IMPLIED_AFTER.match(after):
        return True
    # "First" and "second" are said in many other ways; ألفا and ثمن are other words besides.
    if numeral.form == "words" and numeral.kind == "ordinal":
        return max(numeral.readings) <= _SECOND
    said = text[numeral.start : numeral.end]
    return said in _OTHER_WORDS or (said[:1] in ("و", "ف") and said[1:] in _OTHER_WORDS)


_SECOND = 2
_OTHER_WORDS = frozenset(
    {"ألفا", "ألف", "الألف", "ثمن", "الثمن", "السبع", "سبع", "الاثنين", "الإثنين"}
    | {"quarter", "third", "score", "half"}
)


def _run_together(written: str) -> tuple[Value, ...]:
    """Return the halves of a range that lost its dash: 20142015, aged 1564."""
    plain = script.western_digits(written)
    pair = re.fullmatch(r"((?:19|20)\d\d)((?:19|20)\d\d)|(\d\d)(\d\d)", plain)
    found = tuple(int(group) for group in pair.groups() if group) if pair else ()
    return found if found and found[0] < found[1] else ()


def _glued(before: str) -> bool:
    """Say whether digits behind `before` are part of a name: H1N1, CO2, هايابوسا2.

    The 143 of الـ143 and the 20 of و20 are numbers behind a particle.
    """
    if re.search(r"[A-Za-z]$|(?<![a-z])[A-Z]+-$", before) or _FOOTNOTE.search(before):
        return True
    return len(before) == 4 and before.isalpha() and script.TATWEEL not in before


def _ranges(text: str, numbers: list[Number]) -> list[Number]:
    """Complete what a range says once: 1950-53, 2019/20, "3 to 5 million"."""
    result = list(numbers)
    for at, (one, other) in enumerate(pairwise(numbers)):
        between = text[one.end : other.start]
        if len(between) > 8 or not _RANGE.fullmatch(between):
            continue
        if between.strip() in _DASHES:
            result[at + 1] = _with_century(result[at + 1], one)
            result[at] = _with_century(result[at], other)
        if other.minutes and not one.minutes and one.end - one.start == 4:
            result[at] = replace(one, minutes=_military(one))
        if "-" in between and one.form == other.form == "words":
            result[at] = replace(one, minutes=_spoken(one, other))
        scale = scale_of(text[other.start : other.end])
        if scale and not scale_of(text[one.start : one.end]):
            # All of it: "3 to 5 million" is three million, "2019 and 5 million" is not.
            more = {v * scale for v in one.readings if v < 1000}
            result[at] = replace(result[at], readings=result[at].readings | more)
    return result


def _military(number: Number) -> frozenset[int]:
    """Read the first of "between 1100 and 1200 hours"."""
    hour, minute = divmod(int(max(number.readings, default=2400)), 100)
    return frozenset({hour * 60 + minute}) if hour < 24 and minute < 60 else frozenset()


def _spoken(hour: Number, minute: Number) -> frozenset[int]:
    """Read "eight-thirty"; its minutes stay a number that nobody misses."""
    one, other = max(hour.readings), max(minute.readings)
    if 0 < one <= 12 and 10 <= other < 60:
        return minutes_of_day(int(one) * 60 + int(other), "")
    return frozenset()


def _with_century(number: Number, year: Number) -> Number:
    """Add the century of `year` to a number of two digits behind its dash."""
    whole = next((v for v in year.readings if 1000 < v < 2100 and v % 1 == 0), None)
    if whole is None or number.form != "digits":
        return number
    more = {whole - whole % 100 + v for v in number.readings if v % 1 == 0 and v < 100}
    return replace(number, readings=number.readings | more)
