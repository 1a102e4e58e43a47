"""A manifest proposed for a folder of texts that has none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.model import Language
from parallel_corpus.read.documents import document_name, no_language, read_file
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS
from parallel_corpus.read.halves import split_halves
from parallel_corpus.settings import DocumentSettings, Settings, TextSettings

ENDINGS = (".txt", ".md", ".text", *DOCUMENTS)

# What file names say of versions.
_OLDER = re.compile(r"(?i)(?<![a-z])(?:draft|old|previous|prev|before|original)(?![a-z])")
_NEWER = re.compile(r"(?i)(?<![a-z])(?:adopted|final|new|amended|revised|after)(?![a-z])")


def propose_settings(root: Path) -> tuple[Settings, list[ReadError]]:
    """Settings for the texts in `root` and its folders, and the files that cannot be read.

    Files whose names differ only in a language code are one document; a name with "draft" or
    "old" is what the same name with "adopted" or "final", or with neither, supersedes. Raises
    ReadError for a folder without texts.
    """
    if not root.is_dir():
        raise ReadError("is not a folder", where=root, hint="Name the folder that holds the texts")
    paths = sorted(
        path
        for path in root.rglob("*")
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink()
    )
    texts: dict[str, list[TextSettings]] = defaultdict(list)
    refused: list[ReadError] = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            # What the build will find in it, and no more: a long quotation makes no half.
            languages = split_halves(read_file(path, name).lines)
        except ReadError as error:
            refused.append(error)
            continue
        if not languages:
            refused.append(no_language(name))
        for language in sorted(languages, reverse=True):
            texts[document_name(path)].append(_add(texts[document_name(path)], name, language))
    if not texts:
        raise refused[0] if refused else _no_texts(root)
    documents = [
        DocumentSettings(name, tuple(found), supersedes=_older_version(name, list(texts)))
        for name, found in sorted(texts.items())
    ]
    return Settings(root=root, documents=tuple(_older_first(documents))), refused


def _no_texts(root: Path) -> ReadError:
    aligned = sorted(path for path in root.rglob("*") if path.suffix.lower() in BITEXTS)
    if aligned:
        hint = f"Check a bitext by itself: parallel-corpus check {aligned[0]}"
    else:
        hint = "Put the texts there, one file a text"
    return ReadError(f"holds no texts ({', '.join(ENDINGS)})", where=root, hint=hint)


def format_manifest(settings: Settings) -> str:
    """`settings` as the text of a corpus.toml, with a line on what may be changed."""
    import tomlkit

    manifest = tomlkit.document()
    manifest.add(tomlkit.comment("Proposed from the files' names and contents: check what"))
    manifest.add(tomlkit.comment("supersedes what, and which texts belong to one document."))
    manifest["corpus"] = {"source": settings.source, "target": settings.target}
    tables = tomlkit.aot()
    for document in settings.documents:
        table = tomlkit.table()
        table["id"] = document.id
        if document.supersedes:
            table["supersedes"] = document.supersedes
        rows = tomlkit.array().multiline(True)
        for text in document.texts:
            row = tomlkit.inline_table()
            row.update({"file": text.file, "language": text.language})
            if text.witness:
                row["witness"] = text.witness
            rows.append(row)
        table["texts"] = rows
        tables.append(table)
    manifest["document"] = tables
    return tomlkit.dumps(manifest)


def _add(known: Sequence[TextSettings], name: str, language: Language) -> TextSettings:
    """A first text in its language, or a witness named after its place in the row."""
    copies = sum(text.language == language for text in known)
    return TextSettings(name, language, f"copy{copies + 1}" if copies else "")


def _older_version(name: str, names: Sequence[str]) -> str | None:
    """The name of the version that `name` supersedes, where names tell."""
    if _OLDER.search(name):
        return None
    plain = _plain(_NEWER, name)
    older = [other for other in names if _OLDER.search(other) and _plain(_OLDER, other) == plain]
    return older[0] if len(older) == 1 else None


def _plain(mark: re.Pattern[str], name: str) -> str:
    return re.sub(r"[-_ ]+", "-", mark.sub("", name)).strip("-").lower()


def _older_first(documents: Sequence[DocumentSettings]) -> list[DocumentSettings]:
    return sorted(documents, key=lambda document: (document.supersedes is not None, document.id))
