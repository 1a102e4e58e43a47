"""N101: mojibake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parallel_corpus.language.script import letters
from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_SUSPECT = re.compile("[\u00c2-\u00f4\u0637\u0638\u0622\u0679\u06af\u00e2]")
# ظ before a comma reads as one such letter by chance; three in a row do not happen.
_SURE = 3
# A lead byte without what follows it, beside another character of Arabic in UTF-8.
_LONE = re.compile("[ØÙ](?=[ØÙ])")
_WINDOWS = re.compile("[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_LONE_LEAD = re.compile(b"\xd9(?![\x80-\xbf])")
_ACCENTED_WORD = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u0192\u02c6]{2,}")


def mojibake(text: str, scene: Scene) -> Iterator[Repair]:
    """Yield every run that decodes to what was meant (N101)."""
    if not _SUSPECT.search(text):
        return
    found = [] if _lost_bytes(text) else list(_utf8_runs(text, "cp1252", 1))
    if _utf8_pattern("cp1256", _SURE).search(text):
        # Once it is clear what happened, short words of two letters tell too.
        found += _utf8_runs(text, "cp1256", 2)
    yield from found or _windows_arabic(text, scene)


def _lost_bytes(text: str) -> bool:
    """Tell whether Latin-1 controls in Arabic letters were dropped, which rules out a repair.

    A lone lead byte stands for one letter only where signs of Windows-1252 show that the others
    came through.
    """
    return bool(_LONE.search(text)) and not _WINDOWS.search(text)


def _utf8_runs(text: str, codec: str, at_least: int) -> Iterator[Repair]:
    """Find runs of at least that many multi-byte characters of UTF-8 as seen in `codec`."""
    for match in _utf8_pattern(codec, at_least).finditer(text):
        data = _bytes(match[0], codec)
        try:
            meant = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if meant != match[0] and meant.isprintable():
            yield RULE.fix(match.start(), match[0], meant, confidence=0.98)


def _bytes(run: str, codec: str) -> bytes:
    """Return the bytes of a run; a byte that the code page cannot show may have been left out.

    Of Arabic letters only ف (D9 81) has such a byte in Windows-1252: a D9 that stands alone.
    """
    data = bytes(_byte(codec)[char] for char in run)
    return _LONE_LEAD.sub(b"\xd9\x81", data) if codec == "cp1252" else data


@cache
def _byte(codec: str) -> dict[str, int]:
    """Return the byte of each non-ASCII character.

    Those that the code page leaves undefined map to themselves.

    Windows-1252 and Latin-1 differ in the controls only, and are often taken for each other.
    """
    table: dict[str, int] = {}
    for value in range(0x80, 0x100):
        table[bytes([value]).decode(codec, "ignore") or chr(value)] = value
        if value < 0xA0:
            table.setdefault(chr(value), value)
    return table


@cache
def _utf8_pattern(codec: str, at_least: int) -> re.Pattern[str]:
    def of(first: int, last: int) -> str:
        chars = (char for char, value in _byte(codec).items() if first <= value <= last)
        return f"[{re.escape(''.join(chars))}]"

    tail = of(0x80, 0xBF)
    two = of(0xC2, 0xDF) + tail
    three = of(0xE0, 0xEF) + tail + tail
    four = of(0xF0, 0xF4) + tail + tail + tail
    whole = f"(?:{two}|{three}|{four})"
    if codec != "cp1252":
        return re.compile(f"{whole}{{{at_least},}}")
    # A lone lead byte of Arabic beside whole characters: see _bytes.
    lone = f"(?:Ù(?!{tail}))"
    return re.compile(f"{lone}*{whole}(?:{whole}|{lone})*")


def _windows_arabic(text: str, scene: Scene) -> Iterator[Repair]:
    """Find words of accented letters only, in a text made of them: Arabic in Windows-1256."""
    if scene.language != "ar":
        return
    found = list(_ACCENTED_WORD.finditer(text))
    arabic, latin = letters(text)
    # Three words at least, and more than half of all letters: no European text looks so.
    if len(found) < 3 or 2 * sum(len(match[0]) for match in found) <= arabic + latin:
        return
    for match in re.finditer("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u0192\u02c6]+", text):
        data = match[0].encode("cp1252", "ignore")
        meant = data.decode("cp1256", "ignore")
        if len(meant) == len(match[0]):
            yield RULE.fix(match.start(), match[0], meant, confidence=0.95)


RULE = Rule(
    code="N101",
    name="mojibake",
    kind="encoding/mojibake",
    origin="unknown",
    finds="Characters that are the bytes of UTF-8, or of Windows-1256, read in another code page.",
    why="A run of such characters decodes to valid UTF-8 or to Arabic words and says nothing else.",
    wrong_when="A text about encodings quotes mojibake on purpose.",
    before="childâ€™s",
    after="child’s",
    passes=(Pass("round", 110, mojibake),),
)
