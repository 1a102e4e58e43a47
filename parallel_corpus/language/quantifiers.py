"""Quantifiers, and what opposes them: all and some, few and many, at least and at most."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language.closed import ClosedList, named_lists

OPPOSITES = (
    ("all", "some"),
    ("all", "most"),
    ("all", "none"),
    ("most", "some"),
    ("few", "some"),
    ("few", "many"),
    ("a few", "all"),
    ("a few", "many"),
    ("a few", "most"),
    ("at least", "at most"),
    ("more than", "less than"),
)

LIMITS = ("at least", "at most", "more than", "less than")
"""Those that are lost where the other side has the number alone."""


@lru_cache(maxsize=1)
def quantifiers() -> tuple[ClosedList, ClosedList]:
    """Return the English and the Arabic quantifiers by what they say.

    >>> [m.name for m in quantifiers()[1].mentions("لجميع الدول")]
    ['all']
    """
    return named_lists("quantifiers.tsv")
