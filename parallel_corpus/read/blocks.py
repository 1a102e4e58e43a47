"""Lines to blocks: a block is a paragraph, a heading, a list item or a footnote."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.labels import Label, find_label
from parallel_corpus.read.lines import Line, Marker, find_marker

# Hand-wrapped text is rarely wider; a longer line is a whole paragraph.
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 45
_MOSTLY = 0.8
_MANY = 3
_OPEN_WORDS = 3
_LONGEST_TITLE = 100

_HEADING = re.compile(r"\s*(#{1,6})\s")
_NOTE = re.compile(
    r"\s*(?:(?P<sup>[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)|<sup>(?P<tag>\d+)</sup>|\[\^(?P<md>\d+)\]:)\s*\S"
)
_BARE_NOTE = re.compile(r"\s*(?P<bare>\d{1,3})[.\s]\s*\S")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]|<sup>\d+</sup>|\[\^\d+\](?!:)"

# A line that ends in one of these goes on in the next: "Standing Committee on / Democracy".
_OPEN_ENDED = re.compile(
    r"(?:^|\s)(?:of|on|the|a|an|and|or|for|in|to|by|with|from|at|في|من|على|إلى|عن|و|أو|بشأن|حول)\s*$",
    re.IGNORECASE,
)
_LOWER_START = re.compile(r"\s*[a-z]")
_PARENTHESISED = re.compile(r"\s*\([^()]*\)\s*[*_]*\s*$")
_TERMINAL = re.compile(r"[.!?؟:;؛،,…][)\]\"'”’»*_\s]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `gap` is the number of blank lines above, `cuts` the indices
    of lines before which a page break, footer or footnote cut the paragraph in two."""

    lines: tuple[Line, ...]
    marker: Marker | None = None
    gap: int = 0
    heading: int = 0
    note: str = ""
    cuts: tuple[int, ...] = ()
    after_cut: bool = False

    @property
    def raw(self) -> str:
        parts = [self.lines[0].text]
        for i, line in enumerate(self.lines[1:], start=1):
            parts += ["\n\n" if i in self.cuts else "\n", line.text]
        return "".join(parts)

    @property
    def label(self) -> Label | None:
        """The name of the article or chapter that the block begins with."""
        return None if self.marker and self.marker.style != "I." else find_label(self.raw)

    @property
    def body(self) -> str:
        """The text without its list marker or heading sign, on one line: for recognition only."""
        raw = self.raw
        skip = self.marker.width if self.marker else 0
        if self.heading and (match := _HEADING.match(raw)):
            skip = match.end()
        return " ".join(re.sub(r"</?\w+>", "", raw[skip:]).replace("*", "").split())

    @property
    def ends_open(self) -> bool:
        return not _TERMINAL.search(self.raw)


def find_blocks(lines: Sequence[Line], furniture: Collection[int]) -> list[Block]:
    """Group `lines` into blocks, without furniture, joining paragraphs that a page break cut.

    `furniture` holds line numbers (as in the file).
    """
    marks = set(re.findall(_MARK, "\n".join(line.text for line in lines)))
    return _join_cut(_mark_notes(_gather(lines, furniture), bool(marks)))


def _gather(lines: Sequence[Line], furniture: Collection[int]) -> list[Block]:
    blocks: list[Block] = []
    run: list[Line] = []
    gap, cut = 0, False

    def close() -> None:
        nonlocal gap, cut
        if run:
            blocks.extend(_split_run(run, gap, cut))
            run.clear()
            gap, cut = 0, False

    for line in lines:
        if isinstance(line, PlacedLine) and line.aside:
            close()  # Code or an aside: no page was turned there.
        elif line.number in furniture:
            close()
            cut = True
        elif line.blank:
            close()
            gap += 1
        else:
            run.append(line)
    close()
    return blocks


def _split_run(run: Sequence[Line], gap: int, cut: bool) -> list[Block]:
    """Split lines without blank ones: wrapped lines stay together, items and fields do not."""
    texts = [line.text for line in run]
    wrap = _Wrap.of(texts)
    starts = [0]
    for i in range(1, len(run)):
        hangs = _hangs(texts[starts[-1] : i], texts[i])
        if not (_is_joined(run[i]) or hangs or wrap.continues(texts[i - 1], texts[i])):
            starts.append(i)
    blocks = []
    for start, end in zip(starts, [*starts[1:], len(run)], strict=True):
        text = run[start].text
        heading = _HEADING.match(text)
        blocks.append(
            Block(
                lines=tuple(run[start:end]),
                marker=None if heading else find_marker(text),
                gap=gap if start == 0 else 0,
                heading=len(heading[1]) if heading else 0,
                after_cut=cut and start == 0,
            )
        )
    return _join_headings(blocks)


