"""Subtitles (SRT, WebVTT) through pysubs2 (MIT): as documents, and two of them paired by time."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import BitextRow, PlacedLine
from parallel_corpus.read.formats.safely import opened

MAX_SUBTITLES = 32 * 2**20
_TAGS = re.compile(r"\{\\[^{}]*\}|</?(?:i|b|u|s|c|v|lang|ruby|rt|font)\b[^<>]{0,200}>", re.I)
_OVERLAP = 0.5  # of the shorter cue


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its number, when it is shown (milliseconds), and its text."""

    number: int
    start: int
    end: int
    text: str


def read_subtitles(path: Path) -> list[PlacedLine]:
    """Return a paragraph a cue. Raises ReadError."""
    rendition = Rendition()
    for cue in read_cues(path):
        text = " ".join(cue.text.split("\n"))
        rendition.add(text, f"cue {cue.number}, {_clock(cue.start)}")
    return rendition.lines


def read_subtitle_pair(source_path: Path, target_path: Path) -> Iterator[BitextRow]:
    """Yield the cues of two files, paired by the time they are shown. Raises ReadError.

    Cues that overlap with the same ones are one row; a cue that overlaps with none is alone.
    """
    here, there = read_cues(source_path), read_cues(target_path)
    for mine, yours in _groups(here, there):
        first = min([*mine, *yours], key=lambda cue: cue.start)
        yield BitextRow(
            id="+".join(str(cue.number) for cue in mine or yours),
            source=" ".join(cue.text.replace("\n", " ") for cue in mine),
            target=" ".join(cue.text.replace("\n", " ") for cue in yours),
            props={"time": _clock(first.start)},
            where=f"{source_path.name}, {_clock(first.start)}",
        )


def read_cues(path: Path) -> list[Cue]:
    """Return the cues of a file in order of time, without tags. Raises ReadError."""
    import pysubs2

    with opened(path, limit=MAX_SUBTITLES) as file:
        text = decode(file.read(), str(path))
    try:
        subtitles = pysubs2.SSAFile.from_string(
            text, format_="vtt" if path.suffix.lower() == ".vtt" else "srt"
        )
    except Exception as error:
        raise ReadError(f"is not a subtitle file: {error}", where=path) from error
    # WebVTT writes & and < as HTML does (W3C, WebVTT, 3.3), SRT writes them as they are.
    unescape = html.unescape if path.suffix.lower() == ".vtt" else str
    events = sorted(subtitles.events, key=lambda event: (event.start, event.end))
    cues = [
        Cue(i, event.start, event.end, unescape(_TAGS.sub("", event.plaintext)).strip())
        for i, event in enumerate(events, start=1)
        if not event.is_comment
    ]
    cues = [cue for cue in cues if cue.text]
    if not cues:
        raise ReadError("holds no cues", where=path, hint="Is it a subtitle file?")
    return cues


def _groups(here: Sequence[Cue], there: Sequence[Cue]) -> Iterator[tuple[list[Cue], list[Cue]]]:
    """Group cues of both sides in order, overlapping ones together."""
    i = j = 0
    while i < len(here) or j < len(there):
        mine, yours = [], []
        if j == len(there) or (i < len(here) and here[i].start <= there[j].start):
            mine.append(here[i])
            i += 1
        else:
            yours.append(there[j])
            j += 1
        grown = True
        while grown:
            grown = False
            if j < len(there) and any(_overlap(cue, there[j]) for cue in mine):
                yours.append(there[j])
                j += 1
                grown = True
            if i < len(here) and any(_overlap(here[i], cue) for cue in yours):
                mine.append(here[i])
                i += 1
                grown = True
        yield mine, yours


def _overlap(one: Cue, other: Cue) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _OVERLAP * max(1, min(one.end - one.start, other.end - other.start))


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


READERS = (
    Reader("document", (".srt", ".vtt"), read_subtitles),
    Reader("pair", (".srt", ".vtt"), read_subtitle_pair),
)
