"""Files that their names or folders place in a third language: docs/fr/x.md, x.zh-CN.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath

from parallel_corpus.read.languages import languages_of_name

_CODE = re.compile(r"(?i)(?P<base>[a-z]{2,3})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3})){0,2}")
_ENDS = re.compile(
    r"(?i)^(?P<stem>.+?)(?P<by>[-_. ])(?P<code>[a-z]{2,3}(?:[-_](?:[a-z]{2}|[a-z]{4}))?)$"
)
_OWN = frozenset(("en", "eng", "ar", "ara"))


def foreign_files(names: Iterable[str]) -> dict[str, str]:
    """Return the files of `names` that are in a third language, with its code or name.

    A code means a language only beside an English or Arabic folder or file of the same kind:
    "it" is as well a department.

    >>> foreign_files(["docs/ar/a.md", "docs/fr/a.md", "b.md", "b.ar.md", "b.es.md", "it/c.md"])
    {'docs/fr/a.md': 'fr', 'b.es.md': 'es'}
    """
    paths = {name: PurePosixPath(name) for name in names}
    folders = {parent for path in paths.values() for parent in path.parents}
    bilingual = {folder.parent for folder in folders if _says_own(folder.name)}
    stems = {str(path.with_suffix("")).casefold() for path in paths.values()}
    found = {}
    for name, path in paths.items():
        code = next(
            (f.name for f in path.parents if f.parent in bilingual and is_foreign(f.name)), ""
        )
        if code or (code := _suffix(path, stems)):
            found[name] = code
    return found


def _says_own(folder: str) -> bool:
    return len(folder) < 20 and bool(languages_of_name(folder))


def _suffix(path: PurePosixPath, stems: set[str]) -> str:
    match = _ENDS.match(path.stem)
    if match is None or not is_foreign(match["code"]):
        return ""
    stem = str(path.with_name(match["stem"])).casefold()
    beside = any(f"{stem}{by}{own}" in stems for by in "-_. " for own in _OWN)
    return match["code"] if beside else ""


@lru_cache(maxsize=1024)
def is_foreign(name: str) -> bool:
    """Tell whether a name is the code or the English name of a third language.

    >>> is_foreign("pt-BR"), is_foreign("French"), is_foreign("ar"), is_foreign("src")
    (True, True, False, False)
    """
    from babel import Locale

    languages = Locale.parse("en").languages
    match = _CODE.fullmatch(name)
    if match:
        return match["base"].casefold() in _codes() - _OWN
    plain = name.casefold()
    return plain not in ("english", "arabic") and plain in {
        word.casefold() for word in languages.values()
    }


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    """Return the codes of the languages that CLDR has data for; others name no folder."""
    from babel.localedata import locale_identifiers

    return frozenset(name.partition("_")[0] for name in locale_identifiers())
