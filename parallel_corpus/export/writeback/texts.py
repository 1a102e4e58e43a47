"""New texts for segments of TMX, XLIFF and TXML files: the words change, tags and all else stay.

A segment's text is spread over pieces between its tags. What changed is found word by word, and
only the pieces that hold changed words are written anew; where a change goes across a tag, the tag
stays behind the new words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor
from parallel_corpus.export.writeback.splices import Splice
from parallel_corpus.language.difference import opcodes
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.tmx import CODES as TMX_CODES
from parallel_corpus.read.formats.tmx import stands_for_break
from parallel_corpus.read.formats.xliff import CODES as XLIFF_CODES
from parallel_corpus.read.formats.xliff import V1, V2, V22

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_DELETED = "x-sdl-deleted"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OLD = frozenset(f"{space}trans-unit" for space in V1)
_NEW = frozenset((f"{V2}unit", f"{V22}unit"))
_UNITS = _OLD | _NEW | {"tu", "segment"}
"""What holds the texts of one unit; a `segment` without a namespace is TXML's."""

_SIDES = {
    "source-language": "source",
    "srcLang": "source",
    "locale": "source",
    "target-language": "target",
    "trgLang": "target",
    "targetlocale": "target",
}
"""The attributes of XLIFF 1.2, XLIFF 2 and TXML that state a side's language."""

Wanted = Mapping[tuple[int, str, str], tuple[str, str]]
"""Unit, part and language to the text as it was read and the text that it is to become."""


@dataclass(slots=True)
class Piece:
    """A stretch of a segment's text: its bytes in the file from `start` to `end`.

    `raw` says that it stands in a CDATA section, `fixed` that it is a tag for a line break, which
    no change may take away.
    """

    start: int
    end: int
    text: str
    raw: bool = False
    fixed: bool = False


@dataclass(slots=True)
class Segment:
    """A segment while it is read: its pieces in order, and the key by which it is asked for."""

    tag: Tag
    key: tuple[int, str, str]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of all pieces."""
        return "".join(piece.text for piece in self.pieces)


def changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield what of `old` gives way to what, word by word: start, end, the new words.

    >>> list(changes("Pay 30 dinars.", "Pay 20 new dinars."))
    [(4, 6, '20 new')]
    """
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    places = [0]
    for word in one:
        places.append(places[-1] + len(word))
    for kind, a, b, c, d in opcodes(one, other):
        if kind != "equal":
            yield places[a], places[b], "".join(other[c:d])


def rewrite(markup: Markup, pieces: Sequence[Piece], old: str, new: str) -> list[Splice] | None:
    """Return the splices that turn the text of `pieces` from `old` into `new`.

    None where the pieces do not hold `old`, or a change would take a line break's tag away.
    """
    if "".join(piece.text for piece in pieces) != old or not pieces:
        return None
    texts = [piece.text for piece in pieces]
    for start, end, words in reversed(list(changes(old, new))):
        _change(pieces, texts, start, end, words)
    kept = all(text == piece.text for piece, text in zip(pieces, texts, strict=True) if piece.fixed)
    if not kept or "".join(texts) != new:
        return None
    return [
        Splice(piece.start, piece.end, markup.encoded(_written(piece, text)))
        for piece, text in zip(pieces, texts, strict=True)
        if text != piece.text
    ]


def _change(pieces: Sequence[Piece], texts: list[str], start: int, end: int, words: str) -> None:
    """Put `words` in the first piece that the change touches; later ones only lose text."""
    at, placed = 0, False
    for i, piece in enumerate(pieces):
        after = at + len(piece.text)
        touched = (start < after and end > at) or (start == end and at <= start <= after)
        if piece.fixed:
            if start < after and end > at:
                texts[i] = ""
        elif touched and not placed:
            a, b = max(start - at, 0), min(end, after) - at
            # From the end: what was changed behind this place has moved nothing before it.
            texts[i] = texts[i][:a] + words + texts[i][max(a, b) :]
            placed = True
        elif touched and start < end:
            texts[i] = texts[i][: max(start - at, 0)] + texts[i][min(end, after) - at :]
        at = after


def _written(piece: Piece, text: str) -> str:
    if not piece.raw:
        return escape(text).replace("\r", "&#13;")
    return text.replace("]]>", "]]]]><![CDATA[>")


