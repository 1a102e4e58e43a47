"""Documents of a corpus, or of single files, from the text files that hold them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.model import LANGUAGE_NAMES, Document, Language, Segment, Source, segment_id
from parallel_corpus.read import formats
from parallel_corpus.read.blocks import find_blocks
from parallel_corpus.read.decode import decode, read_bytes
from parallel_corpus.read.formats import PlacedLine
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.furniture import find_furniture, head_keys, repeated_lines
from parallel_corpus.read.halves import find_versions, split_halves
from parallel_corpus.read.languages import languages_of_name
from parallel_corpus.read.lines import Line, number_lines
from parallel_corpus.read.structure import Placed, find_places
from parallel_corpus.settings import DocumentSettings, Settings, TextSettings, Tracked
from parallel_corpus.support.files import is_file_name
from parallel_corpus.support.journal import stage

# What file names say of language; nothing else in them is understood.
_LANGUAGE = re.compile(
    r"(?i)(?<![a-z])(?:en(?:g(?:lish)?)?|ar(?:a(?:bic)?)?)(?![a-z])(?:[-+_ ](?:en|ar)(?![a-z]))?"
)

# In .en and .ar plain text may stand, and a .docx may be either.
_BOTH_SIDES = frozenset(BITEXTS) - frozenset(DOCUMENTS) - {".en", ".ar", ".txt"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded file: the name it is shown by, its hash and its lines."""

    name: str
    sha256: str
    lines: tuple[Line, ...]


def document_name(path: Path) -> str:
    """A file's name without language codes and endings: what its language versions share.

    >>> [document_name(Path(p)) for p in ("a/law.en.txt", "law-AR.txt", "law.ar-en.txt", "en.txt")]
    ['law', 'law', 'law', 'text']
    >>> document_name(Path("nul.en.txt"))
    'nul-text'
    """
    stem = _LANGUAGE.sub("", path.name.removesuffix(path.suffix))
    name = re.sub(r"[^\w-]+", "-", stem, flags=re.ASCII).strip("-_") or "text"
    return name if is_file_name(name) else f"{name}-text"  # a device of Windows


@stage("read")
def read_file(path: Path, name: str = "", tracked: Tracked = "accepted") -> TextFile:
    """Read a text, or the plain rendition of a DOCX, HTML or PDF. Raises ReadError.

    Of a Word document's tracked changes `tracked` says whether they are taken as made.
    """
    shown = name or path.name
    data, sha256 = read_bytes(path, shown)
    if path.suffix.lower() in _BOTH_SIDES:
        raise ReadError(
            "holds both sides already, aligned",
            where=shown,
            hint=f"Check it by itself: parallel-corpus check {path.name}",
        )
    if path.suffix.lower() in DOCUMENTS:
        lines = tuple(formats.read_lines(path, tracked=tracked))
        if read_bytes(path, shown)[1] != sha256:
            raise changed_meanwhile(shown)
        return TextFile(shown, sha256, lines)
    return TextFile(shown, sha256, tuple(number_lines(decode(data, shown))))


def changed_meanwhile(name: str) -> ReadError:
    """What is said of a file that somebody wrote to at the same time."""
    return ReadError(
        "has changed while it was read", where=name, hint="Try again when nobody writes to it"
    )


def no_language(name: str) -> ReadError:
    """What is said of a file in a third language, or without words."""
    return ReadError(
        "holds neither English nor Arabic text",
        where=name,
        hint="Other languages are not known here",
    )


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of all files before one is understood: the letterheads that come back.

    `hashes` are the files' SHA-256, the glossary's among them; `heads` the keys of the lines that
    may be letterhead in each.
    """

    letterheads: frozenset[str]
    hashes: Mapping[str, str]
    heads: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def part(self, names: Collection[str]) -> Survey:
        """What of this matters to the files `names`: a letterhead that they do not have is none."""
        own = {key for name in names for key in self.heads.get(name, ())}
        return Survey(
            self.letterheads & own,
            {name: self.hashes[name] for name in sorted(names) if name in self.hashes},
            {name: self.heads[name] for name in sorted(names) if name in self.heads},
        )


def survey_files(settings: Settings) -> Survey:
    """Look through every file that the settings name; those that cannot be read are passed over."""
    letterheads: set[str] = set()
    hashes: dict[str, str] = {}
    heads: dict[str, frozenset[str]] = {}
    for name in _files(settings.documents):
        try:
            file = read_file(settings.root / name, name)
        except ReadError:
            continue  # whoever reads the document will say so
        letterheads |= repeated_lines(file.lines)
        hashes[name] = file.sha256
        heads[name] = head_keys(file.lines)
    if settings.glossary and (digest := hash_of(settings, settings.glossary)):
        hashes[settings.glossary] = digest
    return Survey(frozenset(letterheads), hashes, heads)


def hash_of(settings: Settings, name: str) -> str:
    """The SHA-256 of a file of the corpus as it is now; "" where it cannot be read."""
    try:
        return read_bytes(settings.root / name, name)[1]
    except ReadError:
        return ""


def changed_files(
    settings: Settings, documents: Iterable[Document], survey: Survey
) -> Iterator[str]:
    """Files that are no longer, or when they were read were not, what the survey saw."""
    read = {(d.source.path, d.source.sha256) for d in documents if d.source}
    for name, sha256 in sorted(read):
        if not sha256 == survey.hashes.get(name) == hash_of(settings, name):
            yield name


def read_documents(
    settings: Settings, documents: Sequence[DocumentSettings], survey: Survey
) -> list[Document]:
    """Every text of `documents`, raw. Raises ReadError for the first that cannot be read."""
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
    """Every text that the settings name, raw. Raises ReadError for what cannot be read."""
    return read_documents(settings, settings.documents, survey_files(settings))


def _files(documents: Sequence[DocumentSettings]) -> list[str]:
    return sorted({text.file for document in documents for text in document.texts})


def read_texts(
    path: Path,
    *,
    language: Language | None = None,
    name: str = "",
    tracked: Tracked = "accepted",
) -> list[Document]:
    """The language versions in one file with no manifest, most letters first.

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
    path: Path, *, name: str = "", order: tuple[Language, Language] = ("en", "ar")
) -> list[Document]:
    """The two sides of a bitext as documents, each with the structure of its own text.

    For bitexts whose pairing is to be found anew, beside an earlier version. Raises ReadError.
    """
    _, sha256 = read_bytes(path, path.name)
    sides = Rendition(), Rendition()
    for row in formats.read_bitext(path, source=order[0], target=order[1]):
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
    """One segment a line, empty lines included, so that line numbers and indices agree."""
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
    return Document(name, language, segments, source=_whole(file))


