"""PDF: the text layer as PDFium reads it, with Poppler's reading beside it; scans through OCR.

The two programs disagree where a PDF is damaged (wrong maps from glyphs to letters, letters in
visual order, columns run together), so a page on which they differ deserves a look.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.ocr import recognise
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.formats.safely import opened
from parallel_corpus.script import words

MAX_PDF = 512 * 2**20
MAX_PAGES = 5_000
_MAX_PIXELS = 60_000_000
_DPI = 300
_TIMEOUT = 120
# Direction marks that programs put around runs; soft hyphens and BOMs; never letters.
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page that two programs read differently: `agreement` is the share of common words (0-1),
    `ours` and `theirs` the first words that differ."""

    page: int
    agreement: float
    ours: str
    theirs: str


def read_pdf(path: Path) -> list[PlacedLine]:
    """The lines of a PDF, page by page; pages without a text layer are recognised by Tesseract.

    Raises ReadError for what is encrypted or damaged, or for a scan where Tesseract is missing.
    """
    rendition = Rendition()
    with _document(path) as document:
        for number in range(1, len(document) + 1):
            text = _page_text(document, number)
            if not text.strip():
                text = _recognised(document, number, path)
            # A page's end is a gap: what goes on beyond it is put together by the structure.
            if number > 1:
                rendition.line("", f"page {number}", page=number)
            for line in text.split("\n"):
                rendition.line(line.rstrip(), f"page {number}", page=number)
    return rendition.lines


def disagreements(path: str | Path, below: float = 0.98) -> list[Disagreement]:
    """The pages on which PDFium and pdftotext share fewer than `below` of their words.

    Empty where pdftotext (Debian: poppler-utils) is not installed. Raises ReadError.
    """
    path = Path(path)
    if shutil.which("pdftotext") is None:
        return []
    with _document(path) as document:
        ours = [_page_text(document, number) for number in range(1, len(document) + 1)]
    theirs = [*_poppler(path).split("\f"), *[""] * len(ours)]
    found = []
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        compared = _compare(number, one, other)
        if compared.agreement < below:
            found.append(compared)
    return found


def _compare(page: int, one: str, other: str) -> Disagreement:
    ours, theirs = _words(one), _words(other)
    matcher = difflib.SequenceMatcher(a=ours, b=theirs, autojunk=False)
    share = matcher.ratio() if ours or theirs else 1.0
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            return Disagreement(page, share, " ".join(ours[i:j][:8]), " ".join(theirs[k:m][:8]))
    return Disagreement(page, share, "", "")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    return [word for _, _, word in words(plain)]


def _poppler(path: Path) -> str:
    # An absolute path cannot be taken for an option.
    command = ["pdftotext", "-enc", "UTF-8", str(path.resolve()), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")


@contextmanager
def _document(path: Path) -> Iterator[Any]:
    import pypdfium2

    with opened(path, limit=MAX_PDF) as file:
        if b"%PDF-" not in file.read(1024):
            raise ReadError("is not a PDF", where=path, hint="Check the file's ending")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refusal(path, str(error)) from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(f"has more than {MAX_PAGES} pages", where=path, hint="Split the file")
        yield document
    except pypdfium2.PdfiumError as error:
        raise _refusal(path, str(error)) from error
    finally:
        document.close()


def _refusal(path: Path, reason: str) -> ReadError:
    if "assword" in reason:
        return ReadError("is encrypted", where=path, hint="Save it without its password")
    return ReadError(
        f"is not a whole PDF: {reason}",
        where=path,
        hint="The file is damaged or was cut off; get it again from where it came",
    )


def _page_text(document: Any, number: int) -> str:
    page = document[number - 1]
    try:
        text = page.get_textpage()
        try:
            found = str(text.get_text_bounded())
        finally:
            text.close()
    finally:
        page.close()
    # PDFium marks a hyphen that it takes for a wrapped word's with U+FFFE.
    lines = found.replace("\ufffe", "-").replace("\r\n", "\n").replace("\r", "\n")
    return _MARKS.sub("", lines).replace("\0", "")


def _recognised(document: Any, number: int, path: Path) -> str:
    """The text of a page that is a picture, "" for a blank page."""
    page = document[number - 1]
    try:
        if not any(True for _ in page.get_objects(max_depth=3)):
            return ""
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        picture = _pgm(bitmap)
    finally:
        page.close()
    return recognise(picture, f"{path}:page {number}")


def _pgm(bitmap: Any) -> bytes:
    """A grey bitmap as a portable graymap, the simplest picture that Tesseract reads."""
    rows = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + bytes(rows.tobytes())
