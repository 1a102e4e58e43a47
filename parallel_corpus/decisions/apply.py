"""What people decided, brought to bear on texts, pairings and findings.

A decision holds while the text that it was made on is the same. Where that changed, the decision
is left alone and reported as stale: the person should look again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from parallel_corpus.decisions.ledger import Ledger, on_bead, on_beads, on_finding, on_text, verdict
from parallel_corpus.model import (
    Alignment,
    Bead,
    Decision,
    Document,
    Edit,
    Evidence,
    Finding,
    Repair,
    Segment,
    fingerprint,
)

_SENTENCE = re.compile(r"\.s\d+$")

HUMAN_EDIT = "H001"
"""The code of a repair that a person made."""
APPROVED_EDIT = "H002"
"""The code of a repair that an annotator suggested and a person approved."""

ON_TEXTS = ("text:", "repair:")
ON_PAIRS = ("bead:", "beads:")
ON_TERMS = ("term:",)


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that could not be honoured, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings after people's verdicts: what is left to see, what was rejected, what is stale."""

    kept: tuple[Finding, ...]
    rejected: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()


def repair_verdicts(ledger: Ledger) -> dict[str, str]:
    """Return "accept" or "reject" by repair key, as `normalise_document` takes them.

    A repair's key holds the raw text up to it, so that a verdict on changed text meets no repair.
    """
    found = {}
    for subject, decisions in ledger.by_subject().items():
        last = verdict(decisions) if subject.startswith("repair:") else None
        if last is not None and last.verdict in ("accept", "reject"):
            found[subject.rsplit("#", 1)[-1]] = last.verdict
    return found


def decisions_about(
    documents: Collection[str], ledger: Ledger, subjects: tuple[str, ...] = ON_TEXTS + ON_PAIRS
) -> tuple[Decision, ...]:
    """Return the standing decisions on `subjects` that affect how `documents` (ids) are built.

    Terms are about all documents. Decisions on findings are not among them, nor are comments: they
    change what is shown of a result.
    """
    return tuple(
        decision
        for decision in ledger.standing()
        if decision.verdict != "comment"
        and decision.on.startswith(subjects)
        and (decision.on.startswith(ON_TERMS) or any(name in decision.on for name in documents))
    )


def revise_document(document: Document, ledger: Ledger) -> tuple[Document, tuple[Stale, ...]]:
    """Apply people's wordings to `document`, each recorded as the segment's last repair."""
    subjects = ledger.by_subject()
    segments, stale = [], []
    for segment in document.segments:
        last = verdict(subjects.get(on_text(segment.id), ()))
        if last is None or last.verdict != "edit":
            segments.append(segment)
        elif last.fingerprint != fingerprint([segment.raw]):
            stale.append(Stale(last, "the text in the file changed"))
            segments.append(segment)
        else:
            segments.append(_reword(segment, last))
    return replace(document, segments=tuple(segments)), tuple(stale)


def revise_alignment(
    alignment: Alignment, source: Document, target: Document, ledger: Ledger
) -> tuple[Alignment, tuple[Stale, ...]]:
    """Put the beads that people made or confirmed into `alignment`, in order of the source.

    Every segment stays in exactly one bead: what a person's bead takes, the others lose. A bead
    that a person touched has method "human"; a new one has score and margin 0.
    """
    raw = {s.id: s.raw for s in (*source.segments, *target.segments)}
    beads, stale = list(alignment.beads), []
    for decision in ledger.standing():
        if decision.on == on_beads(source.id):
            made = _beads(decision.value)
            refs = [ref for bead in made for ref in (*bead.source, *bead.target)]
            if reason := _outdated(decision, refs, raw):
                stale.append(Stale(decision, reason))
            else:
                beads = _replaced(beads, made)
    beads, more = _confirmed(beads, ledger, raw)
    places = {s.id: i for side in (source, target) for i, s in enumerate(side.segments)}
    return replace(alignment, beads=tuple(_ordered(beads, places))), (*stale, *more)


def judge_findings(
    findings: Iterable[Finding], ledger: Ledger, text_of: Callable[[Sequence[str]], str]
) -> Judgement:
    """Take out the findings that a person rejected while their text stands unchanged.

    `text_of` gives the text of a side by its references.
    """
    subjects = ledger.by_subject()
    kept, rejected, stale = [], [], []
    for finding in findings:
        last = verdict(subjects.get(on_finding(finding), ()))
        held = last is not None and last.verdict != "reopen"
        if last and held and last.fingerprint != finding_fingerprint(finding, text_of):
            stale.append(Stale(last, "the text changed since"))
            kept.append(finding)
        elif last and last.verdict == "reject":
            rejected.append(finding)
        else:
            kept.append(finding)
    return Judgement(tuple(kept), tuple(rejected), tuple(stale))


def text_lookup(documents: Iterable[Document]) -> Callable[[Sequence[str]], str]:
    """Return a function from references to texts; a sentence stands for its paragraph."""
    texts = {s.id: s.text for document in documents for s in document.segments}

    def text_of(refs: Sequence[str]) -> str:
        known = dict.fromkeys(ref if ref in texts else _SENTENCE.sub("", ref) for ref in refs)
        return "\n".join(texts.get(ref, "") for ref in known)

    return text_of


