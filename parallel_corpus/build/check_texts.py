"""Texts in memory through every stage, as `build` takes the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.chains import check_chain, find_chains
from parallel_corpus.build.conclude import attempt, conclude
from parallel_corpus.build.results import CheckedCorpus, Setup
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Document, Language
from parallel_corpus.read import read_document
from parallel_corpus.read.lines import number_lines
from parallel_corpus.read.text_file import TextFile
from parallel_corpus.settings import DocumentSettings, Settings, TextSettings
from parallel_corpus.support.files import is_file_name

Texts = tuple[str, str] | Mapping[str, str]
"""A source text and its translation, in order or by language code."""


def check_texts(
    texts: Mapping[str, Texts],
    supersedes: Mapping[str, str],
    *,
    settings: Settings,
    encoder: Encoder | None = None,
    annotation: AnnotationRun | None = None,
) -> CheckedCorpus:
    """Read, clean, align and check `texts`, by the names of their documents.

    `supersedes` maps a newer document to the one it supersedes. Raises CorpusError for what is no
    pair of texts, a name that no file could have, or an older version that is not there.
    """
    sides = {name: _sides(name, given, settings) for name, given in texts.items()}
    for newer, older in supersedes.items():
        for name in (newer, older):
            if name not in sides:
                raise SettingsError(
                    f"supersedes names {name!r}, which is not among the texts",
                    hint=f"There are: {', '.join(sides) or 'none'}",
                )
    _refuse_circles(supersedes)
    documents = [
        DocumentSettings(
            name,
            tuple(TextSettings(f"{name}.{code}.txt", code) for code in own),
            supersedes=supersedes.get(name),
        )
        for name, own in sides.items()
    ]
    setup = Setup(settings, encoder or load_encoder(settings.encoder), annotation=annotation)
    results = []
    for chain in find_chains(documents):
        read = [document for one in chain for document in _read(one, sides[one.id])]
        results.append(attempt(chain[-1].id, lambda read=read: check_chain(read, setup)))  # type: ignore[misc]
    return conclude(results, setup)


def _refuse_circles(supersedes: Mapping[str, str]) -> None:
    for newest in supersedes:
        seen = [newest]
        while (older := supersedes.get(seen[-1])) is not None:
            seen.append(older)
            if seen.count(older) > 1:
                raise SettingsError(f"supersedes goes round in a circle: {' > '.join(seen)}")


def _sides(name: str, given: Texts, settings: Settings) -> dict[Language, str]:
    if not isinstance(name, str) or not is_file_name(name):
        raise SettingsError(
            f"{name!r} cannot be a document's name", hint="Use letters, digits, - and _"
        )
    languages: tuple[Language, Language] = (settings.source, settings.target)
    if isinstance(given, Mapping):
        found = {code: given.get(code) for code in languages}
    elif isinstance(given, str) or len(given) != 2:
        found = {}
    else:
        found = dict(zip(languages, given, strict=True))
    sides = {code: text for code, text in found.items() if isinstance(text, str)}
    if len(sides) != 2:
        raise SettingsError(
            f"{name!r} is not a pair of texts",
            hint='Give (English text, Arabic text), or {"en": ..., "ar": ...}',
        )
    return sides


def _read(document: DocumentSettings, sides: Mapping[Language, str]) -> list[Document]:
    read = []
    for text in document.texts:
        written = sides[text.language]
        digest = sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        file = TextFile(text.file, digest, tuple(number_lines(written)))
        read.append(read_document(file, document, text))
    return read
