"""N108: destroyed text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.suggestion import Suggestion

_LOST_SIGN = re.compile("\ufffd+(?:[\\s\ufffd]*\ufffd)?")
_QUESTIONS = re.compile(r"(?<![\w?])(?:\?{2,}(?:[ .,،]+\?+){2,}|\?{4,})(?![\w?])")
# Blanks of a form are of one length or stand alone; words are not.
_BLANKS = re.compile(r"_{2,}(?:[ .,،]+_+){3,}")
_UNMAPPED = re.compile("[\ue000-\uf8ff](?:[ \ue000-\uf8ff]*[\ue000-\uf8ff]){2,}")
_GLYPH_NUMBERS = re.compile(r"(?:\(cid:\d{1,6}\)\s*){2,}")
_MOJIBAKE = re.compile("[\u0080-\u00ff\u0100-\u017f\u2010-\u2044\u20ac\u2122\u2500-\u25ff]")
_OCR = "Read the page's picture instead: export it as PNG and give that to the program"
_ADVICE = {
    "replacement signs": "The characters were lost when the file was decoded with the wrong "
    "encoding. Take the original file and read it as windows-1256 or UTF-8",
    "question marks": "The characters were lost when the text was saved in an encoding without "
    "Arabic. Take the original file, or ask for it",
    "blanks": "The font had no Arabic, and the text was saved without it. " + _OCR,
    "unmapped font": "The file's font does not say which letters its glyphs are. " + _OCR,
    "glyph numbers": "The PDF's font does not say which letters its glyphs are. " + _OCR,
    "mojibake": "The bytes were read in another code page, and some were lost. Take the original "
    "file and convert it: iconv -f windows-1256 -t utf-8",
    "other script": "The page is written in another script. Give it to the program as a document "
    "of its own, or leave it out",
}
_PATTERNS = (
    ("replacement signs", _LOST_SIGN, False),
    ("question marks", _QUESTIONS, True),
    ("blanks", _BLANKS, True),
    ("unmapped font", _UNMAPPED, False),
    ("glyph numbers", _GLYPH_NUMBERS, False),
)
_ENOUGH = 12
_MOSTLY = 0.6
_SHOWN = 60


def destroyed_text(bench: Bench) -> Iterator[Suggestion]:
    """Find text that cannot be repaired from what is there, and say what to do."""
    for segment, text in enumerate(bench.texts):
        found = list(_in_text(text, bench.language == "ar"))
        whole = None if found else _whole(text, bench.language == "ar")
        for name, start, said in found or ([whole] if whole else []):
            evidence = Evidence("destroyed", bench.ids[segment], f"{name}: {_ADVICE[name]}", 1.0)
            yield Suggestion(
                segment=segment,
                start=start,
                before=said,
                after=said,
                code=RULE.code,
                score=20.0,
                evidence=(evidence,),
                confidence=RULE.confidence,
            )


def _in_text(text: str, arabic: bool) -> Iterator[tuple[str, int, str]]:
    for name, pattern, only_arabic in _PATTERNS:
        if only_arabic and not arabic:
            continue
        for match in pattern.finditer(text):
            if name != "blanks" or len({len(part) for part in match[0].split()}) > 1:
                yield name, match.start(), match[0]


def _whole(text: str, arabic: bool) -> tuple[str, int, str] | None:
    """Return a text that is mojibake, or in another script, nearly all of it."""
    letters = [char for char in text if char.isalpha()]
    signs = len(_MOJIBAKE.findall(text))
    if arabic and signs >= _ENOUGH and signs >= _MOSTLY * len(text.replace(" ", "")):
        return "mojibake", 0, text[:_SHOWN]
    if len(letters) < _ENOUGH or text.isascii():
        return None
    strange = sum(not _expected(char) for char in letters)
    return ("other script", 0, text[:_SHOWN]) if strange >= 0.8 * len(letters) else None


def _expected(char: str) -> bool:
    return char < "\u0370" or unicodedata.name(char, "ARABIC").startswith(("ARABIC", "LATIN"))


RULE = Rule(
    code="N108",
    name="destroyed text",
    kind="encoding/destroyed",
    origin="unknown",
    finds="Arabic that came as ???? or ____, signs for lost characters, glyphs of a font that "
    "says nothing of its letters, mojibake that cannot be undone, a page of another script.",
    why="What is not there cannot be repaired. The text stays as it is; the reason says which "
    "file to take, and how.",
    wrong_when="The signs are meant: a form's blanks, a quotation in another script.",
    before="قرر ???? ??? ?????",
    after="قرر ???? ??? ?????",
    applies=False,
    confidence=0.9,
    words=destroyed_text,
)
