"""Two versions of one text, in one language: what became of each paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.align.versions import align_versions
from parallel_corpus.build.chains import normalise_documents
from parallel_corpus.encode import Encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Bead, Document, Language
from parallel_corpus.read import read_texts


@dataclass(frozen=True, slots=True)
class ComparedBead:
    """Paragraphs of the older and the newer version that belong together; either may be none.

    `kept` is the share (0-1) of the older text's words that the newer still has.
    """

    change: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    moved: bool
    kept: float | None
    old_text: str
    new_text: str

    def record(self) -> dict[str, Any]:
        """Return the bead as plain values, in the order of a table's columns."""
        return {name: getattr(self, name) for name in self.__slots__}


def compare_files(
    old: Path, new: Path, encoder: Encoder, *, language: Language | None = None
) -> list[ComparedBead]:
    """Tell what became of each paragraph of `old` in `new`, in order of the newer text.

    Of files that hold both languages `language` says which is meant (default: the first that
    both have). Raises SettingsError where they have none in common.
    """
    older = {document.language: document for document in read_texts(old, name="old")}
    newer = {document.language: document for document in read_texts(new, name="new")}
    shared = [code for code in newer if code in older and language in (None, code)]
    if not shared:
        raise SettingsError(
            "the two files have no text in one language",
            where=f"{old}, {new}",
            hint="Give the older, then the newer version of one text",
        )
    pair = [older[shared[0]], newer[shared[0]]]
    before, after = normalise_documents(pair)
    return compare_documents(before, after, encoder)


def compare_documents(old: Document, new: Document, encoder: Encoder) -> list[ComparedBead]:
    """Compare two versions that were read and cleaned."""
    texts = {s.id: (s.place, s.text) for s in (*old.segments, *new.segments)}
    return [_compare(bead, texts) for bead in align_versions(old, new, encoder).beads]


def _compare(bead: Bead, texts: dict[str, tuple[str, str]]) -> ComparedBead:
    before = "\n".join(texts[ref][1] for ref in bead.source)
    after = "\n".join(texts[ref][1] for ref in bead.target)
    difference = Difference(before, after)
    return ComparedBead(
        change=_change(bead, difference),
        old=tuple(texts[ref][0] for ref in bead.source),
        new=tuple(texts[ref][0] for ref in bead.target),
        moved=bead.moved,
        kept=round(difference.kept, 4) if bead.source and bead.target else None,
        old_text=before,
        new_text=after,
    )


def _change(bead: Bead, difference: Difference) -> str:
    if not bead.source:
        return "added"
    if not bead.target:
        return "dropped"
    if len(bead.source) > 1:
        return "merged"
    if len(bead.target) > 1:
        return "split"
    return "unchanged" if difference.same else "amended"
