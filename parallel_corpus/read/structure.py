"""Blocks to places: title, subtitle, headings, preambular and operative paragraphs, notes.

A resolution is recognised by its shape, in either language: front matter, an opening line
("The Assembly,"), a preamble whose paragraphs end in commas or bear numbers in brackets, and a
numbered list. Anything else is headings and paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.errors import ReadError
from parallel_corpus.language.script import script_of
from parallel_corpus.read.blocks import Block
from parallel_corpus.read.lines import base_number

_KIND_OF_ACT = re.compile(
    r"(?:(?:draft|revised|preliminary)\s+)?(?:resolution|decision|declaration|recommendation|report"
    r"|concept note|communiqu[eé]|statement|memorandum)\b"
    r"|(?:مشروع\s+)?(?:ال)?(?:قرار|مقرر|إعلان|توصية|تقرير|بيان|مذكرة)(?=\s|$)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:The|إن)\s.*[,،]\s*$", re.DOTALL)
_CLAUSE_END = re.compile(r"[,،;؛]\s*$")
_SENTENCE_END = re.compile(r"[.!?؟:;؛،,]\s*$")
_DATE_OR_SYMBOL = re.compile(
    r"\d{1,2}.*\b(?:19|20)\d\d\b|\b[A-Z][\w.-]*/\w+|^\d|\b\d+\s*[ap]\.?m\b"
)
# "Item 5" alone names what a document is for, on its first page.
_AGENDA = frozenset(("item", "بند"))
_SHORT = 160  # characters: a heading is short
# Words: front matter with a full stop ("11.30 a.m.") is shorter. Arabic says as much in fewer.
_SENTENCE = {"en": 8, "ar": 6}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, its place and the number it bears."""

    block: Block
    place: str
    number: str | None = None


def find_places(
    blocks: Sequence[Block], *, numbering: bool = True, where: str = ""
) -> list[Placed]:
    """Give every block its place. Raises ReadError where two paragraphs bear one number."""
    flow = [block for block in blocks if not block.note]
    operative, twice = _numbered_list(flow, "1.", where) if numbering else ({}, None)
    preamble = _preamble(flow, operative)
    if not preamble:
        operative = {}  # Numbers may come back in any other text.
    elif twice:
        raise twice
    front = min([*preamble, *operative, *[_first_paragraph(flow)]], default=0)
    title = _title(flow, front)
    namer = _Namer()
    placed, i = [], 0
    for block in blocks:
        if block.note:
            placed.append(Placed(block, namer.take("note", block.note), block.note))
            continue
        placed.append(_place(i, block, namer, title, front, preamble, operative))
        i += 1
    return _merge_title_lines(placed)


def _place(
    i: int,
    block: Block,
    namer: _Namer,
    title: tuple[int, int, int],
    front: int,
    preamble: dict[int, str | None],
    operative: dict[int, str],
) -> Placed:
    start, end, subtitle = title
    if start <= i < end:
        return Placed(block, "title")
    if i == subtitle:
        return Placed(block, "subtitle")
    if i in preamble:
        return Placed(block, namer.take("pre", preamble[i]), preamble[i])
    if i in operative:
        return Placed(block, namer.take("op", operative[i]), operative[i])
    label = block.label
    if label:
        # Headings are counted: "Chapter 1" and "Article 1" would be one place.
        kind, named = ("head", None) if label.heading else ("p", label.number)
        return Placed(block, namer.take(kind, named), label.number)
    number = (block.marker.number or None) if block.marker else None
    if block.marker and block.marker.style == "(a)" and namer.owner:
        return Placed(block, namer.part(block.marker.number), f"{namer.owner_number}({number})")
    item = bool(block.marker and _SENTENCE_END.search(block.body))
    if _is_heading(block) or (i < front and not item and not _is_running_text(block)):
        return Placed(block, namer.take("head"), number)
    return Placed(block, namer.take("p"), number)


def _numbered_list(
    flow: Sequence[Block], style: str, where: str
) -> tuple[dict[int, str], ReadError | None]:
    """Return the document's list items in `style`: index to number, lost numbers restored.

    With them an error that names a number which stands twice, if there is one.

    A bare bullet gets the number that the sequence has missing exactly there: k bullets between
    n and n+k+1, or k bullets at the start before k+1.
    """
    found: dict[int, str] = {}
    lines: dict[str, int] = {}
    last, bullets = 0, list[int]()
    twice: ReadError | None = None
    for i, block in enumerate(flow):
        marker = block.marker
        if marker is None or marker.style not in (style, "-"):
            if found or marker is not None:
                bullets = []
            continue
        if marker.style == "-":
            bullets.append(i)
            continue
        here = base_number(marker.number)
        if marker.number in lines:
            if here == 1:
                break  # a new list begins (an annex): it is not this one
            twice = ReadError(
                f"paragraph {marker.number} appears twice (first at line {lines[marker.number]})",
                where=f"{where}:{block.lines[0].number}",
                hint='Renumber one, or set numbering = "off"',
            )
            break
        if here - last == len(bullets) + 1:
            found |= {j: str(last + k) for k, j in enumerate(bullets, start=1)}
        elif not found and here != 1:
            bullets = []
            continue
        found[i], lines[marker.number] = marker.number, block.lines[0].number
        last, bullets = here, []
    return dict(sorted(found.items())), twice


