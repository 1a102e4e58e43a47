"""All decisions so far, and what stands of them once the undone ones are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from parallel_corpus.model import Bead, Decision, Finding, fingerprint

_BACK = frozenset({"undo", "redo"})


def decision_key(decision: Decision) -> str:
    """Return the name by which an undo refers to a decision; 16 hexadecimal digits.

    >>> one = Decision("amal", "2026-01-01T00:00:00.000000Z", "bead:x=y", "confirm")
    >>> decision_key(one) == decision_key(one), len(decision_key(one))
    (True, 16)
    """
    value = decision.value
    said = json.dumps(value, ensure_ascii=True, sort_keys=True) if value else "{}"
    return _key(decision.who, decision.when, decision.on, decision.verdict, decision.comment, said)


# A desk asks for the keys of all decisions with each new one.
@lru_cache(maxsize=16_384)
def _key(*parts: str) -> str:
    return fingerprint(parts)


def on_finding(finding: Finding) -> str:
    """Name a finding as a subject, stable while check, place and words are the same.

    >>> on_finding(Finding("S01", "d", ("d:en:op3",), (), 0.9, "No counterpart"))
    'finding:S01:d:en:op3=#e3b0c44298fc1c14'
    """
    spans = [span.text for span in (*finding.source_spans, *finding.target_spans)]
    return f"finding:{finding.code}:{_sides(finding.source, finding.target)}#{fingerprint(spans)}"


def on_repair(segment: str, key: str) -> str:
    """Name a repair as a subject; `key` is its `normalise.repair_key` in `segment`."""
    return f"repair:{segment}#{key}"


def on_bead(bead: Bead) -> str:
    """
    >>> on_bead(Bead(("d:en:op3",), ("d:ar:op3", "d:ar:op4")))
    'bead:d:en:op3=d:ar:op3+d:ar:op4'
    """
    return f"bead:{_sides(bead.source, bead.target)}"


def on_beads(document: str) -> str:
    """Name the pairing of a whole document as a subject."""
    return f"beads:{document}"


def on_text(segment: str) -> str:
    """Name the wording of one segment as a subject."""
    return f"text:{segment}"


def on_term(source: str, target: str) -> str:
    """Name a pair of terms as a subject."""
    return f"term:{source}={target}"


def on_decision(decision: Decision) -> str:
    """Name a decision itself as a subject, to be undone or redone."""
    return f"decision:{decision_key(decision)}"


def _sides(source: Sequence[str], target: Sequence[str]) -> str:
    return f"{'+'.join(source)}={'+'.join(target)}"


@dataclass(frozen=True)
class Ledger:
    """Decisions in the order in which they were made, whatever the order of the file's lines.

    A git merge may shuffle lines or double them; here they are sorted by time and each stands
    once. `damaged` are the numbers (from 1) of the lines that are no decisions.
    """

    decisions: tuple[Decision, ...] = ()
    damaged: tuple[int, ...] = ()
    _keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _undone: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_key = {decision_key(decision): decision for decision in self.decisions}
        keys = tuple(key for _, key in sorted((d.when, key) for key, d in by_key.items()))
        object.__setattr__(self, "decisions", tuple(by_key[key] for key in keys))
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(self, "_undone", _undone(self.decisions))

    def standing(self) -> Iterator[Decision]:
        """Return the decisions that were not undone, oldest first, without undos and redos."""
        for key, decision in zip(self._keys, self.decisions, strict=True):
            if decision.verdict not in _BACK and key not in self._undone:
                yield decision

    def by_subject(self) -> dict[str, tuple[Decision, ...]]:
        """Group the standing decisions by subject, oldest first."""
        found: dict[str, list[Decision]] = {}
        for decision in self.standing():
            found.setdefault(decision.on, []).append(decision)
        return {subject: tuple(decisions) for subject, decisions in found.items()}

    def by_key(self, key: str) -> Decision | None:
        """Return the decision whose `decision_key` is `key`; None where there is none."""
        return dict(zip(self._keys, self.decisions, strict=True)).get(key)

    def terms(self) -> tuple[tuple[str, str], ...]:
        """Return the terms that people added, as (source, target), in order of the source."""
        found: set[tuple[str, str]] = set()
        for decision in self.standing():
            match decision.verdict, decision.value:
                case "add", {"source": str(source), "target": str(target)} if source and target:
                    found.add((source, target))
        return tuple(sorted(found))

    def to_undo(self, who: str) -> Decision | None:
        """Return the last standing decision of `who`."""
        return next((d for d in reversed(list(self.standing())) if d.who == who), None)

    def to_redo(self, who: str) -> Decision | None:
        """Return the last undo by `who` that can be taken back: nothing was decided since."""
        for decision in reversed(self.decisions):
            if decision.who != who or decision.verdict == "redo":
                continue
            if decision.verdict != "undo":
                return None
            if decision_key(decision) not in self._undone:
                return decision
        return None


def verdict(decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision that holds on one subject: the last that is more than a comment."""
    return next((d for d in reversed(decisions) if d.verdict != "comment"), None)


def contradiction(decisions: Sequence[Decision]) -> tuple[Decision, Decision] | None:
    """Return the last verdict and an earlier one, by another person, that contradicts it.

    >>> a = Decision("amal", "1", "bead:x=y", "accept")
    >>> b = Decision("ben", "2", "bead:x=y", "reject")
    >>> contradiction([a, b]) == (b, a), contradiction([a, a]), contradiction([])
    (True, None, None)
    """
    last = verdict(decisions)
    if last is None:
        return None
    latest = {d.who: d for d in decisions if d.verdict != "comment"}
    for other in latest.values():
        if other.who != last.who and (other.verdict, other.value) != (last.verdict, last.value):
            return last, other
    return None


def _undone(decisions: Sequence[Decision]) -> frozenset[str]:
    """Find the keys of what was undone, newest first, so that an undone undo undoes nothing."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.verdict in _BACK and decision_key(decision) not in undone:
            undone.add(decision.on.removeprefix("decision:"))
    return frozenset(undone)
