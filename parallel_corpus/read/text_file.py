"""One file of text: decoded, or rendered from the format it is in, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.model import Source
from parallel_corpus.read import formats
from parallel_corpus.read.decode import decode, read_bytes
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS
from parallel_corpus.read.lines import Line, number_lines
from parallel_corpus.settings import Tracked
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

    @property
    def source(self) -> Source:
        """Return the whole file as the source of a document."""
        return Source(self.name, self.sha256, 1, len(self.lines))


def document_name(path: Path) -> str:
    """Return a file's name without language codes and endings: what its language versions share.

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
    """Return what is said of a file that somebody wrote to at the same time."""
    return ReadError(
        "has changed while it was read", where=name, hint="Try again when nobody writes to it"
    )


def no_language(name: str) -> ReadError:
    """Return what is said of a file in a third language, or without words."""
    return ReadError(
        "holds neither English nor Arabic text",
        where=name,
        hint="Other languages are not known here",
    )


def found_scripts(lines: Iterable[Line], limit: int = 20_000) -> str:
    """Return what scripts the letters of a text are in, most first, judged by its beginning.

    >>> found_scripts(number_lines("Привет, мир, ok"))
    'its letters are Cyrillic (9), Latin (2)'
    >>> found_scripts(number_lines("12 + 7"))
    'it holds no letters'
    """
    signs = islice((sign for line in lines for sign in line.text), limit)
    names = Counter(
        unicodedata.name(sign, "unknown").split()[0].capitalize()
        for sign in signs
        if sign.isalpha()
    )
    if not names:
        return "it holds no letters"
    shown = ", ".join(f"{name} ({count})" for name, count in names.most_common(3))
    return f"its letters are {shown}"