class Texts(Visitor):
    """Finds the segments of a file whose texts are to change, and writes the new ones.

    `missed` are the keys of those that could not be changed.
    """

    def __init__(self, markup: Markup, wanted: Wanted) -> None:
        super().__init__(markup)
        self.wanted = wanted
        self.missed: list[tuple[int, str, str]] = []
        self.done: set[tuple[int, str, str]] = set()
        self.number = 0
        self.variants: dict[str, int] = {}
        self.segments = 0
        self.found: list[Segment] = []
        self.open: list[Segment] = []
        self.languages = {"source": "", "target": ""}
        self.aside = 0
        self.code = ""

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        self._languages(tag)
        if tag.name in _UNITS:
            self.variants, self.segments, self.found = {}, 0, []
        elif tag.name == "tuv" and above and above[-1].name == "tu":
            stated = tag.attributes.get(_XML_LANG) or tag.attributes.get("lang")
            language = base(stated)
            self.variants[language] = self.variants.get(language, 0) + 1
        elif tag.local == "segment" and above and above[-1].name in _NEW:
            self.segments += 1
        if (key := self._key(tag, above)) is not None:
            segment = Segment(tag, key)
            self.found.append(segment)
            self.open.append(segment)
        elif self.open and self._is_aside(tag):
            self.code = "" if not self.aside else self.code
            self.aside += 1
        self._listen()

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if self.open and self.open[-1].tag is tag:
            self.open.pop()
        elif self.open and self._is_aside(tag):
            self.aside -= 1
            if not self.aside and stands_for_break(tag.attributes, self.code):
                after = self.markup.element_end(tag, at)
                for segment in self.open:
                    segment.pieces.append(Piece(after, after, "\n", fixed=True))
        if tag.name in _UNITS:
            self.number += 1
            self._finish()
        self._listen()

    def _listen(self) -> None:
        self.markup.hear_pieces(self._take if self.open else None)

    def _take(self, start: int, end: int, text: str, raw: bool) -> None:
        if self.aside:
            self.code += text
            return
        for segment in self.open:
            segment.pieces.append(Piece(start, end, text, raw))

    def _languages(self, tag: Tag) -> None:
        if tag.local in ("file", "xliff", "txml"):
            for name, side in _SIDES.items():
                if name in tag.attributes:
                    self.languages[side] = base(tag.attributes[name])

    def _key(self, tag: Tag, above: Sequence[Tag]) -> tuple[int, str, str] | None:
        """Return the key of the segment that an element is, None where it is none."""
        if not above:
            return None
        number, parent = self.number + 1, above[-1]
        if tag.name == "seg" and parent.name == "tuv" and len(above) > 1:
            stated = parent.attributes.get(_XML_LANG) or parent.attributes.get("lang")
            language = base(stated)
            nth = self.variants.get(language, 1)
            return number, str(nth) if nth > 1 else "", language
        # The source of an XLIFF or TXML file is another document's text.
        if tag.local == "target" and (parent.name in _OLD or parent.name == "segment"):
            return number, "", self.languages["target"]
        if tag.local == "target" and parent.local == "segment":
            return number, str(self.segments), self.languages["target"]
        if tag.local == "mrk" and tag.attributes.get("mtype") == "seg":
            return self._marked(tag, above)
        return None

    def _marked(self, tag: Tag, above: Sequence[Tag]) -> tuple[int, str, str] | None:
        for i, holder in enumerate(above):
            if holder.name in _OLD and len(above) > i + 1 and above[i + 1].local == "target":
                mid = tag.attributes.get("mid", "")
                return self.number + 1, mid, self.languages["target"]
        return None

    def _is_aside(self, tag: Tag) -> bool:
        """Tell whether the text in an element is another format's code, or deleted."""
        codes: Collection[str] = TMX_CODES if tag.name == tag.local else XLIFF_CODES
        if tag.name.startswith((V2, V22)):
            codes = ()
        return tag.local in codes or tag.attributes.get("mtype") == _DELETED

    def _finish(self) -> None:
        for segment in self.found:
            key = (self.number, *segment.key[1:])
            if key not in self.wanted or key in self.done:
                continue
            old, new = self.wanted[key]
            splices = rewrite(self.markup, segment.pieces, old, new)
            if splices is None:
                self.missed.append(key)
            else:
                self.markup.splices += splices
            self.done.add(key)
