"""corpus.toml to frozen Settings."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Language
from parallel_corpus.support.files import is_file_name, read_control
from parallel_corpus.support.manifest_table import TEXT_EXAMPLE, ManifestTable

MANIFEST = "corpus.toml"
_DECISIONS = "decisions.jsonl"
Tracked = Literal["accepted", "original"]
"""Which version of a text with tracked changes: all accepted, or as it was before."""

_NO_CHECKS = ("select", "ignore", "pattern", "patterns")

LANGUAGES: tuple[Language, ...] = ("en", "ar")
Ui = Language
"""The languages of pages are those of texts."""


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
    ui: Ui = "en"
    """The language of the report."""
    patterns: tuple[str, ...] = ()
    """Tables of the user's own checks: files in the folder, or anywhere if the user named them."""
    own: tuple[Any, ...] = ()
    """The tables [[checks.pattern]] as they stand, or read; see `checks.own_patterns`."""
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    annotator: Mapping[str, Any] = field(default_factory=dict)
    """The table [annotator] as it stands; see `annotators.options`."""
    scorecard: Mapping[str, Any] = field(default_factory=dict)
    """The table [scorecard] as it stands; see `annotators.scorecard`."""

    def changed(
        self,
        encoder: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        patterns: Path | None = None,
    ) -> Settings:
        """Return these settings with the command line's values in place of the manifest's.

        Patterns are added to those of the manifest, as checks to ignore are.
        """
        return replace(
            self,
            encoder=encoder or self.encoder,
            select=select or self.select,
            ignore=(*self.ignore, *ignore),
            patterns=(*self.patterns, *([str(patterns.absolute())] if patterns else [])),
        )

    def files(self) -> list[Path]:
        """List the files of the corpus that people wrote: manifest, decisions, glossary, texts."""
        texts = dict.fromkeys(text.file for document in self.documents for text in document.texts)
        named = [MANIFEST, _DECISIONS, *filter(None, [self.glossary]), *texts]
        return [self.root / name for name in named]


