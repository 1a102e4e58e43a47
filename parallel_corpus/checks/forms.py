"""Whether two Arabic phrases are one phrase in other forms of its words."""

from __future__ import annotations

from parallel_corpus.evidence.lexicon import Token, tokens
from parallel_corpus.evidence.lexicon.stems import root
from parallel_corpus.language.difference import likeness
from parallel_corpus.language.lemmas import share_lemma

_ALIKE = 0.7  # of the letters of two roots


def is_form(phrase: str, other: str) -> bool:
    """Tell whether each word of `other` is a form of the word of `phrase` at its place.

    >>> is_form("عوامل الخطر", "عامل خطر"), is_form("الصحة العامة", "الصحة الحيوانية")
    (True, False)
    """
    pairs = list(zip(tokens(phrase), tokens(other), strict=False))
    apart = [(one, two) for one, two in pairs if one.stem != two.stem]
    # The lexicon of lemmas is large: it is asked only about words that may be of one root.
    if len(tokens(phrase)) != len(tokens(other)) or not all(_may_be_form(*pair) for pair in apart):
        return False
    return all(
        share_lemma(phrase[one.start : one.end], other[two.start : two.end]) for one, two in apart
    )


def _may_be_form(one: Token, two: Token) -> bool:
    return likeness(root(one.stem), root(two.stem)) >= _ALIKE
