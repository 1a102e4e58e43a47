"""Every quantity of a text, with its place: what a check compares between source and target."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from parallel_corpus.evidence.quantities.dates import Month, months
from parallel_corpus.evidence.quantities.words import Numeral, numerals, scale_of
from parallel_corpus.language import script

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”،؛]+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
# A/RES/69/1, E/CN.7/2015/13, C-III/143/DR: begins with a Latin capital, has a slash and a digit.
_SYMBOL = re.compile(r"(?<![\w/])[A-Z][A-Za-z0-9-]*(?:[./][A-Za-z0-9()-]+)*/[A-Za-z0-9.()/-]*\w")
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_GROUP = r"(?:[.,\u066b\u066c\u00a0\u202f\u2009 ]" + _DIGIT + r"{3})(?!" + _DIGIT + ")"
_NUMBER = re.compile(
    rf"{_DIGIT}+(?:{_GROUP})*(?:[.,\u066b]{_DIGIT}+)*"
)  # decimals and times too; both halves of 1/2 and of 2014-2015 count for themselves
# Arabic of the UN groups thousands by spaces, and its files hold the groups in reversed order as
# often as not: 483,918 stands as "918 483", 2,000 as "000 2".
_REVERSED = re.compile(
    rf"{_DIGIT}{{3}}(?:[ \u00a0\u202f]{_DIGIT}{{3}})*[ \u00a0\u202f]{_DIGIT}{{1,3}}"
)
_LEVELS = rf"{_DIGIT}{{1,2}}(?:[.-]{_DIGIT}{{1,2}}){{2,}}"  # 3.2.1, a heading's number
_MARKER = re.compile(
    rf"[\s\u200e\u200f]*[(\['‘’`]?(?:{_LEVELS}|{_DIGIT}+(?=\s*[.)\]\u2013\u2014`’'-]\D))"
    r"\s*[.)\]\u2013\u2014`’'-]?[)\]]?\s*(?=[^\d\s])"
)
_ROMAN = re.compile(r"\(([IVXLC]+)\)|(?<![\w-])([IVXLC]{2,})(?![\w-])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in digits. `readings` are the values it may stand for, as plain decimal strings:
    1,500 may be 1500 or 1.5, "100 000" one number or two."""

    readings: frozenset[str]
    start: int
    end: int
    parts: tuple[str, ...] = ()
    marker: bool = False
    glued: bool = False
    """Written onto a word (Hayabusa2, CO2): may match a number, but nobody misses it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A document symbol or an address, in a form that compares, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantities:
    """What is counted, dated or cited in one text."""

    numbers: tuple[Number, ...]
    numerals: tuple[Numeral, ...]
    months: tuple[Month, ...]
    symbols: tuple[Token, ...]
    addresses: tuple[Token, ...]


@lru_cache(maxsize=4096)
def quantities(text: str, language: str) -> Quantities:
    """All quantities of `text`. Digits of any system count alike.

    >>> [sorted(n.readings) for n in quantities("١٬٥٠٠ of 2,5", "en").numbers]
    [['1.5', '1500'], ['2.5']]
    >>> quantities("See A/RES/69/1, para. 3", "en").symbols[0].key
    'a/res/69/1'
    """
    addresses = tuple(_tokens(_URL, text))
    rest = _blank(text, addresses)
    symbols = tuple(
        token for token in _tokens(_SYMBOL, rest) if any(c.isdigit() for c in token.key)
    )
    rest = _blank(rest, symbols)
    return Quantities(
        numbers=tuple(_numbers(rest, language)),
        numerals=tuple(_numerals(rest, language)),
        months=tuple(months(text, language)),
        symbols=symbols,
        addresses=addresses,
    )


def _tokens(pattern: re.Pattern[str], text: str) -> list[Token]:
    return [
        Token(script.western_digits(m[0]).casefold().rstrip(".,"), m.start(), m.end())
        for m in pattern.finditer(text)
    ]


def _blank(text: str, tokens: tuple[Token, ...]) -> str:
    for token in tokens:
        text = text[: token.start] + "\x00" * (token.end - token.start) + text[token.end :]
    return text


def _numbers(text: str, language: str) -> list[Number]:
    marker = _MARKER.match(text)
    found: list[Number] = []
    for start, end, reversed_groups in _places(text, language):
        plain = script.western_digits(text[start:end])
        plain = plain.replace("\u066c", ",").replace("\u066b", ".")
        parts = re.findall(r"\d+", plain)
        readings = _readings(plain)
        parts = _run_together(plain) or parts
        if reversed_groups:
            readings.add(_tidy("".join(reversed(parts))))
        after = text[end : end + 16]
        parts = [_afternoon(part, after) if i == 0 else part for i, part in enumerate(parts)]
        found.append(
            Number(
                frozenset(_scaled(readings, after) | {_afternoon(v, after) for v in readings}),
                start,
                end,
                tuple(_tidy(part) for part in parts) if len(parts) > 1 else (),
                marker=marker is not None and end <= marker.end(),
                glued=_glued(text[max(0, start - 4) : start]),
            )
        )
    return found


def _run_together(plain: str) -> list[str]:
    """The halves of 1310 hours and of years that lost their dash.

    >>> _run_together("1310"), _run_together("20142015"), _run_together("1992")
    (['13', '10'], ['2014', '2015'], [])
    """
    if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", plain):
        return [plain[:2], plain[2:]]
    years = re.fullmatch(r"((?:19|20)\d\d)((?:19|20)\d\d)", plain)
    return list(years.groups()) if years else []


def _places(text: str, language: str) -> list[tuple[int, int, bool]]:
    """Where numbers stand; and which are Arabic thousands whose groups may be reversed."""
    found = [(*m.span(), False) for m in _NUMBER.finditer(text)]
    if language != "ar":
        return found
    turned = [
        m.span()
        for m in _REVERSED.finditer(text)
        if not re.match(_DIGIT, text[m.end() :])
        and not re.search(_DIGIT + "[., \u00a0\u202f]?$", text[: m.start()])
    ]
    rest = [place for place in found if not any(a <= place[0] < b for a, b in turned)]
    return sorted([*rest, *((a, b, True) for a, b in turned)])


def _glued(before: str) -> bool:
    """H1N1, CO2 and هايابوسا2 are names; الـ143 and و20 are numbers behind a particle."""
    if re.search(r"[A-Za-z]$|(?<![a-z])[A-Z]+-$", before):
        return True
    return len(before) == 4 and before.isalpha() and script.TATWEEL not in before


def _afternoon(value: str, after: str) -> str:
    """3 p.m. is 15 o'clock elsewhere."""
    if re.match(r"(?:[:.]\d\d)?\s*p\.?m\b", after) and value.partition(".")[0] in map(
        str, range(1, 12)
    ):
        hour, dot, minutes = value.partition(".")
        return f"{int(hour) + 12}{dot}{minutes}"
    return value


