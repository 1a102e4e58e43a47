"""Which of a file's languages is the source, which the target: by tag, column name or script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from parallel_corpus.language.script import letters

_NAMES = {
    "en": "en eng english en_text text_en anglais الإنجليزية إنجليزي الإنجليزي الانجليزية",
    "ar": "ar ara arabic ar_text text_ar arabe العربية عربي العربي بالعربية",
    "source": "source src source_text source_segment src_text original المصدر الأصل",
    "target": "target tgt trg target_text target_segment tgt_text trg_text translation الترجمة",
    "id": "id key no nr # number segment_id tuid",
}
_MEANINGS = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}


@lru_cache(maxsize=1024)
def base(tag: str | None) -> str:
    """Return the language of a BCP 47 or older tag.

    >>> base("EN-US"), base("ar_SA"), base("ara"), base(None)
    ('en', 'ar', 'ar', '')
    """
    first = re.split("[-_]", tag.strip().lower())[0] if tag else ""
    return {"eng": "en", "ara": "ar"}.get(first, first)


def meaning(column: str) -> str:
    """Return what a column's name says it holds: en, ar, source, target, id; "" for nothing.

    >>> meaning("English"), meaning("en-GB"), meaning(" Target "), meaning("comment")
    ('en', 'en', 'target', '')
    """
    if known := _named(column):
        return known
    name = _key(column)
    # "English text", "Text (Arabic)", النص العربي: one word of the name tells.
    words = re.findall(r"[^\W_]+", name)
    told = {_MEANINGS[word] for word in words if _MEANINGS.get(word) in ("en", "ar")}
    if len(told) == 1 and len(words) <= 3:
        return told.pop()
    tag = base(name)
    return tag if tag in ("en", "ar") and re.fullmatch(r"[a-z]{2,3}[-_][a-z]{2,4}", name) else ""


def side_columns(
    rows: Sequence[Sequence[str]], languages: tuple[str, str]
) -> tuple[int | None, int | None]:
    """Return the columns of source and target by the names in the first row; None where none tells.

    A name that is a language's or a side's goes before one that has a word more ("en" before
    "en_note"); of several of these the column counts with most letters of the language.

    >>> side_columns([["en_note", "en", "ar_note", "ar"]], ("en", "ar"))
    (1, 3)
    >>> rows = [["English id", "English text", "Arabic"], ["a1", "Peace be", "سلام"]]
    >>> side_columns(rows, ("en", "ar"))
    (1, 2)
    """
    named = [_named(cell) for cell in rows[0]]
    sides = ("source", "target")
    for wanted in (languages, sides):
        if all(name in named for name in wanted):
            return named.index(wanted[0]), named.index(wanted[1])
    first, second = (
        named.index(language) if language in named else _fullest(rows, language)
        for language in languages
    )
    one, other = (named.index(side) if side in named else None for side in sides)
    return (one if first is None else first), (other if second is None else second)


def _fullest(rows: Sequence[Sequence[str]], language: str) -> int | None:
    """Return the column that is named after a language and holds most of its letters."""
    found = [at for at, cell in enumerate(rows[0]) if meaning(cell) == language]
    which = 0 if language == "ar" else 1
    return max(
        found,
        key=lambda at: letters(" ".join(row[at] for row in rows[1:] if at < len(row)))[which],
        default=None,
    )


def _key(column: str) -> str:
    return "_".join(column.strip().lstrip("\ufeff").strip().lower().split())


def _named(column: str) -> str:
    """Return what a column's whole name says it holds."""
    return _MEANINGS.get(_key(column), "")


def by_script(rows: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    """Return the columns that are mostly English and mostly Arabic letters, the longest of each.

    >>> by_script([["1", "Peace", "سلام"]], 3)
    {'en': 1, 'ar': 2}
    """
    counts = [letters(" ".join(r[i] for r in rows if i < len(r))) for i in range(width)]
    found = {}
    for language, mine, other in (("en", 1, 0), ("ar", 0, 1)):
        best = max(range(width), key=lambda i: counts[i][mine] - counts[i][other], default=-1)
        if best >= 0 and counts[best][mine] > counts[best][other]:
            found[language] = best
    return found
