"""Text in cells and in XML: how what a format forbids or runs is written and read back.

Both directions of each law stand here side by side, so that they cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# What Excel, LibreOffice and Google Sheets take as the start of a formula (OWASP's list, with
# the full-width forms that Excel accepts under East Asian settings).
_STARTS = "[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"
# What spreadsheets and the programs before them drop from a cell's beginning: white space, controls
# and signs without a width (a byte order mark, zero-width space, direction marks, soft hyphen).
_UNSEEN = (
    "[\\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd]"
)
_DANGEROUS = re.compile(f"'*{_UNSEEN}*{_STARTS}")
_GUARDED = re.compile(f"'+{_UNSEEN}*{_STARTS}")

# XML 1.0, production 2 (Char): everything else may not stand in a document, escaped or not.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Replace lone surrogates in `text` by U+FFFD: JSON can hold them, UTF-8 cannot.

    >>> without_surrogates("a\\ud800") == "a" + REPLACEMENT
    True
    """
    return _SURROGATE.sub(REPLACEMENT, text)


def guard(text: str) -> str:
    """Return `text` as a cell that no spreadsheet runs: an apostrophe before what starts a formula.

    A text that itself begins with apostrophes and then a formula gets one more, so that
    `unguard` gives back every text exactly.

    >>> guard("=1+1"), guard("'=1+1"), guard("المادة 5"), guard("'tis")
    ("'=1+1", "''=1+1", 'المادة 5', "'tis")
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` made a cell of.

    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def to_xml(text: str, forbidden: re.Pattern[str] = NOT_XML) -> tuple[str, str]:
    """Return `text` as XML 1.0 can carry it, and what was replaced as "offset:code point" pairs.

    Forbidden characters (controls, lone surrogates) become U+FFFD, one for one, so that
    offsets into the text stay true.

    >>> to_xml("a\\x0cb"), to_xml("ب")
    (('a\ufffdb', '1:000C'), ('ب', ''))
    """
    found = [(m.start(), ord(m[0])) for m in forbidden.finditer(text)]
    if not found:
        return text, ""
    return forbidden.sub(REPLACEMENT, text), " ".join(f"{at}:{code:04X}" for at, code in found)


def from_xml(text: str, replaced: str) -> str:
    """Undo `to_xml`. Pairs that do not fit the text (another program edited it) are passed over.

    >>> from_xml("a\\ufffdb", "1:000C")
    'a\\x0cb'
    """
    if not replaced:
        return text
    characters = list(text)
    for at, code in _pairs(replaced):
        if at < len(characters) and characters[at] == REPLACEMENT and code <= 0x10FFFF:
            characters[at] = chr(code)
    return without_surrogates("".join(characters))


def visible(text: str) -> str:
    """Return `text` for places where nothing can be restored (notes, comments): U+FFFD stays."""
    return NOT_XML.sub(REPLACEMENT, text)


def _pairs(replaced: str) -> Sequence[tuple[int, int]]:
    matches = re.finditer(r"(\d{1,9}):([0-9A-F]{4,6})(?: |$)", replaced)
    return [(int(m[1]), int(m[2], 16)) for m in matches]
