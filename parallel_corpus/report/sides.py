"""A text cut into pieces that a page can mark: spans of a finding, words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from parallel_corpus.language.bidi import arabic_runs, from_left, latin_runs
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Document, Segment, Span, place_of
from parallel_corpus.report.controls import visible
from parallel_corpus.report.wording import Wording, wording

PieceKind = Literal["", "mark", "added", "removed"]

_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and why it is marked ("" when it is not)."""

    text: str
    kind: PieceKind = ""


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text as a page shows it: where it stands, its language and its pieces."""

    label: str
    language: str
    pieces: tuple[Piece, ...] = ()

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def mark(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut `text` into pieces with `spans` marked; spans may overlap, touch or reach past the end.

    >>> [(p.text, p.kind) for p in mark("a bc d", [Span(2, 4, "bc")])]
    [('a ', ''), ('bc', 'mark'), (' d', '')]
    """
    inside = bytearray(len(text))
    for span in spans:
        start, end = max(0, span.start), min(len(text), span.end)
        if start < end:
            inside[start:end] = b"\x01" * (end - start)
    return tuple(
        Piece(text[start:end], "mark" if marked else "")
        for start, end, marked in _runs(inside, len(text))
    )


def telling(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return `spans`, or none where they cover most of `text` and so point at nothing.

    >>> telling([Span(0, 9, "all of it")], "all of it.")
    ()
    """
    spans = tuple(spans)
    covered = sum(span.end - span.start for span in spans)
    return () if covered > _MOST * len(text) else spans


def difference(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut both texts into pieces: what the older lost is "removed", what the newer gained "added".

    Words compare by their key, so that vowel marks and hamza seats are no difference.

    >>> old, new = difference("for social networks only", "for companies only")
    >>> [p.text for p in old if p.kind], [p.text for p in new if p.kind]
    (['social networks'], ['companies'])
    """
    change = Difference(old, new)
    gone = [(span.start, span.end) for span in change.dropped]
    come = [(span.start, span.end) for span in change.added]
    return _cut(old, gone, "removed"), _cut(new, come, "added")


def overlay(pieces: Iterable[Piece], spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Mark `spans` in `pieces` where the text is not marked already.

    >>> [(p.text, p.kind) for p in overlay([Piece("a b"), Piece(" c", "added")], [Span(2, 5, "")])]
    [('a ', ''), ('b', 'mark'), (' c', 'added')]
    """
    spans, start, out = tuple(spans), 0, []
    for piece in pieces:
        if piece.kind:
            out.append(piece)
        else:
            inside = [Span(s.start - start, s.end - start, s.text) for s in spans]
            out += mark(piece.text, inside)
        start += len(piece.text)
    return tuple(out)


def joined(segments: Iterable[Segment]) -> str:
    """Return the text of a side: its segments' texts joined by a line feed, as spans count it."""
    return "\n".join(segment.text for segment in segments)


def arabic(text: str) -> Markup:
    """Isolate what reads from the left in an Arabic text; see `language.bidi`.

    >>> str(arabic("في 2021-11-30"))
    'في <bdi dir="ltr">2021-11-30</bdi>'
    """
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(visible(piece)) if left else visible(piece)
        for piece, left in from_left(text)
    )


def mixed_arabic(text: str) -> Markup:
    """Isolate the English runs of an Arabic line.

    >>> str(mixed_arabic("يقول “two boys”"))
    'يقول “<bdi lang="en" dir="ltr">two boys</bdi>”'
    """
    return Markup("").join(
        Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(visible(piece))
        if latin
        else arabic(piece)
        for piece, latin in latin_runs(text)
    )


def mixed(text: str) -> Markup:
    """Isolate the Arabic runs of an English line, so that neither disturbs the other.

    >>> str(mixed("reads “شبكات التواصل” & not <b>"))
    'reads “<bdi lang="ar" dir="rtl">شبكات التواصل</bdi>” &amp; not &lt;b&gt;'
    """
    return Markup("").join(
        Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(arabic(piece)) if run else visible(piece)
        for piece, run in arabic_runs(text)
    )


def excerpt(text: str, limit: int = 90) -> str:
    """Return `text` on one line, cut at a word when longer than `limit` code points.

    >>> excerpt("companies in the digital industry", 20)
    'companies in the…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[:limit].rsplit(" ", 1)[0]
    return head.rstrip(" ,;:،؛") + "…"


class SegmentIndex:
    """What a paragraph is called, and where to find it, in all the documents of a corpus."""

    def __init__(self, documents: Iterable[Document], say: Wording | None = None) -> None:
        self.say = say or wording()
        self._segments: dict[str, Segment] = {}
        for document in documents:
            for segment in (*document.furniture, *document.segments):
                self._segments[segment.id] = segment

    def segments(self, ids: Iterable[str]) -> tuple[Segment, ...]:
        """Return the known segments; an unknown sentence stands for its paragraph."""
        found: dict[str, Segment] = {}
        for ref in ids:
            segment = self._segments.get(ref) or self._segments.get(re.sub(r"\.s\d+$", "", ref))
            if segment is not None:
                found[segment.id] = segment
        return tuple(found.values())

    def text(self, ids: Iterable[str]) -> str:
        return joined(self.segments(ids))

    def label(self, ids: Iterable[str]) -> str:
        """
        >>> index = SegmentIndex([])
        >>> index.label(["d:en:op18", "d:en:op19"]), index.label(["d:en:pre7"])
        ('operative paragraphs 18 and 19', 'preambular paragraph 7')
        """
        names = [self._name(ref) for ref in dict.fromkeys(ids)]
        if self.say.ui != "en":
            return self.say.listed([self._said(kind, number) for kind, number in names])
        if len(names) > 1 and len({kind for kind, _ in names}) == 1 and all(n for _, n in names):
            return f"{names[0][0]}s {_and([number for _, number in names])}"
        return _and([f"{kind} {number}".strip() for kind, number in names])

    def short(self, ids: Iterable[str]) -> str:
        """
        >>> SegmentIndex([]).short(["d:en:op18"]), SegmentIndex([]).short(["d:ar:pre7"])
        ('18', 'pre 7')
        """
        names = [self._name(ref) for ref in dict.fromkeys(ids)]
        if self.say.ui != "en":
            return "، ".join(self._shortly(kind, number) for kind, number in names)
        return ", ".join(
            _SHORT.get(kind, "{k} {n}").format(k=kind, n=n).strip() for kind, n in names
        )

    def _shortly(self, kind: str, number: str) -> str:
        """
        >>> arabic = SegmentIndex([], wording("ar"))
        >>> arabic.short(["d:ar:op18"]), arabic.short(["d:ar:p1"])
        ('18', '¶ 1')
        """
        if number and kind == "preambular paragraph":
            return self.say("pre %(number)s", number=number)
        if number and kind in _NUMBERED:
            return _SHORT[kind].format(n=number)
        return self._said(kind, number)

    def _said(self, kind: str, number: str) -> str:
        number, _, sentence = number.partition(", sentence ")
        name = self.say.place(kind, number)
        return f"{name}، {self.say.place('sentence', sentence)}" if sentence else name

    def _name(self, ref: str) -> tuple[str, str]:
        place = place_of(ref)
        match = re.fullmatch(r"([a-z]+)(\d*)(?:\.s(\d+))?", place)
        if match is None:
            return place, ""
        segment = self._segments.get(ref)
        number = (segment.number if segment else None) or match[2]
        if match[3]:
            number = f"{number}, sentence {match[3]}"
        return _KINDS.get(match[1], match[1]), number


_KINDS = {
    "op": "operative paragraph",
    "p": "paragraph",
    "pre": "preambular paragraph",
    "head": "heading",
    "s": "sentence",
}
_NUMBERED = frozenset(("operative paragraph", "paragraph"))
_SHORT = {
    "operative paragraph": "{n}",
    "paragraph": "¶ {n}",
    "preambular paragraph": "pre {n}",
    "heading": "head {n}",
    "furniture": "margin {n}",
}


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _cut(text: str, spans: list[tuple[int, int]], kind: PieceKind) -> tuple[Piece, ...]:
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [Piece(text[end:start]), Piece(text[start:stop], kind)]
        end = stop
    pieces.append(Piece(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _runs(inside: bytearray, length: int) -> Iterator[tuple[int, int, bool]]:
    start = 0
    while start < length:
        found = inside.find(1 - inside[start], start)
        end = length if found < 0 else found
        yield start, end, bool(inside[start])
        start = end
