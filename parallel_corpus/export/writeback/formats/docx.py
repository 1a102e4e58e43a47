"""Word documents: comments on the paragraph, in the user's own document.

A comment goes round the paragraph's text and is by "parallel-corpus"; one that is there already
with the same words is not written twice. Numbers, styles, tracked changes and all other parts stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.package import Package
from parallel_corpus.read.formats.docx import paragraph_numbers
from parallel_corpus.read.formats.numbering import W
from parallel_corpus.read.formats.safely import Archive
from parallel_corpus.read.formats.xliff import OURS

_SPACE = W[1:-1]
_BODY = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PLACE = re.compile(r"table (\d+)!(\d+)")

Paragraphs = Mapping[int, Sequence[str]]
"""The number of a <w:p> in the file, counted from 0, to the sentences of its comments."""


def write_docx_comments(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write a document with `notes` as comments.

    A note's `part` is the place of a line ("paragraph 3"), or the table and column of a bitext
    ("table 1!3"), in which the unit is the row. Raises ReadError.
    """
    archive = Archive(original, str(path))
    archive.refuse_doctypes()
    package = Package(archive)
    paragraphs = _paragraphs(path, notes)
    if paragraphs:
        _comment(package, paragraphs, notes.when)
    package.save(original, out)


def _paragraphs(path: Path, notes: NotedUnits) -> dict[int, list[str]]:
    numbers = paragraph_numbers(path)
    found: dict[int, list[str]] = defaultdict(list)
    for unit, here in notes.by_unit.items():
        for note in here:
            cell = _PLACE.fullmatch(note.part)
            place = f"table {cell[1]}, row {unit}, column {cell[2]}" if cell else note.part
            for number in numbers.get(place, ())[:1]:
                found[number].append(note.sentence)
    return dict(found)


def _comment(package: Package, paragraphs: Paragraphs, when: str) -> None:
    relations = package.relations(_BODY).values()
    comments = next((name for kind, name in relations if kind == "comments"), "")
    if not comments:
        comments = package.free_name("word/comments{}.xml").replace("comments1", "comments")
        whole = f'<w:comments xmlns:w="{_SPACE}"></w:comments>'
        package.changed[comments] = f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}'.encode()
        package.declare(comments, _TYPE)
        package.relate(_BODY, "comments", comments)
    known = _Known.of(package, comments)
    made: dict[int, list[tuple[int, str]]] = {}
    number = known.free
    for paragraph, sentences in sorted(paragraphs.items()):
        for sentence in dict.fromkeys(sentences):
            if (paragraph, sentence) not in known.said:
                made.setdefault(paragraph, []).append((number, sentence))
                number += 1
    package.visit(_BODY, _Anchors, {p: [i for i, _ in told] for p, told in made.items()})
    package.visit(comments, _Comments, [c for told in made.values() for c in told], when)


class _Known(Visitor):
    """Finds the ids of comments, and what ours say."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(markup)
        self.free = 0
        self.by_id: dict[str, str] = {}
        self.said: set[tuple[int, str]] = set()

    @classmethod
    def of(cls, package: Package, comments: str) -> _Known:
        known = package.visit(comments, cls)
        anchored = package.visit(_BODY, _Anchored)
        known.said = {
            (paragraph, known.by_id[key])
            for key, paragraph in anchored.at.items()
            if key in known.by_id
        }
        return known

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == f"{W}comment":
            key = tag.attributes.get(f"{W}id", "")
            if key.isascii() and key.isdecimal():
                self.free = max(self.free, int(key[:9]) + 1)
        elif tag.name == f"{W}t":
            self.markup.hear(tag)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        holder = next((t for t in above if t.name == f"{W}comment"), None)
        if tag.name == f"{W}t" and holder and holder.attributes.get(f"{W}author") == OURS:
            key = holder.attributes.get(f"{W}id", "")
            self.by_id[key] = self.by_id.get(key, "") + "".join(tag.text)


class _Anchored(Visitor):
    """Finds the paragraph in which each comment begins."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(markup)
        self.number = -1
        self.at: dict[str, int] = {}

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == f"{W}p":
            self.number += 1
        elif tag.name == f"{W}commentRangeStart":
            self.at[tag.attributes.get(f"{W}id", "")] = self.number


class _Anchors(Visitor):
    """Puts the comments' ranges in: from behind the paragraph's properties to its end."""

    def __init__(self, markup: Markup, ids: Mapping[int, Sequence[int]]) -> None:
        super().__init__(markup)
        self.ids = ids
        self.number = -1
        self.numbers: dict[int, int] = {}
        self.properties: dict[int, int] = {}

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == f"{W}p":
            self.number += 1
            self.numbers[tag.start] = self.number

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        markup = self.markup
        if tag.name == f"{W}pPr" and above and self.numbers.get(above[-1].start) in self.ids:
            self.properties[above[-1].start] = markup.element_end(tag, at)
        if tag.name != f"{W}p":
            return
        ids = self.ids.get(self.numbers.pop(tag.start), ())
        if ids and not markup.is_empty(tag):
            w = f"{tag.prefix}:" if tag.prefix else ""
            declared = "" if w else f' xmlns:w="{_SPACE}"'
            w = w or "w:"
            begin = self.properties.pop(tag.start, 0) or markup.tag_end(tag.start)
            for key in ids:
                markup.insert(begin, f'<{w}commentRangeStart{declared} {w}id="{key}"/>')
                run = f'<{w}r{declared}><{w}commentReference {w}id="{key}"/></{w}r>'
                markup.insert(at, f'<{w}commentRangeEnd{declared} {w}id="{key}"/>{run}')


class _Comments(Visitor):
    """Adds the comments to the part that holds them."""

    def __init__(self, markup: Markup, comments: Sequence[tuple[int, str]], when: str) -> None:
        super().__init__(markup)
        self.comments, self.when = comments, when

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if not above and self.comments:
            self.markup.append(tag, at, "".join(self._comment(*c) for c in self.comments))

    def _comment(self, key: int, sentence: str) -> str:
        date = f' w:date="{self.when}"' if self.when else ""
        told = f'xmlns:w="{_SPACE}" w:id="{key}" w:author="{OURS}"{date} w:initials="pc"'
        text = f'<w:p><w:r><w:t xml:space="preserve">{escape(sentence)}</w:t></w:r></w:p>'
        return f"<w:comment {told}>{text}</w:comment>"


WRITE_BACK = WriteBack("DOCX", write_docx_comments, (".docx",), 7, "comments on the paragraph")
