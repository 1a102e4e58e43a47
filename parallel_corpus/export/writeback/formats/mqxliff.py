"""memoQ's XLIFF: comments of the row, as memoQ shows them beside it.

A comment is by "parallel-corpus" and applies to the target. Those of an earlier run are replaced.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, element, qualified
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.splices import copy_spliced
from parallel_corpus.export.writeback.transunits import UNITS, TransUnit, TransUnits
from parallel_corpus.read.formats.xliff import MEMOQ, OURS

# memoQ's categories of comments: information, warning, error, other.
_CATEGORIES = {"info": "0", "warning": "1", "error": "2"}


class _Rows(TransUnits):
    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup, notes)
        self.space = MEMOQ[0]
        self.holder: tuple[Tag, int, int] | None = None
        self.ours: list[tuple[int, int]] = []
        self.others = 0

    def inside(self, unit: TransUnit, tag: Tag, above: Sequence[Tag]) -> None:
        if tag is unit.tag:
            self.holder, self.ours, self.others = None, [], 0
            for name in tag.attributes:
                if name.startswith("{") and name[1:].partition("}")[0] in MEMOQ:
                    self.space = name[1:].partition("}")[0]

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        unit = self.unit
        if unit is not None and self._is(tag, "comment") and self._in_row(above):
            end = self.markup.element_end(tag, at)
            if tag.attributes.get("creatoruser") == OURS:
                self.ours.append((tag.start, end))
            else:
                self.others += 1
        super().end(tag, above, at)

    def child(self, unit: TransUnit, tag: Tag, at: int) -> None:
        if self._is(tag, "comments"):
            self.holder = tag, at, self.markup.element_end(tag, at)

    def finish(self, unit: TransUnit, at: int) -> None:
        markup, holder = self.markup, self.holder
        if holder and self.ours and not self.others:
            markup.remove(markup.space_before(holder[0].start), holder[2])
            holder = None
        else:
            for start, end in self.ours:
                markup.remove(start, end)
        comments = self._comments(unit, holder[0].prefix if holder else "mq")
        if comments and holder:
            markup.append(holder[0], holder[1], comments)
        elif comments:
            space = markup.indent(unit.indented_as)
            whole = f'<mq:comments xmlns:mq="{self.space}">{comments}</mq:comments>'
            markup.insert(markup.space_before(at), space + whole)
        if self.needs_review(unit) and " mq:status=" in markup.tag_text(unit.tag.start):
            self.attribute(unit.tag, {"mq:status": "Rejected"})

    def _comments(self, unit: TransUnit, prefix: str) -> str:
        texts = []
        for number, (severity, sentence) in enumerate(self.labelled(unit)):
            name = uuid.uuid5(uuid.NAMESPACE_URL, f"{unit.number} {number} {sentence}")
            attributes = {
                "id": str(name),
                "creatoruser": OURS,
                "time": self.notes.when,
                "deleted": "false",
                "category": _CATEGORIES[severity],
                "appliesto": "Target",
                "origin": "User",
            }
            texts.append(element(qualified(prefix, "comment"), sentence, attributes))
        return "".join(texts)

    def _is(self, tag: Tag, local: str) -> bool:
        return tag.name in {f"{{{space}}}{local}" for space in MEMOQ}

    def _in_row(self, above: Sequence[Tag]) -> bool:
        return len(above) > 1 and self._is(above[-1], "comments") and above[-2].name in UNITS


def write_mqxliff_comments(
    original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits
) -> None:
    """Write memoQ's file with `notes` as comments. Raises ReadError."""
    markup = Markup(original, str(path))
    copy_spliced(original, markup.visit(_Rows(markup, notes)), out)


WRITE_BACK = WriteBack(
    "MQXLIFF", write_mqxliff_comments, (".mqxliff",), 4, "comments of the row", "status Rejected"
)
