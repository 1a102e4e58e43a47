"""Stretches of a text that nobody translates: addresses, paths, code, placeholders, markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from parallel_corpus.support.remembered import remembered

PLACEHOLDER = re.compile(
    r"%\([\w.-]+\)[-#0 +]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]"  # %(name)s
    # %s, %1$d
    r"|%(?:\d+\$)?[-#0+]*\d*(?:\.\d+)?(?:l{0,2}[diuxX]|[sfgc@])(?![A-Za-z\u0600-\u06ff])"
    r"|%%\w+%%|%[A-Z_]{3,}%"
    r"|\$\{[^{}\n]{1,60}\}|#\{[^{}\n]{1,60}\}"
    r"|\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}"
    r"|\{[A-Za-z_0-9][\w.:-]{0,40}\}"  # {name}, {0}
    r"|\$[A-Za-z_][\w]*\$"
)
"""What a program fills in."""

TAG = re.compile(
    r"</?(?P<name>[A-Za-z][\w:-]{0,20})(?P<rest>(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*)"
    r"\s*(?P<closed>/?)>"
)
"""A tag of HTML or of XLIFF's inline elements."""

_LITERAL = re.compile(
    r"`[^`\n]+`"
    r"|(?:https?|ftp|file|mailto):[^\s<>\"«»،؛]+|\bwww\.[^\s<>\"«»،؛]+"
    # From the beginning of a run only: from each of its places takes the square of its length.
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w-])(?<!\w\.)\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|int|info|io|html?|php|pdf|txt|docx?|xlsx?|csv|json|xml|"
    r"ya?ml|toml|md|py|js|ts|conf|cfg|ini|sh|exe|zip|gz|png|jpe?g|svg)\b(?:/[^\s<>\"«»،؛)]*)?"
    r"|(?<![\w/])~?/(?:[\w.-]+/)+[\w.-]*|\b[A-Za-z]:\\[^\s\"<>|]+"
    r"|&(?:#\d{1,6}|#x[0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});"
    r"|\b[A-Za-z]+(?:_[A-Za-z0-9]+)+\b|(?<!\w)--?[a-z][\w-]*=?"
    r"|\b[a-z]+[A-Z]\w*\(?\)?|\b\w+\(\)"
    r"|\$[^$\n]{1,80}\$|\\[a-zA-Z]+(?:\{[^{}\n]*\})*"
    r"|\b[A-Za-z0-9]\w*(?:\s*[=<>≤≥±×^*+]\s*\w+)+",
)


_BLOB = re.compile(r"\S{1001,}")


class Plural(NamedTuple):
    """A message of ICU that has several forms: {count, plural, one {# file} other {# files}}."""

    start: int
    end: int
    name: str
    how: str


_PLURAL = re.compile(r"\{\s*(\w+)\s*,\s*(plural|select|selectordinal)\s*,")


def plurals(text: str) -> list[Plural]:
    """Return the outermost blocks of plural and select forms; one that never closes is none."""
    found: list[Plural] = []
    for match in _PLURAL.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        depth = 0
        for brace in _BRACE.finditer(text, match.start()):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                found.append(Plural(match.start(), brace.end(), match[1], match[2]))
                break
        else:
            break  # an open block swallows what follows
    return found


_BRACE = re.compile(r"[{}]")


def literals(text: str) -> list[tuple[int, int]]:
    """Return where addresses, paths, code, placeholders and tags stand; spans may overlap.

    What has over a thousand characters without a space is data, and one literal as a whole.

    >>> [text[a:b] for text in ("See https://a.org/x or ask@a.org.",) for a, b in literals(text)]
    ['https://a.org/x', 'ask@a.org']
    """
    blobs = [match.span() for match in _BLOB.finditer(text)]
    text = without(text, blobs)  # in which the patterns below take quadratic time
    found = blobs + [
        match.span() for pattern in (_LITERAL, PLACEHOLDER, TAG) for match in pattern.finditer(text)
    ]
    return sorted(found + [(block.start, block.end) for block in plurals(text)])


@remembered()  # many checks ask about the same text
def blank(text: str) -> str:
    """Return the text with its literals as blanks, all other offsets kept.

    >>> blank("Open {name} now")
    'Open        now'
    """
    return without(text, literals(text))


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Put blanks in the place of `spans`, which may overlap."""
    signs = list(text) if spans else []
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs) if spans else text
