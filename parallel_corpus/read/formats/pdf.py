"""PDF: signs and their places from PDFium, with Poppler's reading beside it; scans through OCR.

The two disagree where a PDF is damaged (wrong maps from glyphs to letters, columns run together),
so a page on which they differ deserves a look.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.ocr import recognise
from parallel_corpus.read.formats.page_layout import PageLine, read_layout
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.formats.safely import DAMAGED, opened
from parallel_corpus.read.formats.signs import read_glyphs
from parallel_corpus.read.formats.two_readings import (
    DIRECTION_MARKS,
    Disagreement,
    better_reading,
    compare_readings,
)

MAX_PDF = 512 * 2**20
MAX_PAGES = 5_000
_MAX_PIXELS = 60_000_000
_DPI = 300
_TIMEOUT = 120
_EMBEDDED = re.compile("\u202a([^\u202a\u202c]*)\u202c")


def read_pdf(path: Path) -> list[PlacedLine]:
    """Read the lines of a PDF, page by page; Tesseract recognises pages without a text layer.

    Of each page the better of two readings is taken (see `disagreements`). Raises ReadError
    for what is encrypted or damaged, or for a scan where Tesseract is missing.
    """
    rendition = Rendition()
    poppler = _poppler(path)
    gutters: list[float] = []
    with _document(path) as document:
        for number in range(1, len(document) + 1):
            # A page's end is a gap: what goes on beyond it is put together by the structure.
            if number > 1:
                rendition.line("", f"page {number}", page=number)
            lines = _page_lines(document, number, gutters)
            text = "\n".join(line.text for line in lines)
            better, taken = better_reading(text, poppler.get(number, ""))
            if taken == "PDFium" and text.strip():
                _add_paragraphs(rendition, lines, number)
                continue
            if not better.strip():
                better = _recognised(document, number, path)
            for one in better.split("\n"):
                rendition.line(one.rstrip(), f"page {number}", page=number)
    return rendition.lines


def _add_paragraphs(rendition: Rendition, lines: Sequence[PageLine], number: int) -> None:
    begun: list[str] = []
    for line in lines:
        if begun and not line.joined:
            rendition.add("\n".join(begun), f"page {number}", page=number, joined=True)
            begun = []
        begun.append(line.text)
    rendition.add("\n".join(begun), f"page {number}", page=number, joined=True)


def disagreements(path: str | Path, below: float = 0.98) -> list[Disagreement]:
    """Return the pages on which PDFium and pdftotext share fewer than `below` of their words.

    Empty where pdftotext (Debian: poppler-utils) is not installed. Raises ReadError.
    """
    path = Path(path)
    poppler = _poppler(path)
    if not poppler:
        return []
    with _document(path) as document:
        ours = [_page_text(document, number) for number in range(1, len(document) + 1)]
    compared = (
        compare_readings(n, text, poppler.get(n, "")) for n, text in enumerate(ours, start=1)
    )
    return [one for one in compared if one.agreement < below]


def _poppler(path: Path) -> dict[int, str]:
    """Return pages as pdftotext reads them.

    None where it is not installed or cannot read the file.
    """
    if shutil.which("pdftotext") is None or not path.is_file():  # it would wait for a FIFO's writer
        return {}
    # An absolute path cannot be taken for an option.
    command = ["pdftotext", "-enc", "UTF-8", str(path.resolve()), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return {}
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    return {
        number: "\n".join(logical(line) for line in page.split("\n"))
        for number, page in enumerate(pages, start=1)
    }


def logical(line: str) -> str:
    """Return a line of pdftotext in reading order, without direction marks.

    In a right-to-left line pdftotext embeds numbers and Latin words left to right, with the
    spaces and signs beside them as they stand on the paper: on the wrong side in the text.

    >>> logical("\u202bالمادة \u202a 16\u202cمن، والفقرة \u202a( ١٢\u202cب)\u202a.\u202c\u202c")
    'المادة 16 من، والفقرة ١٢ (ب).'
    """
    if line.startswith("\u202b"):
        line = _EMBEDDED.sub(lambda m: _mirrored(m[1]), line)
    return DIRECTION_MARKS.sub("", line)


def _mirrored(text: str) -> str:
    """Return `text` with the signs and spaces at either end changed over."""
    inside = [at for at, sign in enumerate(text) if sign.isalnum()]
    if not inside:
        return text[::-1]
    first, last = inside[0], inside[-1] + 1
    return text[last:][::-1] + text[first:last] + text[:first][::-1]


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
        hint=DAMAGED,
    )


def _page_lines(document: Any, number: int, gutters: list[float] | None = None) -> list[PageLine]:
    page = document[number - 1]
    try:
        glyphs = read_glyphs(page)
        width, _ = page.get_size()
    finally:
        page.close()
    return read_layout(glyphs, width, gutters)


def _page_text(document: Any, number: int) -> str:
    return "\n".join(line.text for line in _page_lines(document, number))


def _recognised(document: Any, number: int, path: Path) -> str:
    """Return the text of a page that is a picture, "" for a blank page."""
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
    """Return a grey bitmap as a portable graymap, the simplest picture that Tesseract reads."""
    rows = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + bytes(rows.tobytes())


READERS = (Reader("document", (".pdf",), read_pdf),)
