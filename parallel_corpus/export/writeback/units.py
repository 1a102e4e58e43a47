"""The units of XLIFF 2: notes of the category "finding", whole findings in the metadata module.

Both are what `export --to xliff` writes; those of an earlier run are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, element, qualified
from parallel_corpus.export.writeback.notes import Note, NotedUnits
from parallel_corpus.read.formats.xliff import CATEGORY, META, V2, V22

UNITS = frozenset((f"{V2}unit", f"{V22}unit"))
PRIORITY = {"error": "1", "warning": "4", "info": "7"}
_BODY = ("originalData", "segment", "ignorable")


@dataclass(slots=True)
class _Holder:
    """A <notes> or <metadata>: where it begins, where its end tag stands, how much is not ours."""

    start: int
    end: int
    after: int
    others: int


@dataclass(slots=True)
class _Unit:
    tag: Tag
    body: int = 0
    segments: int = 0
    notes: _Holder | None = None
    metadata: _Holder | None = None
    ours: dict[str, list[tuple[int, int]]] = field(
        default_factory=lambda: {"notes": [], "metadata": []}
    )
    others: dict[int, int] = field(default_factory=dict)


class Units(Visitor):
    """Finds each unit's notes, metadata and body, and writes the notes of it at its end."""

    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.number = 0
        self.unit: _Unit | None = None

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name in UNITS:
            self.unit = _Unit(tag)
        elif self.unit and above[-1] is self.unit.tag and tag.local in _BODY:
            self.unit.body = self.unit.body or tag.start
            self.unit.segments += tag.local == "segment"

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        unit = self.unit
        if unit is None:
            return
        if tag is unit.tag:
            self.number += 1
            self._finish(unit)
            self.unit = None
            return
        after = self.markup.element_end(tag, at) if len(above) and _holds(tag, above, unit) else at
        if above[-1] is unit.tag and tag.local in ("notes", "metadata"):
            others = unit.others.get(tag.start, 0)
            setattr(unit, tag.local, _Holder(tag.start, at, after, others))
        elif _holds(tag, above, unit):
            self._sort(unit, tag, above, after)

    def _sort(self, unit: _Unit, tag: Tag, above: Sequence[Tag], after: int) -> None:
        """Tell what an earlier run wrote from what is another's."""
        kind = "notes" if tag.local == "note" else "metadata"
        mine = tag.attributes.get("category") == "finding" if kind == "notes" else _is_ours(tag)
        holder = next(t for t in reversed(above) if t.local == kind)
        if mine:
            unit.ours[kind].append((tag.start, after))
        else:
            unit.others[holder.start] = unit.others.get(holder.start, 0) + 1

    def _finish(self, unit: _Unit) -> None:
        notes = self.notes.at(self.number)
        # The schema wants metadata first.
        metas = "".join(element("mda:meta", note.json, {"type": "findings"}) for note in notes)
        group = f'<mda:metaGroup xmlns:mda="{META[1:-1]}" id="{_GROUP}" category="{CATEGORY}">'
        self._write(unit, "metadata", [f"{group}{metas}</mda:metaGroup>"] if notes else [])
        self._write(unit, "notes", [self._note(unit, note) for note in notes])

    def _write(self, unit: _Unit, kind: str, texts: list[str]) -> None:
        """Take out what is ours and put `texts` in; a holder with nothing else goes or comes."""
        markup = self.markup
        holder: _Holder | None = getattr(unit, kind)
        if holder and not holder.others and unit.ours[kind]:
            markup.remove(holder.start, markup.space_after(holder.after))
            holder = None
        else:
            for start, end in unit.ours[kind]:
                markup.remove(markup.space_before(start), end)
        if not texts:
            return
        if holder:
            space = markup.indent(holder.end)
            markup.insert(
                holder.end - len(markup.encoded(space)), "".join(space + t for t in texts)
            )
            return
        at = unit.notes.start if kind == "metadata" and unit.notes else unit.body
        if not at:
            return
        space = markup.indent(at)
        if kind == "notes":
            name = qualified(unit.tag.prefix, "notes")
            markup.insert(at, f"<{name}>{''.join(texts)}</{name}>{space}")
        else:
            opened = f'<mda:metadata xmlns:mda="{META[1:-1]}">'
            markup.insert(at, f"{opened}{''.join(texts)}</mda:metadata>{space}")

    def _note(self, unit: _Unit, note: Note) -> str:
        told = f"[{note.part}] {note.sentence}" if unit.segments > 1 else note.sentence
        attributes = {"category": "finding", "priority": PRIORITY[note.severity]}
        return element(qualified(unit.tag.prefix, "note"), told, attributes)


_GROUP = "parallel-corpus"
"""The id of the group of metadata that is written here; that of an export has none."""


def _is_ours(tag: Tag) -> bool:
    return tag.local == "metaGroup" and tag.attributes.get("id") == _GROUP


def _holds(tag: Tag, above: Sequence[Tag], unit: _Unit) -> bool:
    """Tell whether an element is a note or a group of metadata of the unit, or what holds these."""
    if above[-1] is unit.tag:
        return tag.local in ("notes", "metadata")
    inner = len(above) > 1 and above[-2] is unit.tag
    return inner and (above[-1].local, tag.local) in (("notes", "note"), ("metadata", "metaGroup"))
