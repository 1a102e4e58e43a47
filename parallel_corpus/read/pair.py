"""Two files that translate each other: which of them is in which language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from parallel_corpus.errors import ReadError, SettingsError
from parallel_corpus.model import LANGUAGE_NAMES, Document, Language
from parallel_corpus.read.documents import read_sides, read_texts
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, is_bitext, read_bitext
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.languages import arabic_share, is_bilingual, languages_of_name
from parallel_corpus.read.text_file import read_file
from parallel_corpus.settings import Tracked

TABLES = frozenset(BITEXTS) - frozenset(DOCUMENTS) - {".txt"}
"""Endings of files in which the two sides stand beside each other."""
_ORDER: tuple[Language, Language] = ("en", "ar")
# Shares of Arabic letters this far apart tell which file is the Arabic one, whatever either is.
_APART = 0.3
# The rest of a document in two columns is its title and its margins.
_NEARLY_ALL = 0.8


def read_pair(
    files: Sequence[Path],
    *,
    name: str = "",
    order: tuple[Language, Language] = _ORDER,
    told: tuple[Language | None, Language | None] = (None, None),
    tracked: Tracked = "accepted",
) -> list[Document]:
    """Return the document in two files, or in one that holds both languages, in the order `order`.

    Raises ReadError where a language is missing, SettingsError where both files are in one.
    """
    if len(files) == 1 and holds_sides(files[0]):
        return read_sides(files[0], name=name, order=order, tracked=tracked)
    if len(files) == 1:
        languages, files = order, [files[0], files[0]]
    else:
        languages = tell_languages(files[0], files[1], order=order, told=told)
    try:
        found = [
            read_texts(path, language=language, name=name, tracked=tracked)[0]
            for path, language in zip(files, languages, strict=True)
        ]
    except ReadError as error:
        # Of a text in neither language no translation would help.
        if len(set(files)) == 1 and error.hint.startswith("It is in "):
            error.hint = f"{error.hint}: give the translation as well, in a second file"
        raise
    return sorted(found, key=lambda document: order.index(document.language))


def holds_sides(path: Path) -> bool:
    """Tell whether the two languages stand beside each other in a file, row by row.

    A Word document is such a file where its tables in two languages hold nearly all of its text.
    Raises ReadError for what cannot be read.
    """
    ending = path.suffix.lower()
    if ending != ".docx":
        return ending in TABLES or (ending == ".txt" and is_bitext(path))
    try:
        rows = list(read_bitext(path))
    except ReadError:
        return False
    ids = sum(len(row.id) for row in rows)
    beside = sum(len(row.source) + len(row.target) for row in rows)
    flow = sum(
        len(line.text)
        for line in read_file(path).lines
        if not (isinstance(line, PlacedLine) and line.aside)
    )
    return beside >= _NEARLY_ALL * (flow - ids)


def tell_languages(
    source: Path,
    target: Path,
    *,
    order: tuple[Language, Language] = _ORDER,
    told: tuple[Language | None, Language | None] = (None, None),
) -> tuple[Language, Language]:
    """Return the languages of two files: as `told`, else as their names say, else by their scripts.

    Where these leave it open, the source is in the first language of `order`. Raises SettingsError
    where both are in one language.
    """
    if any(told):
        first = told[0] or _other(told[1] or order[1])
        second = told[1] or _other(first)
        if first == second:
            raise SettingsError(
                "source and target are said to be in one language",
                where=f"{source}, {target}",
                hint="Give --from and --to: one en, the other ar",
            )
        return first, second
    named = [languages_of_name(path) for path in (source, target)]
    single = [languages[0] if len(languages) == 1 else None for languages in named]
    if None not in single and single[0] != single[1]:
        return single[0], single[1]  # type: ignore[return-value]
    return _by_script(source, target, order)


def _by_script(
    source: Path, target: Path, order: tuple[Language, Language]
) -> tuple[Language, Language]:
    files = [read_file(path) for path in (source, target)]
    shares = [arabic_share(file.lines) for file in files]
    one, other = (0.0 if share is None else share for share in shares)
    if (one >= 0.5) != (other >= 0.5) or abs(one - other) >= _APART:
        return ("ar", "en") if one > other else ("en", "ar")
    if None in shares:
        return order
    language: Language = "ar" if one >= 0.5 else "en"
    for file, path in zip(files, (source, target), strict=True):
        if is_bilingual(file.lines):
            raise SettingsError(
                "holds both English and Arabic, most of it "
                f"{LANGUAGE_NAMES[language]} as the other file",
                where=path,
                hint=f"Check it by itself: parallel-corpus check {path}",
            )
    raise SettingsError(
        f"both files are in {LANGUAGE_NAMES[language]}",
        where=f"{source}, {target}",
        hint="Give the source text, then its translation",
    )


def _other(language: Language) -> Language:
    return "ar" if language == "en" else "en"
