"""XLIFF 1.1, 1.2 and 2.x: notes of the unit.

In 1.x a note is from "parallel-corpus", and a unit that needs review gets the state
"needs-review-translation" with a state-qualifier of ours, and is approved no more. In 2.x see
`export.writeback.units`. The notes of an earlier run are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, element, qualified
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.splices import copy_spliced
from parallel_corpus.export.writeback.transunits import TransUnit, TransUnits
from parallel_corpus.export.writeback.units import Units
from parallel_corpus.read.formats.xliff import OURS, V1

# XLIFF 1.2's priorities go from 1, the highest, to 10.
PRIORITY = {"error": "1", "warning": "4", "info": "7"}
REVIEW = {"state": "needs-review-translation", "state-qualifier": f"x-{OURS}"}


class NotedTransUnits(TransUnits):
    """Writes XLIFF 1.x's own notes, behind the texts of their unit."""

    def child(self, unit: TransUnit, tag: Tag, at: int) -> None:
        if tag.local == "note" and tag.attributes.get("from") == OURS:
            unit.earlier.append((tag.start, self.markup.element_end(tag, at)))

    def finish(self, unit: TransUnit, at: int) -> None:
        del at
        markup = self.markup
        for start, end in unit.earlier:
            markup.remove(markup.space_before(start), end)
        space = markup.indent(unit.indented_as)
        name = qualified(unit.tag.prefix, "note")
        for severity, sentence in self.labelled(unit):
            attributes = {"from": OURS, "priority": PRIORITY[severity]}
            markup.insert(unit.after_texts, space + element(name, sentence, attributes))
        if self.needs_review(unit) and "target" in unit.texts:
            self.attribute(unit.texts["target"][0], REVIEW)
            if unit.tag.attributes.get("approved") == "yes":
                self.attribute(unit.tag, {"approved": "no"})


class _Either(Visitor):
    """The visitor of the version that the root says."""

    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.chosen: Visitor = Visitor(markup)

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if not above:
            old = tag.name.startswith(V1)
            self.chosen = (NotedTransUnits if old else Units)(self.markup, self.notes)
        self.chosen.start(tag, above)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        self.chosen.end(tag, above, at)


def write_xliff_notes(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write an XLIFF file with `notes` in its units. Raises ReadError."""
    markup = Markup(original, str(path))
    copy_spliced(original, markup.visit(_Either(markup, notes)), out)


WRITE_BACK = WriteBack(
    "XLIFF",
    write_xliff_notes,
    (".xlf", ".xliff"),
    2,
    "notes of the unit",
    'state="needs-review-translation" (1.x)',
)