def finding_fingerprint(finding: Finding, text_of: Callable[[Sequence[str]], str]) -> str:
    """Hash both texts that a finding is about, as they stand now."""
    return fingerprint([text_of(finding.source), text_of(finding.target)])


def raw_fingerprint(refs: Iterable[str], raw: Mapping[str, str]) -> str:
    """Hash the segments as they stand in the file, in sorted order of their ids."""
    return fingerprint(raw[ref] for ref in sorted(set(refs)))


def _reword(segment: Segment, decision: Decision) -> Segment:
    after = decision.value.get("text")
    if not isinstance(after, str) or after == segment.text:
        return segment
    edit = smallest_edit(segment.text, after)
    step = max((repair.step for repair in segment.repairs), default=0) + 1
    person = Evidence("person", decision.who, decision.comment)
    suggested_by, suggestion = (decision.value.get(key) for key in ("suggested_by", "suggestion"))
    if isinstance(suggested_by, str) and suggested_by:
        annotator = Evidence("annotator", suggested_by, str(suggestion or ""))
        made = Repair(
            edit,
            APPROVED_EDIT,
            "human/approved suggestion",
            "human",
            (annotator, person),
            step=step,
        )
    else:
        made = Repair(edit, HUMAN_EDIT, "human/edit", "human", (person,), step=step)
    return replace(segment, text=after, repairs=(*_kept(segment.repairs, edit), made))


def _kept(repairs: Iterable[Repair], edit: Edit) -> Iterator[Repair]:
    """Move the offsets of unapplied repairs, which count in the final text that `edit` changes."""
    shift = len(edit.after) - len(edit.before)
    for repair in repairs:
        if repair.status == "applied" or repair.edit.end <= edit.start:
            yield repair
        elif repair.edit.start >= edit.end:
            moved = replace(repair.edit, start=repair.edit.start + shift)
            yield replace(repair, edit=moved)


def smallest_edit(before: str, after: str) -> Edit:
    """Find the smallest single edit from `before` to `after`: what lies between their common ends.

    >>> smallest_edit("a red car", "a blue car")
    Edit(start=2, before='red', after='blue')
    """
    start = _common(before, after)
    tail = _common(before[start:][::-1], after[start:][::-1])
    return Edit(start, before[start : len(before) - tail], after[start : len(after) - tail])


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _beads(value: Mapping[str, object]) -> list[Bead]:
    """Read the beads of a decision's value; [] where it is malformed."""
    rows = value.get("beads")
    made = []
    for row in rows if isinstance(rows, list) else []:
        match row:
            case [list(source), list(target)] if all(isinstance(r, str) for r in source + target):
                made.append(Bead(tuple(source), tuple(target), method="human"))
            case _:
                return []
    return [bead for bead in made if bead.source or bead.target]


def _outdated(decision: Decision, refs: Sequence[str], raw: Mapping[str, str]) -> str:
    if not refs or len(set(refs)) != len(refs):
        return "the decision is damaged"
    if missing := [ref for ref in refs if ref not in raw]:
        return f"{missing[0]} is no longer there"
    if decision.fingerprint != raw_fingerprint(refs, raw):
        return "the text in the file changed"
    return ""


def _replaced(beads: Iterable[Bead], made: Sequence[Bead]) -> list[Bead]:
    taken = {ref for bead in made for ref in (*bead.source, *bead.target)}
    left = []
    for bead in beads:
        source = tuple(ref for ref in bead.source if ref not in taken)
        target = tuple(ref for ref in bead.target if ref not in taken)
        if (source, target) == (bead.source, bead.target):
            left.append(bead)
        elif source or target:
            left.append(replace(bead, source=source, target=target, score=0.0, margin=0.0))
    return [*left, *made]


def _confirmed(
    beads: Iterable[Bead], ledger: Ledger, raw: Mapping[str, str]
) -> tuple[list[Bead], list[Stale]]:
    subjects = ledger.by_subject()
    found, stale = [], []
    for bead in beads:
        last = verdict(subjects.get(on_bead(bead), ()))
        if last is None or last.verdict != "confirm":
            found.append(bead)
        elif reason := _outdated(last, (*bead.source, *bead.target), raw):
            stale.append(Stale(last, reason))
            found.append(bead)
        else:
            found.append(replace(bead, method="human"))
    return found, stale


def _ordered(beads: Iterable[Bead], places: Mapping[str, int]) -> list[Bead]:
    """Sort by the source; a bead without one follows the bead of the preceding target."""
    beads = list(beads)
    after: dict[Bead, int] = {}
    last = -1
    for bead in sorted((b for b in beads if b.target), key=lambda b: _first(b.target, places)):
        last = after[bead] = _first(bead.source, places) if bead.source else last

    def order(bead: Bead) -> tuple[int, int, int]:
        if bead.source:
            return _first(bead.source, places), 0, 0
        return after[bead], 1, _first(bead.target, places)

    return sorted(beads, key=order)


def _first(refs: Sequence[str], places: Mapping[str, int]) -> int:
    return min(places[ref] for ref in refs)
