"""What lies in a folder: texts with their languages, bitexts, glossaries, and all the rest."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from parallel_corpus.errors import CorpusError, ReadError
from parallel_corpus.model import Language
from parallel_corpus.read.foreign import foreign_files
from parallel_corpus.read.formats.registry import (
    BITEXTS,
    DOCUMENTS,
    GLOSSARIES,
    is_bitext,
    read_bitext,
    read_glossary,
)
from parallel_corpus.read.halves import find_versions
from parallel_corpus.read.languages import languages_of_name
from parallel_corpus.read.text_file import TextFile, document_name, no_language, read_file

ENDINGS = (".txt", ".text", *DOCUMENTS)
_GLOSSARY = re.compile(r"(?i)gloss|terms?(?![a-z])|terminolog|termbase|مصطلح|مسرد")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
# Written by the program itself, or by others beside the texts.
_OUTPUT = "run.json"
# Files of these kinds hold bitexts, be they damaged; of others the content says.
_NEVER_TEXTS = frozenset({".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".po"})
# Bytes of a name that are no UTF-8 are lone surrogates in Python.
_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_OWN = ("corpus.toml", "decisions.jsonl")


@dataclass(frozen=True, slots=True)
class Found:
    """A text file: its name below the folder, the document it belongs to, and its languages."""

    name: str
    key: str
    languages: tuple[Language, ...]
    file: TextFile | None = None


@dataclass
class Contents:
    """What a folder holds. `left_out` are files that are not texts, `refused` unreadable ones."""

    texts: list[Found] = field(default_factory=list)
    bitexts: list[str] = field(default_factory=list)
    glossaries: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    refused: list[ReadError] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def look_through(root: Path) -> Contents:
    """Read what lies in `root` and its folders. Raises ReadError where it is no folder."""
    if not root.is_dir():
        raise ReadError("is not a folder", where=root, hint="Name the folder that holds the texts")
    contents = Contents()
    files = {path.relative_to(root).as_posix(): path for path in _files(root)}
    foreign = foreign_files(files)
    for name, path in files.items():
        if name in foreign:
            contents.left_out.append(f"{name} (in another language by its name: {foreign[name]})")
        else:
            _take(path, name, contents)
    return contents


def _files(root: Path) -> Iterator[Path]:
    """List files in order, leaving out hidden folders and folders that a build wrote."""
    for folder, folders, files in os.walk(root):
        if _OUTPUT in files and Path(folder) != root:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _take(path: Path, name: str, contents: Contents) -> None:
    ending = path.suffix.lower()
    if path.name in _OWN:
        return
    if _NOT_UTF8.search(name):
        # No manifest, page or table can name it.
        what, hint = "has a name that is not UTF-8", "Give it another name"
        contents.refused.append(ReadError(what, where=name, hint=hint))
        return
    if ending == ".txt" and is_bitext(path):
        contents.bitexts.append(name)
    elif ending in ENDINGS:
        _take_text(path, name, contents)
    elif ending in GLOSSARIES and (ending not in BITEXTS or _GLOSSARY.search(path.stem)):
        try:
            read_glossary(path)
        except CorpusError as error:
            contents.doubts.append(f"{name} looks like a glossary, but: {error}")
        else:
            contents.glossaries.append(name)
    elif ending in _NEVER_TEXTS or (ending in BITEXTS and _holds_units(path)):
        contents.bitexts.append(name)
    else:
        contents.left_out.append(name)


def _holds_units(path: Path) -> bool:
    """Tell whether a first unit can be read: a table may hold anything."""
    try:
        return next(read_bitext(path), None) is not None
    except CorpusError:
        return False


def _take_text(path: Path, name: str, contents: Contents) -> None:
    named = languages_of_name(name)
    if path.suffix.lower() in _PICTURES and len(named) == 1:
        # To recognise it takes a minute; the name says enough for a proposal.
        contents.texts.append(Found(name, key_of(name), named))
        return
    try:
        file = read_file(path, name)
    except ReadError as error:
        contents.refused.append(error)
        return
    languages = tuple(sorted(find_versions(file.lines, named), reverse=True))
    if not languages:
        contents.refused.append(no_language(name))
        return
    if len(named) == 1 and languages != named:
        spoken = {"en": "English", "ar": "Arabic"}
        contents.doubts.append(
            f"{name} should be {spoken[named[0]]} by its name or folder, but its text is "
            f"{spoken[languages[0]]}: not translated yet?"
        )
        contents.left_out.append(name)
        return
    contents.texts.append(Found(name, key_of(name), languages, file))


def key_of(name: str) -> str:
    """Return what a document's language versions share: folders and name without language codes.

    >>> key_of("en/sea/what-now.md"), key_of("ar/sea/what-now.md"), key_of("law_AR.docx")
    ('sea/what-now', 'sea/what-now', 'law')
    """
    path = PurePosixPath(name)
    # "docs/ar/x" beside "docs/x": a folder that is a language is no part of the key.
    folders = [part for part in path.parent.parts if not _is_language(part)]
    return "/".join((*folders, plain_stem(path.name)))


def _is_language(folder: str) -> bool:
    return bool(languages_of_name(folder)) and plain_stem(f"{folder}.x") == "text"


def plain_stem(name: str) -> str:
    """Return a file's name without its ending and its language.

    >>> plain_stem("قرار - عربي.txt"), plain_stem("rules-1.0.ar.txt"), plain_stem("ReportAR.docx")
    ('قرار', 'rules-1.0', 'Report')
    """
    stem = unicodedata.normalize("NFC", name).rpartition(".")[0] or name
    plain = _CODES.sub(" ", _CAPITALS.sub("", stem))
    return re.sub(r"\s+", " ", plain).strip(" -_.,+()[]") or "text"


_CAPITALS = re.compile(r"(?<=[a-z0-9])[-_]?(?:ENG?|ARA?|Eng?(?:lish)?|Ara?(?:bic)?)$")
_CODES = re.compile(
    r"(?i)[\s._+-]*(?<![^\W_])(?:en(?:g(?:lish)?)?|ar(?:a(?:bic)?)?|(?:ال)?عربي[ةه]?"
    r"|(?:ال)?[إا]ن[جك]ليزي[ةه]?)(?:[-_](?:us|gb|uk|eg|sa|ma|tn|ae|jo|lb|001))?(?![^\W_])"
)


def text_id(key: str) -> str:
    """Return an id for the document of `key`, as `document_name` makes them.

    >>> text_id("sea/what-now"), text_id("rules-1.0"), text_id("قرار")
    ('sea-what-now', 'rules-1-0', 'قرار')
    """
    ascii_name = document_name(Path(key.replace("/", "-").replace(".", "-") + ".txt"))
    if any("\u0600" <= letter <= "\u06ff" for letter in key):
        return re.sub(r"[^\w]+", "-", key).strip("-_") or "text"
    return ascii_name
