"""A table that a person edited (XLSX, CSV or TSV of an export) to decisions.

What is decided: a changed wording ("text:" edits), a state set to reviewed or final ("confirm"), a
note written beside a pair ("comment"). A row in which both sides changed is left for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import Ledger, on_bead, on_text
from parallel_corpus.decisions.apply import raw_fingerprint
from parallel_corpus.decisions.ledger import verdict
from parallel_corpus.model import Bead, Decision, Segment, fingerprint
from parallel_corpus.read.formats.rows import BitextRow, LeftOut

_CONFIRMED = ("reviewed", "final")


@dataclass
class TableDecisions:
    """What a table says about a corpus: `made` are its decisions, `left` what cannot be taken.

    `rows` counts the rows that belong to the corpus.
    """

    made: list[Decision] = field(default_factory=list)
    rows: int = 0
    left: LeftOut = field(default_factory=LeftOut)


def read_decisions(rows: Iterable[BitextRow], corpus: CheckedCorpus, who: str) -> TableDecisions:
    """Compare an edited table with the corpus that it was exported from."""
    found = TableDecisions()
    segments = {s.id: s for document in corpus.documents for s in document.segments}
    beads = {
        (bead.source, bead.target): bead for pair in corpus.pairs for bead in pair.alignment.beads
    }
    for row in rows:
        bead = beads.get((row.source_ids, row.target_ids))
        if bead is None:
            found.left.add("rows that are not pairs of this corpus", row.where)
            continue
        found.rows += 1
        edits = _wordings(row, segments)
        if edits is None:
            found.left.add("rows whose lines are not those of their paragraphs", row.where)
        elif all(edits):
            found.left.add("rows of which both sides changed", row.where)
        else:
            found.made += [_edit(segment, text, who) for side in edits for segment, text in side]
            found.made += _about_pair(row, bead, segments, who, confirm=not any(edits))
    return found


def new_only(made: Iterable[Decision], ledger: Ledger) -> list[Decision]:
    """Leave out what is decided already: a table may be read twice."""
    subjects = ledger.by_subject()
    return [d for d in made if not _is_known(d, subjects.get(d.on, ()))]


def _is_known(decision: Decision, known: Iterable[Decision]) -> bool:
    known = tuple(known)
    if decision.verdict == "comment":
        return any(d.verdict == "comment" and d.comment == decision.comment for d in known)
    last = verdict(known)
    return last is not None and (last.verdict, last.value, last.fingerprint) == (
        decision.verdict,
        decision.value,
        decision.fingerprint,
    )


def _wordings(
    row: BitextRow, segments: Mapping[str, Segment]
) -> tuple[list[tuple[Segment, str]], list[tuple[Segment, str]]] | None:
    """Return each side's changed paragraphs with their new texts; None where they do not fit."""
    sides = []
    for ids, text in ((row.source_ids, row.source), (row.target_ids, row.target)):
        own = [segments[ref] for ref in ids]
        texts = [text] if len(own) == 1 else text.split("\n")
        if own and "\n".join(s.text for s in own) == text:
            texts = [s.text for s in own]
        if len(texts) != len(own) and text:
            return None
        changed = [(s, new) for s, new in zip(own, texts, strict=False) if new != s.text]
        if any(not new.strip() for _, new in changed):
            return None
        sides.append(changed)
    return sides[0], sides[1]


def _edit(segment: Segment, text: str, who: str) -> Decision:
    mark = fingerprint([segment.raw])
    return Decision(who, "", on_text(segment.id), "edit", "", mark, {"text": text})


def _about_pair(
    row: BitextRow, bead: Bead, segments: Mapping[str, Segment], who: str, *, confirm: bool
) -> Iterator[Decision]:
    refs = (*bead.source, *bead.target)
    mark = raw_fingerprint(refs, {ref: segments[ref].raw for ref in refs})
    if confirm and row.state in _CONFIRMED and bead.method != "human" and bead.target:
        yield Decision(who, "", on_bead(bead), "confirm", "", mark)
    for note in filter(str.strip, row.notes):
        yield Decision(who, "", on_bead(bead), "comment", note, mark)
