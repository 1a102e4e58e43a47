"""The trans-units of XLIFF 1.1 and 1.2, plain or with Trados's or memoQ's own elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, with_attribute
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.splices import Splice
from parallel_corpus.read.formats.xliff import V1

UNITS = frozenset(f"{space}trans-unit" for space in V1)
_TEXTS = ("source", "seg-source", "target")


@dataclass(slots=True)
class TransUnit:
    """A <trans-unit> while it is read: the offsets that a note may need.

    `texts` are the places of source, seg-source and target (start, end); `segments` the marks of
    the target by mid: tag, and the offsets of the content's end and of the element's end.
    """

    tag: Tag
    number: int
    texts: dict[str, tuple[Tag, int, int]] = field(default_factory=dict)
    segments: dict[str, tuple[Tag, int, int]] = field(default_factory=dict)
    earlier: list[tuple[int, int]] = field(default_factory=list)

    @property
    def after_texts(self) -> int:
        """The offset after the last of source, seg-source and target."""
        return max((end for _, _, end in self.texts.values()), default=self.tag.start)

    @property
    def indented_as(self) -> int:
        """The offset of the first of its texts, whose indentation notes take."""
        return min((tag.start for tag, _, _ in self.texts.values()), default=self.tag.start)


class TransUnits(Visitor):
    """Finds each unit's texts; a format says in `finish` what is to be written there."""

    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.number = 0
        self.unit: TransUnit | None = None

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name in UNITS:
            self.unit = TransUnit(tag, 0)
        if self.unit is not None:
            self.inside(self.unit, tag, above)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        unit = self.unit
        if unit is None:
            return
        if tag.name in UNITS:
            self.number += 1
            unit.number = self.number
            self.finish(unit, at)
            self.unit = None
        elif above[-1].name in UNITS:
            if tag.local in _TEXTS and tag.local not in unit.texts:
                unit.texts[tag.local] = tag, at, self.markup.element_end(tag, at)
            self.child(unit, tag, at)
        elif tag.attributes.get("mtype") == "seg" and _in_target(above):
            mid = tag.attributes.get("mid", "")
            unit.segments[mid] = tag, at, self.markup.element_end(tag, at)

    def inside(self, unit: TransUnit, tag: Tag, above: Sequence[Tag]) -> None:
        """Take an element that starts in a unit."""

    def child(self, unit: TransUnit, tag: Tag, at: int) -> None:
        """Take a unit's direct child, which ends."""

    def finish(self, unit: TransUnit, at: int) -> None:
        """Write the notes of a unit, whose end tag stands at `at`."""

    def labelled(self, unit: TransUnit) -> list[tuple[str, str]]:
        """Return the sentences of a unit's notes with their severity; where the unit has several
        segments, each says which one it is about."""
        return [
            (note.severity, f"[{note.part}] {note.sentence}" if note.part else note.sentence)
            for note in self.notes.at(unit.number)
        ]

    def needs_review(self, unit: TransUnit) -> bool:
        """Tell whether one of a unit's notes asks for its review."""
        return any(note.review for note in self.notes.at(unit.number))

    def attribute(self, tag: Tag, values: dict[str, str]) -> None:
        """Set attributes of a start tag."""
        old = self.markup.tag_text(tag.start)
        new = old
        for name, value in values.items():
            new = with_attribute(new, name, value)
        if new != old:
            end = self.markup.tag_end(tag.start)
            self.markup.splices.append(Splice(tag.start, end, self.markup.encoded(new)))


def _in_target(above: Sequence[Tag]) -> bool:
    """Tell whether an element stands in its unit's own target, and in no alternative's."""
    for i, tag in enumerate(above):
        if tag.name in UNITS:
            return len(above) > i + 1 and above[i + 1].local == "target"
    return False
