"""Documents of a corpus, or of single files, from the text files that hold them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.model import LANGUAGE_NAMES, Document, Language, Segment, Source, segment_id
from parallel_corpus.read import formats
from parallel_corpus.read.blocks import find_blocks
from parallel_corpus.read.decode import read_bytes
from parallel_corpus.read.formats import PlacedLine
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.furniture import find_furniture
from parallel_corpus.read.halves import find_versions, split_halves
from parallel_corpus.read.languages import languages_of_name
from parallel_corpus.read.lines import Line
from parallel_corpus.read.segments import SegmentMaker
from parallel_corpus.read.structure import find_places
from parallel_corpus.read.survey import Survey, survey_files
from parallel_corpus.read.text_file import (
    TextFile,
    document_name,
    found_scripts,
    no_language,
    read_file,
)
from parallel_corpus.settings import DocumentSettings, Settings, TextSettings, Tracked


def read_documents(
    settings: Settings, documents: Sequence[DocumentSettings], survey: Survey
) -> list[Document]:
    """Return every text of `documents`, raw. Raises ReadError for the first that cannot be read."""
    wanted = {(text.file, text.tracked) for document in documents for text in document.texts}
    files = {
        (name, tracked): read_file(settings.root / name, name, tracked)
        for name, tracked in sorted(wanted)
    }
    uses = {(text.file, text.language) for document in documents for text in document.texts}
    shared = {name for name, language in uses if {(name, "en"), (name, "ar")} <= uses}
    return [
        read_document(
            files[text.file, text.tracked],
            document,
            text,
            survey.letterheads,
            shared=text.file in shared,
        )
        for document in documents
        for text in document.texts
    ]


def read_corpus(settings: Settings) -> list[Document]:
    """Return every text that the settings name, raw. Raises ReadError for what cannot be read."""
    return read_documents(settings, settings.documents, survey_files(settings))


def read_texts(
    path: Path,
    *,
    language: Language | None = None,
    name: str = "",
    tracked: Tracked = "accepted",
) -> list[Document]:
    """Return the language versions in one file with no manifest, most letters first.

    Without `language` the file's name says what it holds, else its script. `language` says that
    the file is in it, or asks for that half of a file that holds both. Raises ReadError where
    there is no such text.
    """
    file = read_file(path, tracked=tracked)
    languages = [language] if language else list(_versions(file, path)[1])
    if not languages:
        raise no_language(file.name)
    name = name or document_name(path)
    return [
        read_document(file, DocumentSettings(name, ()), TextSettings(file.name, code), path=path)
        for code in languages
    ]


def read_sides(
    path: Path,
    *,
    name: str = "",
    order: tuple[Language, Language] = ("en", "ar"),
    tracked: Tracked = "accepted",
) -> list[Document]:
    """Return the two sides of a bitext as documents, each with the structure of its own text.

    For bitexts whose pairing is to be found anew, beside an earlier version. Raises ReadError.
    """
    _, sha256 = read_bytes(path, path.name)
    sides = Rendition(), Rendition()
    for row in formats.read_bitext(path, source=order[0], target=order[1], tracked=tracked):
        sides[0].add(row.source, row.where)
        sides[1].add(row.target, row.where)
    name = name or document_name(path)
    return [
        read_document(
            TextFile(path.name, sha256, tuple(side.lines)),
            DocumentSettings(name, ()),
            TextSettings(path.name, language),
            path=Path(f"{name}.{language}.txt"),
        )
        for language, side in zip(order, sides, strict=True)
    ]


def read_lines(path: Path, language: Language, *, name: str = "") -> Document:
    """Return one segment a line, empty lines included, so that line numbers and indices agree."""
    file = read_file(path)
    lines = file.lines[:-1] if not file.lines[-1].text else file.lines
    name = name or document_name(path)
    segments = tuple(
        Segment(
            id=segment_id(name, language, f"p{line.number}"),
            language=language,
            place=f"p{line.number}",
            raw=line.text,
            text=line.text,
            source=Source(file.name, file.sha256, line.number, line.number),
        )
        for line in lines
    )
    return Document(name, language, segments, source=file.source)


def read_document(
    file: TextFile,
    document: DocumentSettings,
    text: TextSettings,
    known: Collection[str] = (),
    *,
    shared: bool = False,
    path: Path | None = None,
) -> Document:
    """Return the version of a document in one language, from a file that may hold both.

    `known` are the keys of letterheads in other files; `shared` says that both languages are read
    from this file; `path` is its place, where its name alone does not say which folder it is in.
    Raises ReadError where the file has no text in the language.
    """
    furniture, halves = _versions(
        file, path or Path(file.name), known, text.language, shared=shared
    )
    if text.language not in halves:
        held = " and ".join(LANGUAGE_NAMES[code] for code in halves)
        if not held:
            raise ReadError(
                f"holds no {LANGUAGE_NAMES[text.language]} text: {found_scripts(file.lines)}",
                where=file.name,
                hint="Name a text in either language; if its letters look wrong, save it as UTF-8",
            )
        raise ReadError(
            f"holds no {LANGUAGE_NAMES[text.language]} text",
            where=file.name,
            hint=f"It is in {held}",
        )
    half = halves[text.language]
    first, last = half[0].number, half[-1].number
    # A line that holds both languages is here what it has of this one.
    own = {line.number: line for line in file.lines if line.number in furniture}
    own |= {line.number: line for line in half}
    flow = [own[number] for number in sorted(own) if first <= number <= last]
    blocks = find_blocks(flow, furniture)
    placed = find_places(blocks, numbering=document.numbering, where=file.name)
    make = SegmentMaker(document.id, text, file)
    return Document(
        id=document.id,
        language=text.language,
        segments=tuple(make(p) for p in placed),
        title=document.title,
        date=document.date,
        supersedes=document.supersedes,
        witness=text.witness,
        furniture=tuple(
            make.furniture(line, i)
            for i, line in enumerate(_furniture_of(file, furniture, halves, text.language), start=1)
        ),
        source=file.source,
    )


def _versions(
    file: TextFile,
    path: Path,
    known: Collection[str] = (),
    told: Language | None = None,
    *,
    shared: bool = False,
) -> tuple[set[int], dict[Language, list[Line]]]:
    """Return line numbers of the file's furniture, and each language version's lines without it."""
    text = [line for line in file.lines if not _is_aside(line)]
    furniture = {text[i].number for i in find_furniture(text, known)}
    furniture |= {line.number for line in file.lines if _is_aside(line)}
    flow = [line for line in file.lines if line.number not in furniture]
    if shared:
        return furniture, split_halves(flow)
    return furniture, find_versions(flow, languages_of_name(path), told)


def _is_aside(line: Line) -> bool:
    return isinstance(line, PlacedLine) and line.aside


def _furniture_of(
    file: TextFile,
    furniture: Collection[int],
    halves: dict[Language, list[Line]],
    language: Language,
) -> list[Line]:
    """Return the furniture lines on this version's pages: none is lost, none is counted twice."""
    order = sorted(halves, key=lambda code: halves[code][0].number)
    # The first version owns what stands above it, each owns what follows up to the next.
    starts = [0] + [halves[code][0].number for code in order[1:]]
    at = order.index(language)
    end = starts[at + 1] if at + 1 < len(order) else len(file.lines) + 1
    return [
        line for line in file.lines if line.number in furniture and starts[at] <= line.number < end
    ]