def load_settings(root: Path) -> Settings:
    """Read `corpus.toml` in `root`. Raises SettingsError naming the key that is wrong."""
    path = root / MANIFEST
    try:
        data = tomllib.loads(read_control(path).decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            "there is no corpus.toml here", where=root, hint=f"Run: parallel-corpus init {root}"
        ) from None
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", where=path) from error
    except UnicodeDecodeError as error:
        raise SettingsError("is not UTF-8", where=path, hint="Save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # a number may also be too long for Python
        raise SettingsError(
            f"cannot be read as TOML: {error}",
            where=path,
            hint="Texts stand in quotation marks, lists in [ ]; see what `init --print` writes",
        ) from error
    return parse_settings(data, root)


def parse_settings(data: Mapping[str, Any], root: Path) -> Settings:
    """Read settings from a parsed manifest. Raises SettingsError naming the key that is wrong."""
    table = ManifestTable(data, root / MANIFEST, "")
    table.allow("corpus", "document", "checks", "annotator", "scorecard")
    corpus = ManifestTable(table.get("corpus", dict, {}), table.path, "corpus")
    corpus.allow("source", "target", "encoder", "glossary", "ui")
    checks = ManifestTable(table.get("checks", dict, {}), table.path, "checks")
    documents = tuple(
        _document(ManifestTable(row, table.path, f"document {i}"), root)
        for i, row in enumerate(table.get("document", list, []), start=1)
    )
    if not documents:
        hint = f"Run: parallel-corpus init --force {root}"
        raise SettingsError("names no documents", where=table.path, hint=hint)
    _cross_check(documents, table)
    source, target = _language(corpus, "source", "en"), _language(corpus, "target", "ar")
    if source == target:
        raise corpus.error("target", f"{target!r} is the source as well", "Swap one for the other")
    glossary = corpus.get("glossary", str, "")
    patterns = checks.get("patterns", str, "")
    return Settings(
        root=root,
        documents=documents,
        source=source,
        target=target,
        encoder=_encoder(corpus, root),
        ui=_language(corpus, "ui", "en"),
        select=checks.texts("select"),
        ignore=checks.texts("ignore"),
        glossary=corpus.inside("glossary", glossary, root) if glossary else None,
        patterns=(checks.inside("patterns", patterns, root),) if patterns else (),
        own=tuple(checks.get("pattern", list, [])),
        options={k: _options(checks, k) for k in checks.data if k not in _NO_CHECKS},
        annotator=table.get("annotator", dict, {}),
        scorecard=table.get("scorecard", dict, {}),
    )


def _encoder(corpus: ManifestTable, root: Path) -> str:
    """Read the encoder. Corpora come from strangers: vectors must lie inside the folder."""
    spec: str = corpus.get("encoder", str, "use")
    kind, _, name = spec.partition(":")
    if kind != "file":
        return spec
    home = root.resolve()
    for path in (root / name, Path(name)):
        if path.is_file() and path.resolve().is_relative_to(home):
            return f"file:{path}"
    raise corpus.error(
        "encoder",
        f"{name!r} is not a file in the corpus's folder",
        "Put the vectors there, or name others with --encoder",
    )


def _options(checks: ManifestTable, code: str) -> Mapping[str, Any]:
    """Read a check's options; the glossary's terms are the only option with a nested value."""
    options: Mapping[str, Any] = checks.get(code, dict)
    terms = options.get("terms", [])
    if isinstance(terms, list) and all(_is_term(term) for term in terms):
        return options
    hint = 'Write [["member", "عضو"], ["law", ["قانون", "تشريع"]]]'
    raise checks.error(f"{code}.terms", f"{terms!r} are not terms", hint)


def _is_term(term: object) -> bool:
    if not isinstance(term, list) or len(term) != 2:
        return False
    english, arabic = term
    renderings = arabic if isinstance(arabic, list) else [arabic]
    return all(isinstance(word, str) for word in (english, *renderings))


def _document(table: ManifestTable, root: Path) -> DocumentSettings:
    table.allow("id", "title", "date", "supersedes", "numbering", "texts")
    name = table.get("id", str)
    if not name or any(c in ':@/\\"' or c.isspace() or not c.isprintable() for c in name):
        raise table.error("id", f"{name!r} is not an id", "Use letters, digits, - and _")
    if name.startswith("."):
        raise table.error("id", f"{name!r} is not an id", "Begin with a letter or a digit")
    if not is_file_name(name):
        what = f"the document name {name!r} cannot be a file name"
        raise table.error(
            "id", what, "Use letters, digits, - and _; con, nul and the like are taken"
        )
    texts = []
    rows = table.get("texts", list)
    if not rows:
        raise table.error("texts", "is empty", f"Write [{TEXT_EXAMPLE}]")
    for row in rows:
        text = ManifestTable(row, table.path, f"{name}.texts")
        text.allow("file", "language", "witness", "tracked")
        texts.append(
            TextSettings(
                file=text.inside("file", text.get("file", str), root),
                language=_language(text, "language", None),
                witness=text.get("witness", str, ""),
                tracked=_tracked(text),
            )
        )
    numbering = table.get("numbering", str, "auto")
    if numbering not in ("auto", "off"):
        raise table.error("numbering", f"{numbering!r} is unknown", 'Use "auto" or "off"')
    day = table.data.get("date", "")
    if not isinstance(day, str | date):
        raise table.error("date", f"{day!r} is not a date", "Write it as 2021-11-30")
    return DocumentSettings(
        id=name,
        texts=tuple(texts),
        title=table.get("title", str, ""),
        date=day.isoformat() if isinstance(day, date) else str(day),
        supersedes=table.get("supersedes", str, "") or None,
        numbering=numbering == "auto",
    )


def _tracked(table: ManifestTable) -> Tracked:
    match table.get("tracked", str, "accepted"):
        case "accepted":
            return "accepted"
        case "original":
            return "original"
        case other:
            raise table.error("tracked", f"{other!r} is unknown", 'Use "accepted" or "original"')


def _cross_check(documents: tuple[DocumentSettings, ...], table: ManifestTable) -> None:
    ids = [document.id for document in documents]
    # Their files would be one file where systems do not tell capitals from small letters.
    uses = Counter(name.casefold() for name in ids)
    for document in documents:
        if uses[document.id.casefold()] > 1:
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


def _refuse_cycles(older: Mapping[str, str | None], table: ManifestTable) -> None:
    for start in older:
        seen, here = {start}, older[start]
        while here is not None:
            if here in seen:
                raise table.error("document", f"{start!r} supersedes itself in the end", "")
            seen.add(here)
            here = older[here]


def _language(table: ManifestTable, key: str, default: str | None) -> Language:
    value = table.get(key, str, default)
    for language in LANGUAGES:
        if value == language:
            return language
    raise table.error(key, f"{value!r} is not a language here", 'Use "en" or "ar"')