def _preamble(flow: Sequence[Block], operative: dict[int, str]) -> dict[int, str | None]:
    """Return the paragraphs between the opening line and operative paragraph 1, with numbers."""
    if not operative:
        return {}
    first = min(operative)
    numbered = {
        i: block.marker.number
        for i, block in enumerate(flow[:first])
        if block.marker and block.marker.style == "(1)"
    }
    if numbered:
        return dict(numbered)
    start = first
    while start > 0 and _CLAUSE_END.search(flow[start - 1].body) and not flow[start - 1].marker:
        start -= 1
    if start < first and _OPENING.match(flow[start].body):
        start += 1
    return dict.fromkeys(range(start, first))


def _first_paragraph(flow: Sequence[Block]) -> int:
    """Return the index of the first block of running text, not front matter; 0 where none is."""
    for i, block in enumerate(flow):
        if _OPENING.match(block.body) or _is_running_text(block):
            return i
        if block.marker and block.marker.style in ("I.", "1.", "(1)") and i > 0:
            return i
        if block.label and not (block.label.bare and block.label.word in _AGENDA):
            return i
    return 0


def _is_running_text(block: Block) -> bool:
    words = len(block.body.split())
    least = _SENTENCE[script_of(block.body) or "en"]
    return not block.heading and words >= least and bool(_SENTENCE_END.search(block.body))


def _title(flow: Sequence[Block], front: int) -> tuple[int, int, int]:
    """Return (first, end, subtitle) indices of the title's lines and of the line naming the act."""
    lines = flow[:front]
    for i, block in enumerate(lines):
        if i and _KIND_OF_ACT.match(block.body):
            return _title_start(lines, i - 1), i, i
    headings = [i for i, block in enumerate(lines) if block.heading]
    plain = [
        i
        for i, block in enumerate(lines)
        if not _DATE_OR_SYMBOL.search(block.body) and _is_heading(block)
    ]
    choice = headings or plain
    if not choice:
        return -1, -1, -1
    best = choice[0] if headings else max(choice, key=lambda i: len(lines[i].body))
    return best, best + 1, -1


def _title_start(lines: Sequence[Block], last: int) -> int:
    """Return a title set on several lines is several blocks, each one blank line below the last."""
    start = last
    while (
        start > 0
        and lines[start].gap == 1
        and not lines[start].after_cut
        and lines[start].heading == lines[start - 1].heading
        and not lines[start].heading
        and not _DATE_OR_SYMBOL.search(lines[start - 1].body)
    ):
        start -= 1
    return start


def _merge_title_lines(placed: Sequence[Placed]) -> list[Placed]:
    """Return one title, whatever number of lines it was set on."""
    titles = [p for p in placed if p.place == "title"]
    if len(titles) < 2:
        return list(placed)
    first, others = titles[0], titles[1:]
    block = first.block
    for other in others:
        lines = block.lines + other.block.lines
        block = Block(
            lines, gap=block.gap, heading=block.heading, cuts=(*block.cuts, len(block.lines))
        )
    return [Placed(block, "title") if p is first else p for p in placed if p not in others]


def _is_heading(block: Block) -> bool:
    if block.heading or (block.marker and block.marker.style == "I."):
        return True
    return len(block.body) <= _SHORT and not block.marker and not _SENTENCE_END.search(block.body)


class _Namer:
    """Hands out places, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self.owner = ""
        self.owner_number = ""

    def take(self, kind: str, number: str | None = None) -> str:
        """Return `kind` with the paragraph's own number, or else with the next free count."""
        place = kind + re.sub(r"[^0-9a-z]", "", number) if number else ""
        if not place or place in self._taken:
            # What is taken stays taken: whoever counted so far goes on from there.
            count = self._counts.get(kind, 1)
            while f"{kind}{count}" in self._taken:
                count += 1
            self._counts[kind] = count
            place = f"{kind}{count}"
        self._taken.add(place)
        if kind in ("op", "pre", "p"):
            self.owner, self.owner_number = place, number or ""
        return place

    def part(self, letter: str) -> str:
        place = f"{self.owner}.{letter}"
        while place in self._taken:
            place += "x"
        self._taken.add(place)
        return place