def read_document(
    file: TextFile,
    document: DocumentSettings,
    text: TextSettings,
    known: Collection[str] = (),
    *,
    shared: bool = False,
    path: Path | None = None,
) -> Document:
    """The version of a document in one language, from a file that may hold both.

    `known` are the keys of letterheads in other files; `shared` says that both languages are read
    from this file; `path` is its place, where its name alone does not say which folder it is in.
    Raises ReadError where the file has no text in the language.
    """
    furniture, halves = _versions(
        file, path or Path(file.name), known, text.language, shared=shared
    )
    if text.language not in halves:
        held = " and ".join(LANGUAGE_NAMES[code] for code in halves)
        raise ReadError(
            f"holds no {LANGUAGE_NAMES[text.language]} text",
            where=file.name,
            hint=f"It is in {held or 'neither language'}",
        )
    half = halves[text.language]
    first, last = half[0].number, half[-1].number
    own = [line for line in file.lines if first <= line.number <= last]
    kept = {line.number for line in half} | furniture
    blocks = find_blocks([line for line in own if line.number in kept], furniture)
    placed = find_places(blocks, numbering=document.numbering, where=file.name)
    make = _SegmentMaker(document.id, text, file)
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
        source=_whole(file),
    )


def _versions(
    file: TextFile,
    path: Path,
    known: Collection[str] = (),
    told: Language | None = None,
    *,
    shared: bool = False,
) -> tuple[set[int], dict[Language, list[Line]]]:
    """Line numbers of the file's furniture, and the lines of each language version without it."""
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
    """The furniture lines on this version's pages: none is lost, none is counted twice."""
    order = sorted(halves, key=lambda code: halves[code][0].number)
    # The first version owns what stands above it, each owns what follows up to the next.
    starts = [0] + [halves[code][0].number for code in order[1:]]
    at = order.index(language)
    end = starts[at + 1] if at + 1 < len(order) else len(file.lines) + 1
    return [
        line for line in file.lines if line.number in furniture and starts[at] <= line.number < end
    ]


@dataclass(frozen=True, slots=True)
class _SegmentMaker:
    document: str
    text: TextSettings
    file: TextFile

    def __call__(self, placed: Placed) -> Segment:
        lines = placed.block.lines
        return self._make(placed.place, placed.block.raw, placed.number, lines)

    def furniture(self, line: Line, count: int) -> Segment:
        kind = line.kind if isinstance(line, PlacedLine) and line.aside else "furniture"
        return self._make(f"{kind}{count}", line.text, None, (line,))

    def _make(self, place: str, raw: str, number: str | None, lines: Sequence[Line]) -> Segment:
        first, last = lines[0], lines[-1]
        own = [line.line for line in lines if isinstance(line, PlacedLine) and line.line]
        where = first.place if isinstance(first, PlacedLine) and not own else ""
        return Segment(
            id=segment_id(self.document, self.text.language, place, self.text.witness),
            language=self.text.language,
            place=place,
            raw=raw,
            text=raw,
            number=number,
            source=Source(
                self.file.name,
                self.file.sha256,
                own[0] if own else first.number,
                own[-1] if own else last.number,
                where,
            ),
        )


def _whole(file: TextFile) -> Source:
    return Source(file.name, file.sha256, 1, len(file.lines))