def _hangs(item: Sequence[str], following: str) -> bool:
    """Tell whether a line is set in under the words of the list item that `item` are lines of."""
    marker = find_marker(item[0])
    if marker is None or _begins(following) or _indent(following) <= _indent(item[0]):
        return False
    return not _TERMINAL.search(item[-1])


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _is_joined(line: Line) -> bool:
    return isinstance(line, PlacedLine) and line.joined


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a run of lines is set: its width, and whether lines end where no further word fits.

    `strict` says that so many lines end in mid-sentence at the margin that a full stop there may
    be chance.
    """

    width: int
    wrapped: bool
    strict: bool

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Wrap:
        width = max(map(len, texts))
        open_ended = [
            _fills(one, other, width)
            for one, other in pairwise(texts)
            if not _TERMINAL.search(one) and not _begins(other)
        ]
        set_so = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and bool(open_ended)
        wrapped = set_so and sum(open_ended) >= _MOSTLY * len(open_ended)
        return cls(width, wrapped, wrapped and len(open_ended) >= _MANY)

    def continues(self, line: str, following: str) -> bool:
        """Tell whether `following` continues the paragraph of `line` and does not begin another."""
        ended = bool(_TERMINAL.search(line))
        if _begins(following) and (find_label(following) is None or not _is_open(line)):
            return False
        if not ended and _PARENTHESISED.match(following):
            return True
        if not ended and _is_open(line):
            # "Switch on" above a whole sentence is a heading; "on" at the margin is not.
            return not _is_sentence(following) or _fills(line, following, self.width)
        if ended and not (self.strict and _fills(line, following, self.width)):
            return False
        if _LOWER_START.match(following):
            return True
        if _HEADING.match(line) or ((label := find_label(line)) and label.heading):
            return False
        return self.wrapped and _fills(line, following, self.width)


def _fills(line: str, following: str, width: int) -> bool:
    """Tell whether the next word would not have fitted: there a writer wraps."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _begins(line: str) -> bool:
    """Tell whether a line can only begin a paragraph: an item, a heading, a note, an article."""
    if find_marker(line) or _HEADING.match(line) or _NOTE.match(line):
        return True
    return find_label(line) is not None


def _is_sentence(line: str) -> bool:
    return line.lstrip()[:1].isupper() and bool(_TERMINAL.search(line))


def _is_open(line: str) -> bool:
    """Tell whether a line ends in a word that must go on; "Log in" is a whole line, though."""
    return bool(_OPEN_ENDED.search(line)) and len(line.split()) >= _OPEN_WORDS


def _join_headings(blocks: Sequence[Block]) -> list[Block]:
    """Put a division's number and its title together where they stand on lines of their own."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and _names_next(last, block):
            joined[-1] = replace(last, lines=last.lines + block.lines)
        else:
            joined.append(block)
    return joined


def _names_next(block: Block, following: Block) -> bool:
    label = block.label
    if label is None or label.rank != "division" or not label.heading or block.heading:
        return False
    if following.marker or following.heading or following.label or not following.ends_open:
        return False
    if len(following.body) > _LONGEST_TITLE:
        return False
    if len(block.lines) == 1 and label.bare:
        return True
    return block.body.isupper() and following.body.isupper()


def _mark_notes(blocks: Sequence[Block], marked: bool) -> list[Block]:
    """Give blocks that are bodies of footnotes their number, where the text has marks for them."""
    if not marked:
        return list(blocks)
    found = []
    for block in blocks:
        text = block.lines[0].text
        match = _NOTE.match(text) or (_BARE_NOTE.match(text) if block.after_cut else None)
        if match is None:
            found.append(block)
            continue
        number = next(filter(None, match.groupdict().values())).translate(_SUPERSCRIPTS)
        found.append(replace(block, note=number, marker=None))
    return found


def _join_cut(blocks: Sequence[Block]) -> list[Block]:
    """Put together what footnotes, footers or page gaps cut in mid-sentence."""
    joined: list[Block] = []
    open_at: int | None = None
    interrupted = False
    for block in blocks:
        if block.note:
            joined.append(block)
            interrupted = True
            continue
        interrupted = interrupted or block.after_cut or block.gap > 1
        if open_at is not None and interrupted and _resumes(joined[open_at], block):
            joined[open_at] = _append(joined[open_at], block)
        else:
            joined.append(block)
            open_at = len(joined) - 1
        interrupted = False
    return joined


def _resumes(block: Block, following: Block) -> bool:
    if following.marker or following.heading or block.heading or not block.ends_open:
        return False
    return bool(_LOWER_START.match(following.raw)) or bool(_OPEN_ENDED.search(block.raw))


def _append(block: Block, following: Block) -> Block:
    cuts = (*block.cuts, len(block.lines))
    return replace(block, lines=block.lines + following.lines, cuts=cuts)
