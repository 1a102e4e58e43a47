"""Addresses, document symbols and codes (telephone numbers, ISBN, versions): compared whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallel_corpus.language import script

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"“”،؛]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.]+", re.IGNORECASE
)
# A/RES/69/1, E/CN.7/2015/13, C-III/143/DR: begins with a Latin capital, has a slash and a digit.
_SYMBOL = re.compile(
    r"(?<![\w/])[A-Z][A-Za-z0-9-]{0,60}(?:[./][A-Za-z0-9()-]{1,60}){0,20}/[A-Za-z0-9.()/-]{0,80}\w"
)
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
# Three groups of digits and more, or two where one is long or a plus stands before.
_CODE = re.compile(
    rf"(?<![\w.,/])\+?\(?{_DIGIT}+\)?"
    rf"(?:[-./\u2010\u2011\u2013 ]\(?{_DIGIT}+\)?){{1,8}}[Xx]?\+?(?![\w/]|[.,-]{_DIGIT})"
)
_LONG_CODE = 7  # digits


@dataclass(frozen=True, slots=True)
class Identifier:
    """A symbol, an address or a code, in a form that compares, and where it stands."""

    key: str
    start: int
    end: int


def addresses(text: str) -> list[Identifier]:
    """Return the web and mail addresses of `text`."""
    return _tokens(_URL, text)


def symbols(text: str) -> list[Identifier]:
    """Return the document symbols of `text`.

    >>> [token.key for token in symbols("See A/RES/69/1 and/or TCP/IP.")]
    ['a/res/69/1']
    """
    return [token for token in _tokens(_SYMBOL, text) if any(c.isdigit() for c in token.key)]


def codes(text: str) -> list[Identifier]:
    """Return what may be a telephone number, an ISBN or a version.

    Its key has the groups of digits in order of size, since Arabic files hold them reversed.

    >>> one, other = codes("Call +962 6 500 1234."), codes("اتصل ١٢٣٤ ٥٠٠ ٦ ٩٦٢+")
    >>> one[0].key == other[0].key
    True
    """
    found = []
    for match in _CODE.finditer(text):
        groups = re.findall(r"\d+", script.western_digits(match[0]))
        digits = sum(map(len, groups))
        if digits >= _LONG_CODE or len(groups) > 2 or "+" in match[0]:
            found.append(Identifier("-".join(sorted(groups)), *match.span()))
    return found


def blank(text: str, tokens: list[Identifier]) -> str:
    """Return `text` with NUL in the place of each token, so that places stay."""
    if not tokens:
        return text
    letters = list(text)
    for token in tokens:
        letters[token.start : token.end] = "\x00" * (token.end - token.start)
    return "".join(letters)


def _tokens(pattern: re.Pattern[str], text: str) -> list[Identifier]:
    return [
        Identifier(script.western_digits(m[0]).casefold().rstrip(".,"), m.start(), m.end())
        for m in pattern.finditer(text)
    ]
