"""Lines to blocks: a block is a paragraph, a heading, a list item or a footnote."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from parallel_corpus.read.lines import Line, Marker, find_marker

# Hand-wrapped text is rarely wider; a longer line is a whole paragraph.
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 45

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
    """Blocks of `lines`, furniture left out, paragraphs that a page cut in two put together.

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
        if line.number in furniture:
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
    """Blocks in lines that no blank line parts: wraps stay together, items and fields do not."""
    width = max(len(line.text) for line in run)
    starts = [0] + [
        i for i in range(1, len(run)) if not _continues(run[i - 1].text, run[i].text, width)
    ]
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
    return blocks


def _continues(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`, rather than beginning its own."""
    if find_marker(following) or _HEADING.match(following) or _NOTE.match(following):
        return False
    if _PARENTHESISED.match(following) or _OPEN_ENDED.search(line):
        return True
    if _LOWER_START.match(following) and not _TERMINAL.search(line):
        return True
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or _HEADING.match(line):
        return False
    # A writer wraps where the next word would not have fitted.
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _mark_notes(blocks: Sequence[Block], marked: bool) -> list[Block]:
    """Blocks that are bodies of footnotes get their number, where the text has marks for them."""
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
