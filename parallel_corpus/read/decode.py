"""Bytes to text: byte-order marks, UTF-8, UTF-16, Windows-1256 and its kin, or a clear refusal."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from parallel_corpus.errors import CorpusError, ReadError
from parallel_corpus.language.script import letters
from parallel_corpus.support.files import read_regular

MAX_BYTES = 256 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("cp1256", "iso8859_6", "cp1252")
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive (DOCX, XLSX, ODT are such)",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF file",
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_bytes(path: Path, shown: str = "") -> tuple[bytes, str]:
    """Return a file's bytes and their SHA-256.

    Raises ReadError; `shown` is the name to complain with.
    """
    where = shown or str(path)
    try:
        if path.is_dir():
            raise ReadError("is a folder, not a text", where=where, hint="Name a file in it")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(
                f"is larger than {MAX_BYTES // 2**20} MB", where=where, hint="Split the file"
            )
        data = read_regular(path)
    except ReadError:
        raise
    except CorpusError as error:
        raise ReadError(error.what, where=where, hint="Name a file") from error
    except FileNotFoundError:
        raise ReadError("there is no such file", where=where, hint="Check the name") from None
    except OSError as error:
        raise ReadError(
            f"cannot be read: {error.strerror}", where=where, hint="Check its permissions"
        ) from error
    return data, hashlib.sha256(data).hexdigest()


def decode(data: bytes, where: str = "") -> str:
    """Decode `data` to text with line feeds as line ends. Raises ReadError for what is no text.

    >>> decode("تحث البرلمانات على اعتماد أطر قانونية".encode("cp1256"))
    'تحث البرلمانات على اعتماد أطر قانونية'
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(f"is {name}, not a text file", where=where, hint="Save it as text")
    text = _decode_any(data, where).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError("is empty", where=where, hint="Leave it out, or give the text")
    bad = len(_CONTROL.findall(text))
    if bad > len(text) / 200:
        raise ReadError("holds control characters, not text", where=where, hint="Save it as text")
    return text


def _decode_any(data: bytes, where: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, where)
    if (wide := _unmarked_utf16(data)) is not None:
        return _strictly(data, wide, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise ReadError(
                f"byte {error.start} is not UTF-8, though the rest of the file is",
                where=f"{where}:{line}" if where else "",
                hint="The file is damaged there, or two encodings are mixed",
            ) from error
    return _decode_legacy(data, where)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is marked as {encoding.upper()} but is not: byte {error.start}",
            where=where,
            hint="Save it as UTF-8",
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    # Spaces and line feeds are NUL-padded in any script, so one side is rich in NULs; a stray NUL
    # is not enough.
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < max(2, len(sample) // 40) or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether nearly all bytes above 127 stand in valid UTF-8 sequences."""
    high = sum(byte > 127 for byte in data)
    lost = data.decode("utf-8", "replace").count("\ufffd")
    return lost < high / 20


def _decode_legacy(data: bytes, where: str) -> str:
    """Return the 8-bit encoding in which the text reads as one of our languages.

    charset-normalizer judges; where it recognises no language (a line or two), the share of plain
    letters does: wrong tables give accented Latin or isolated signs among the letters.
    """
    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    if match is None:
        raise ReadError(
            "is in no encoding that reads as English or Arabic text",
            where=where,
            hint="Save it as UTF-8",
        )
    if match.coherence > 0:
        return str(match)
    return max((_try(data, encoding) for encoding in _LEGACY), key=_plausibility)


def _try(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _plausibility(text: str) -> float:
    visible = sum(not c.isspace() for c in text)
    arabic, _ = letters(text)
    ascii_signs = sum(" " < c < "\x7f" for c in text)
    arabic_signs = sum(c in "،؛؟ـ«»" or "\u0660" <= c <= "\u0669" for c in text)
    return (arabic + ascii_signs + arabic_signs) / max(1, visible)
