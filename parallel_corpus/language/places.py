"""Countries, nationalities and the cities where texts are signed; countries by CLDR (Babel)."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from parallel_corpus.language.closed import ClosedList, add_forms, read_table

# Names that are words of another meaning in one of the languages.
_AMBIGUOUS = frozenset(
    ("JE", "GG", "IM", "AQ", "ML", "TD", "OM", "JO", "GE", "GU", "PE", "NU", "GL", "EA", "EU", "UN",
     "EZ", "ZZ", "QO", "XA", "XB", "IO", "AC", "TA", "CP", "CQ", "DG", "IC", "UM", "BV", "HM", "CX")
)  # fmt: skip


@lru_cache(maxsize=1)
def places() -> tuple[ClosedList, ClosedList]:
    """Return what countries and cities are called, by ISO code or English name.

    >>> english, arabic = places()
    >>> [m.name for m in english.mentions("French and Swiss law")]
    ['FR', 'CH']
    >>> [m.name for m in arabic.mentions("القانون الفرنسي")]
    ['FR']
    """
    english: dict[str, list[str]] = {}
    arabic: dict[str, list[str]] = {}
    for code, en, ar in read_table("places.tsv"):
        add_forms(english, code, en)
        add_forms(arabic, code, ar)
    names = Locale("en").territories, Locale("ar").territories
    for code in sorted(names[0]):
        if not code.isalpha() or code in _AMBIGUOUS:
            continue
        for table, name in ((english, names[0][code]), (arabic, names[1].get(code, ""))):
            if name and "(" not in name:
                table.setdefault(code, []).append(name.replace("&", "and").removeprefix("ال"))
    return ClosedList("en", english), ClosedList("ar", arabic)
