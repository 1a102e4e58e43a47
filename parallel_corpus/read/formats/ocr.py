"""Pictures of text through Tesseract, an outside program, where it is installed."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.language.script import letters
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.formats.safely import opened

MAX_IMAGE = 64 * 2**20
_MAX_PIXELS = 200_000_000
_TIMEOUT = 300
_INSTALL = "Install Tesseract: apt-get install tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng"
_LANGUAGES = "ara+eng"
# Of a page that is Arabic the Arabic model alone reads more, and no Latin ghosts.
_ARABIC = 0.7


def read_image(path: Path) -> list[PlacedLine]:
    """Return the lines that Tesseract recognises in a picture. Raises ReadError."""
    with opened(path, limit=MAX_IMAGE) as file:
        data = file.read()
    if _png_pixels(data) > _MAX_PIXELS:
        raise ReadError("is too large a picture", where=path, hint="Scan it at 300 dpi")
    rendition = Rendition()
    for page, text in enumerate(recognise(data, str(path)).split("\f"), start=1):
        for line in text.split("\n"):
            rendition.line(line.rstrip(), f"page {page}", page=page)
    return rendition.lines


def recognise(picture: bytes, where: str) -> str:
    """Return the text in a picture (PNG, JPEG, TIFF, PNM).

    Raises ReadError, saying what to install.
    """
    if shutil.which("tesseract") is None:
        raise ReadError("is a picture, and Tesseract is not installed", where=where, hint=_INSTALL)
    text = _tesseract(picture, where, _LANGUAGES)
    arabic, latin = letters(text)
    return _tesseract(picture, where, "ara") if arabic > _ARABIC * (arabic + latin) else text


def _tesseract(picture: bytes, where: str, languages: str) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", languages]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=picture, capture_output=True, timeout=_TIMEOUT, check=True
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"took more than {_TIMEOUT} s to recognise", where=where, hint="Split or shrink it"
        ) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        hint = _INSTALL if "language" in said else "Check that it is a whole picture"
        last = said.splitlines()[-1] if said else "no reason given"
        raise ReadError(f"cannot be recognised: {last}", where=where, hint=hint) from error
    return done.stdout.decode("utf-8", "replace").strip("\f\n")


def _png_pixels(data: bytes) -> int:
    """Return what a PNG says of its size, 0 for other pictures.

    A few bytes can stand for gigabytes.
    """
    if not data.startswith(b"\x89PNG") or len(data) < 24:
        return 0
    width, height = struct.unpack(">II", data[16:24])
    return int(width * height)


READERS = (Reader("document", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), read_image),)
