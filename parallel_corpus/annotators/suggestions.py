"""Where an annotator's suggested wording goes in the translation, so that one key can take it over.

A suggestion stands for the words that the annotator quotes. Where it is not sure which words it
replaces (none are quoted, the quotation is in parts, or the suggestion repeats the words around
them), it has no place: a person must word the text by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from parallel_corpus.language import script
from parallel_corpus.model import Span

_EDGES = " .,;:!?،؛؟\"“”„«»'‘’()[]"
# Characters that say how a line runs, and none that a word needs (ZWNJ, ZWJ).
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"


def clean_suggestion(text: str) -> str:
    """Return a suggestion as one line without control and direction characters.

    >>> clean_suggestion(" the \\u202echild\\n")
    'the child'
    """
    seen = (
        letter if letter in _JOINERS or unicodedata.category(letter) not in _UNSEEN else ""
        for letter in " ".join(text.split())
    )
    return " ".join("".join(seen).split())


def fit_suggestion(suggestion: str, quoted: Sequence[Span], text: str) -> tuple[str, list[int]]:
    """Return the wording to put in, and the offsets of what it replaces ([] where that is unsure).

    Marks at its edges that stand beside the quoted words already are left out.

    >>> fit_suggestion("18,", [Span(4, 6, "16")], "age 16, or less")
    ('18', [4, 6])
    >>> fit_suggestion("age 18", [Span(4, 6, "16")], "age 16, or less")
    ('age 18', [])
    """
    wording = clean_suggestion(suggestion)
    if len(quoted) != 1 or not wording:
        return wording, []
    span = quoted[0]
    before, after = text[: span.start], text[span.end :]
    if _repeats(wording, span.text, before, after):
        return wording, []
    while wording and wording[-1] in _EDGES and after.startswith(wording[-1]):
        wording = wording[:-1].rstrip()
    while wording and wording[0] in _EDGES and before.endswith(wording[0]):
        wording = wording[1:].lstrip()
    return wording, [span.start, span.end] if wording else []


def _repeats(wording: str, quoted: str, before: str, after: str) -> bool:
    """Tell whether the wording begins or ends with a word that stands beside the quoted ones."""
    new, old = script.word_keys(wording), script.word_keys(quoted)
    if not new:
        return True
    left, right = script.word_keys(before)[-1:], script.word_keys(after)[:1]
    return (left == new[:1] and left != old[:1]) or (right == new[-1:] and right != old[-1:])
