"""What binds, allows or advises, and how sure a statement is."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language.closed import ClosedList, named_lists

OPPOSITES = (("must", "may"), ("must", "can"), ("should", "may"), ("probably", "perhaps"))
"""Exchanges that change what is said. "Must" beside ينبغي is a matter of house style."""

LOOSE = frozenset({"probably", "perhaps"})
"""How sure a statement is: many translators do not tell the two apart."""


@lru_cache(maxsize=1)
def modality() -> tuple[ClosedList, ClosedList]:
    """Return the English and the Arabic words of modality by what they say.

    >>> [m.name for m in modality()[1].mentions("لا يجوز لأحد") if not m.name.endswith("?")]
    ['may']
    """
    return named_lists("modality.tsv")
