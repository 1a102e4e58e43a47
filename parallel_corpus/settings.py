"""corpus.toml to frozen Settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Language

MANIFEST = "corpus.toml"
Tracked = Literal["accepted", "original"]
"""Which version of a text with tracked changes: all accepted, or as it was before."""

LANGUAGES: tuple[Language, ...] = ("en", "ar")


@dataclass(frozen=True, slots=True)
class TextSettings:
    """One language version of a document: the file it is in, and which copy of the text it is.

    The file may hold the other language too; the half in `language` is meant. `file` is a
    path relative to the corpus folder. `witness` is "" for the text that is aligned and checked.
    Of a Word document with tracked changes `tracked` says which of its two versions is meant.
    """

    file: str
    language: Language
    witness: str = ""
    tracked: Tracked = "accepted"


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """A document of the corpus and its texts."""

    id: str
    texts: tuple[TextSettings, ...]
    title: str = ""
    date: str = ""
    supersedes: str | None = None
    numbering: bool = True


@dataclass(frozen=True)
class Settings:
    """A corpus: its folder, its documents, and how to build it."""

    root: Path
    documents: tuple[DocumentSettings, ...] = ()
    source: Language = "en"
    target: Language = "ar"
    encoder: str = "use"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    glossary: str | None = None
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def changed(
        self, encoder: str | None, select: tuple[str, ...], ignore: tuple[str, ...]
    ) -> Settings:
        """These settings with what the command line says instead, where it says something."""
        return replace(
            self,
            encoder=encoder or self.encoder,
            select=select or self.select,
            ignore=(*self.ignore, *ignore),
        )


def load_settings(root: Path) -> Settings:
    """Read `corpus.toml` in `root`. Raises SettingsError naming the key that is wrong."""
    path = root / MANIFEST
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            "there is no corpus.toml here", where=root, hint=f"Run: parallel-corpus init {root}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"cannot be read as TOML: {error}", where=path) from error
    return parse_settings(data, root)


def parse_settings(data: Mapping[str, Any], root: Path) -> Settings:
    """Settings from a parsed manifest. Raises SettingsError naming the key that is wrong."""
    table = _Table(data, root / MANIFEST, "")
    table.allow("corpus", "document", "checks")
    corpus = _Table(table.get("corpus", dict, {}), table.path, "corpus")
    corpus.allow("source", "target", "encoder", "glossary")
    checks = _Table(table.get("checks", dict, {}), table.path, "checks")
    documents = tuple(
        _document(_Table(row, table.path, f"document {i}"), root)
        for i, row in enumerate(table.get("document", list, []), start=1)
    )
    _cross_check(documents, table)
    glossary = corpus.get("glossary", str, "")
    return Settings(
        root=root,
        documents=documents,
        source=_language(corpus, "source", "en"),
        target=_language(corpus, "target", "ar"),
        encoder=corpus.get("encoder", str, "use"),
        select=tuple(checks.get("select", list, [])),
        ignore=tuple(checks.get("ignore", list, [])),
        glossary=_inside(glossary, root, corpus, "glossary") if glossary else None,
        options={k: v for k, v in checks.data.items() if isinstance(v, dict)},
    )


def _document(table: _Table, root: Path) -> DocumentSettings:
    table.allow("id", "title", "date", "supersedes", "numbering", "texts")
    name = table.get("id", str)
    if not name or any(c in ':@/\\"' or c.isspace() or not c.isprintable() for c in name):
        raise table.error("id", f"{name!r} is no id", "Use letters, digits, - and _")
    if name.startswith("."):
        raise table.error("id", f"{name!r} is no id", "Begin with a letter or a digit")
    texts = []
    for row in table.get("texts", list):
        text = _Table(row, table.path, f"{name}.texts")
        text.allow("file", "language", "witness", "tracked")
        texts.append(
            TextSettings(
                file=_inside(text.get("file", str), root, text, "file"),
                language=_language(text, "language", None),
                witness=text.get("witness", str, ""),
                tracked=_tracked(text),
            )
        )
    numbering = table.get("numbering", str, "auto")
    if numbering not in ("auto", "off"):
        raise table.error("numbering", f"{numbering!r} is unknown", 'Use "auto" or "off"')
    day = table.data.get("date", "")
    return DocumentSettings(
        id=name,
        texts=tuple(texts),
        title=table.get("title", str, ""),
        date=day.isoformat() if isinstance(day, date) else str(day),
        supersedes=table.get("supersedes", str, "") or None,
        numbering=numbering == "auto",
    )


def _tracked(table: _Table) -> Tracked:
    match table.get("tracked", str, "accepted"):
        case "accepted":
            return "accepted"
        case "original":
            return "original"
        case other:
            raise table.error("tracked", f"{other!r} is unknown", 'Use "accepted" or "original"')


def _cross_check(documents: tuple[DocumentSettings, ...], table: _Table) -> None:
    ids = [document.id for document in documents]
    for document in documents:
        if ids.count(document.id) > 1:
            raise table.error("document", f"the id {document.id!r} is used twice", "Rename one")
        if document.supersedes is not None and document.supersedes not in ids:
            raise table.error(
                "document",
                f"{document.id!r} supersedes {document.supersedes!r}, which is not in the corpus",
                f"Name one of: {', '.join(ids)}",
            )
        copies = [(text.language, text.witness) for text in document.texts]
        if len(set(copies)) < len(copies):
            raise table.error(
                "document",
                f"{document.id!r} has two texts in one language",
                'Give the second copy a name: witness = "print"',
            )
    _refuse_cycles({d.id: d.supersedes for d in documents}, table)


def _refuse_cycles(older: Mapping[str, str | None], table: _Table) -> None:
    for start in older:
        seen, here = {start}, older[start]
        while here is not None:
            if here in seen:
                raise table.error("document", f"{start!r} supersedes itself in the end", "")
            seen.add(here)
            here = older[here]


def _inside(name: str, root: Path, table: _Table, key: str) -> str:
    # Documents are untrusted: a manifest must not be able to pull in /etc/passwd.
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1]:
        raise table.error(key, f"{name!r} is outside the corpus folder", "Copy the file into it")
    if not (root / path).resolve().is_relative_to(root.resolve()):
        raise table.error(key, f"{name!r} links to outside the corpus folder", "Copy the file")
    return str(path)


def _language(table: _Table, key: str, default: str | None) -> Language:
    value = table.get(key, str, default)
    for language in LANGUAGES:
        if value == language:
            return language
    raise table.error(key, f"{value!r} is not a language here", 'Use "en" or "ar"')


@dataclass(frozen=True)
class _Table:
    """A TOML table that complains with the name of the key."""

    data: Mapping[str, Any]
    path: Path
    name: str

    def error(self, key: str, what: str, hint: str) -> SettingsError:
        where = f"{self.name}.{key}" if self.name else key
        return SettingsError(f"{where}: {what}", where=self.path, hint=hint)

    def allow(self, *keys: str) -> None:
        if not isinstance(self.data, dict):
            raise self.error("", "must be a table", "")
        for key in self.data:
            if key not in keys:
                raise self.error(key, "no such key", f"Known here: {', '.join(keys)}")

    def get(self, key: str, kind: type, default: Any = ...) -> Any:
        value = self.data.get(key, default)
        if value is ...:
            raise self.error(key, "is missing", "")
        if not isinstance(value, kind) and value is not default:
            raise self.error(key, f"must be a {kind.__name__}, not {value!r}", "")
        return value
