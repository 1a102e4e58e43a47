"""Things of one kind that are easily written for one another: animals, organs, foods, trades."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language.closed import ClosedList, add_forms, read_table


@lru_cache(maxsize=1)
def kinds() -> tuple[ClosedList, ClosedList]:
    """Return what things are called in English and in Arabic, by "kind: name".

    >>> english, arabic = kinds()
    >>> [m.name for m in english.mentions("the liver and the kidneys")]
    ['organ: liver', 'organ: kidney']
    """
    english: dict[str, list[str]] = {}
    arabic: dict[str, list[str]] = {}
    for kind, name, en, ar in read_table("kinds.tsv"):
        add_forms(english, f"{kind}: {name}", en)
        add_forms(arabic, f"{kind}: {name}", ar)
    return ClosedList("en", english), ClosedList("ar", arabic)
