"""Pairs of opposite words, and of neighbours in law and science that are taken for each other."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language.closed import ClosedList, add_forms, read_table


@lru_cache(maxsize=1)
def opposites() -> tuple[ClosedList, ClosedList, tuple[tuple[str, str], ...]]:
    """Return the English list, the Arabic list, and which names are opposites.

    Under a name with a question mark stand ambiguous words, which answer the name's own and do not
    say it.

    >>> english, arabic, pairs = opposites()
    >>> {m.name for m in english.mentions("before noon")} & {name for p in pairs for name in p}
    {'before'}
    """
    english: dict[str, list[str]] = {}
    arabic: dict[str, list[str]] = {}
    pairs = []
    for en_one, ar_one, en_other, ar_other in read_table("opposites.tsv"):
        names = en_one.split("|")[0].rstrip("*?"), en_other.split("|")[0].rstrip("*?")
        pairs.append(names)
        for name, en, ar in zip(names, (en_one, en_other), (ar_one, ar_other), strict=True):
            add_forms(english, name, en)
            add_forms(arabic, name, ar)
    return ClosedList("en", english), ClosedList("ar", arabic), tuple(pairs)
