"""Lines that hold both languages: sentence after sentence, or side by side with a mark between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parallel_corpus.language.script import script_of
from parallel_corpus.model import Language
from parallel_corpus.read.languages import prose_letters
from parallel_corpus.read.lines import Line

# Where a language may change: after a sentence or clause, at a mark with white space around it.
_CHANGE = re.compile(r"(?<=[.!?؟:;؛…,،])[\"'”»)\]]{0,3}\s+|\s+[/|–—•]\s+|\s*\t\s*")
# The share of the letters in lines of both languages that makes a file interleaved.
_MOST = 0.5
# What a smaller share of such a line has is a quotation.
_SIDE = 0.3
_PURE = 4
_MARKS = " \t/|–—•"


def part_interleaved(lines: Sequence[Line]) -> dict[Language, list[Line]]:
    """Return the lines of each language where most lines hold both, {} where they do not.

    The sentences that one line has in a language are one line of that language: what stood in one
    paragraph stays one. The mark between two languages is left out; all words are kept.
    """
    parted = [_part(line.text) for line in lines]
    sizes = [sum(prose_letters(line.text)) for line in lines]
    both = sum(size for size, sides in zip(sizes, parted, strict=True) if len(sides) == 2)
    if both <= _MOST * sum(sizes) or not both:
        return {}
    halves: dict[Language, list[Line]] = {"en": [], "ar": []}
    language: Language = "en"
    for line, sides in zip(lines, parted, strict=True):
        if line.blank:
            halves["en"].append(line)
            halves["ar"].append(line)
        elif len(sides) == 2:
            for code, text in sides.items():
                halves[code].append(replace(line, text=text))
        else:
            language = script_of(line.text) or language
            halves[language].append(line)
    return halves


def _part(text: str) -> dict[Language, str]:
    """Return a line's text in each language, {} where a sentence mixes them or one is missing."""
    sides: dict[Language, list[str]] = {}
    sizes = [0, 0]
    for code, piece in _halves(text) or _runs(text):
        arabic, latin = prose_letters(piece)
        if max(arabic, latin) < _PURE * min(arabic, latin):
            return {}
        sizes[code == "ar"] += arabic + latin
        sides.setdefault(code, []).append(piece)
    if len(sides) < 2 or min(sizes) < _SIDE * sum(sizes):
        return {}
    return {code: " ".join(pieces) for code, pieces in sides.items()}


def _halves(text: str) -> list[tuple[Language, str]]:
    """Return the two halves of a line whose script changes once: "Preamble الديباجة"."""
    words = [(match.start(), script_of(match[0])) for match in re.finditer(r"\S+", text)]
    known = [(at, code) for at, code in words if code]
    changes = [at for (_, one), (at, other) in pairwise(known) if one != other]
    if len(changes) != 1 or not known[0][1] or not known[-1][1]:
        return []
    halves = text[: changes[0]], text[changes[0] :]
    return [(known[i][1], half.strip(_MARKS)) for i, half in zip((0, -1), halves, strict=True)]


def _runs(text: str) -> Iterator[tuple[Language, str]]:
    """Yield the stretches of a line in one language, their white space as it stands."""
    start = end = begin = 0
    language: Language | None = None
    for stop, following in [*(match.span() for match in _CHANGE.finditer(text)), (len(text), 0)]:
        # A closing quotation mark belongs to the sentence before it.
        found = script_of(text[begin:stop])
        if language and found and found != language:
            yield language, text[start:end].strip(_MARKS)
            start = begin
        language = found or language
        end, begin = stop, following
        closing = re.match(r"[\"'”»)\]]+", text[stop:])
        if closing and stop + closing.end() <= following:
            end = stop + closing.end()
    if language:
        yield language, text[start:].strip(_MARKS)