_AFTER_HUNDRED = re.compile(r"\s+بعد الم(?:ائ|ئ)ة")


def _numerals(text: str, language: str) -> list[Numeral]:
    """Numbers in words, and Roman ones; "per cent" (في المائة) is no number.

    >>> [n.value for n in _numerals("الجمعية الحادية والثلاثون بعد المائة", "ar")]
    [131]
    """
    found = [
        replace(word, value=word.value + 100) if _AFTER_HUNDRED.match(text, word.end) else word
        for word in numerals(text, language)
        if not (word.value == 100 and text[word.start : word.end].endswith(("المائة", "المئة")))
    ]
    found += [
        Numeral(_roman(match[1] or match[2]), match.start(), match.end())
        for match in _ROMAN.finditer(text)
    ]
    return sorted(found, key=lambda word: word.start)


def _roman(letters: str) -> int:
    """
    >>> _roman("XXXV"), _roman("XIX")
    (35, 19)
    """
    values = [_ROMAN_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _readings(plain: str) -> set[str]:
    """The values that one written number may have.

    >>> sorted(_readings("1,500.25")), sorted(_readings("100 000")), sorted(_readings("000 100"))
    (['1500.25'], ['100000'], ['100', '100000'])
    """
    groups = re.split(r"[^\d]+", plain)
    marks = re.findall(r"[^\d]", plain)
    if not marks:
        return {_tidy(plain)}
    found = set()
    thousands = all(len(group) == 3 for group in groups[1:])
    if thousands:
        found.add(_tidy("".join(groups)))
        # Numbers of OCR and of reversed extraction: "000 100" was 100 000.
        if set(groups[0]) == {"0"} and len(groups[0]) == 3:
            found.add(_tidy("".join(reversed(groups))))
    if marks[-1] in ".,":
        whole, decimals = "".join(groups[:-1]), groups[-1]
        if len(groups) == 2 or all(len(group) == 3 for group in groups[1:-1]):
            found.add(_tidy(f"{whole}.{decimals}"))
    if len(groups) > 2 and thousands and len(set(marks)) == 1:
        found = {value for value in found if "." not in value}
    return found or {_tidy(groups[0])}


def _scaled(readings: set[str], after: str) -> set[str]:
    """With what "million" or a decade's s makes of a number that stands before it.

    >>> sorted(_scaled({"1.5"}, " million dollars")), sorted(_scaled({"1990"}, "s"))
    (['1.5', '1500000'], ['1990', '90'])
    """
    word = next(iter(script.words(after)), (0, 0, ""))
    scale = scale_of(word[2]) if not after[: word[0]].strip(" \u00a0") else None
    if scale:
        return readings | {
            _tidy(str((Decimal(value) * scale).normalize().__format__("f"))) for value in readings
        }
    if after.startswith("s"):
        return readings | {value[-2:] for value in readings if len(value) == 4}
    return readings


def _tidy(number: str) -> str:
    whole, _, decimals = number.partition(".")
    whole = whole.lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
