"""Where the entries of a PO file stand, to the byte, and what their translations are to become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parallel_corpus.errors import ReadError
from parallel_corpus.export.writeback.splices import Splice
from parallel_corpus.export.writeback.texts import Wanted
from parallel_corpus.read.formats.po import MAX_PO, TOLD, language_of

OURS = f"# {TOLD}".encode()
_TRANSLATION = re.compile(rb"msgstr(?:\[(\d+)\])?[\s\"]")
_FUZZY = re.compile(rb"#,.*\bfuzzy\b")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]+)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\n\r\t]')


@dataclass(slots=True)
class Translation:
    """A msgstr: its plural form, "" for none, and its bytes from the keyword to the line's end."""

    form: str
    start: int
    end: int


@dataclass(slots=True)
class Entry:
    """An entry: where it begins and ends, and the places of its flags, message and translations.

    `ours` are the lines that an earlier run wrote.
    """

    start: int
    flags: int = -1
    fuzzy: bool = False
    message: int = -1
    end: int = -1
    ours: list[tuple[int, int]] = field(default_factory=list)
    translations: list[Translation] = field(default_factory=list)


def entries(data: bytes) -> Iterator[Entry]:
    """Yield the entries that are not obsolete, in order, the header among them.

    An entry's head begins after a blank line, an obsolete entry or the translation before it.
    """
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    entry = Entry(at)
    for line in data[at:].splitlines(keepends=True):
        head = line.lstrip()
        apart = not head or head.startswith(b"#~")
        begins = entry.translations and not head.startswith((b'"', b"msgstr"))
        if apart or begins:
            if entry.message >= 0 and entry.translations:
                yield entry
                entry = Entry(at)
            if apart and entry.message < 0:
                entry = Entry(at + len(line), ours=entry.ours)
        if not apart:
            _take(entry, line, head, at)
        at += len(line)
    if entry.message >= 0:
        yield entry


def _take(entry: Entry, line: bytes, head: bytes, at: int) -> None:
    if head.startswith(OURS):
        entry.ours.append((at, at + len(line)))
    elif head.startswith(b"#,"):
        entry.flags = at if entry.flags < 0 else entry.flags
        entry.fuzzy = entry.fuzzy or bool(_FUZZY.match(head))
    elif head.startswith((b"msgctxt", b"msgid")) and entry.message < 0:
        entry.message = at
    elif found := _TRANSLATION.match(head):
        start = at + len(line) - len(head)
        form = (found[1] or b"").decode("ascii")
        entry.translations.append(Translation(form, start, at + len(line)))
    elif head.startswith(b'"') and entry.translations:
        entry.translations[-1].end = at + len(line)
    entry.end = at + len(line)


def codec_of(data: bytes) -> str:
    """Return the encoding that a file's header names, "utf-8" where it names none that is known."""
    stated = _CHARSET.search(data[:4096])
    name = stated[1].decode("ascii") if stated else "utf-8"
    try:
        # Only what keeps the marks of a PO file as they are can be what the file is in.
        known = "#. a".encode(name) == b"#. a"
    except (LookupError, ValueError):
        known = False
    return name if known else "utf-8"


def line_end(data: bytes) -> bytes:
    """Return how the lines of a file end."""
    return b"\r\n" if b"\r\n" in data[:4096] else b"\n"


def refuse(data: bytes, where: object) -> None:
    """Raise ReadError for what gettext itself does not read, or what is too large."""
    if len(data) > MAX_PO:
        raise ReadError(f"is larger than {MAX_PO // 2**20} MB", where=str(where))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadError(
            "is in UTF-16, which gettext does not read", where=str(where), hint="Save it as UTF-8"
        )


def quoted(text: str) -> list[str]:
    r"""Return a text as the strings of a PO file, one a line of it.

    >>> quoted('a "b"'), quoted("a\nb")
    (['"a \\"b\\""'], ['""', '"a\\n"', '"b"'])
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    told = [f'"{_ESCAPED.sub(lambda found: _ESCAPES[found[0]], line)}"' for line in lines]
    return told if len(told) == 1 else ['""', *told]


def translated(data: bytes, wanted: Wanted) -> tuple[list[Splice], set[tuple[int, str, str]]]:
    """Return the splices that give translations their new texts, and what was found of `wanted`."""
    codec, end = codec_of(data), line_end(data).decode()
    language = language_of(data[:4096].decode("ascii", "replace"))
    side = "en" if language == "en" else "ar"
    splices: list[Splice] = []
    done: set[tuple[int, str, str]] = set()
    for number, entry in enumerate(entries(data), start=1):
        for translation in entry.translations:
            key = (number, translation.form, side)
            if key in wanted:
                done.add(key)
                keyword = f"msgstr[{translation.form}]" if translation.form else "msgstr"
                told = f"{keyword} {end.join(quoted(wanted[key][1]))}{end}"
                place = translation.start, translation.end
                splices.append(Splice(*place, told.encode(codec)))
    return splices, done
