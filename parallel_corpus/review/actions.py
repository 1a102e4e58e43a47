"""What a person asked for on the page, as the decision that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parallel_corpus.decisions import Ledger, on_beads, on_decision, on_term, on_text
from parallel_corpus.decisions.apply import raw_fingerprint
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Bead, Decision
from parallel_corpus.review.rows import ReviewRow, ReviewRows

GONE = "this has changed meanwhile; look again"

Beads = list[tuple[tuple[str, ...], tuple[str, ...]]]


class ConflictError(CorpusError):
    """Somebody else decided meanwhile; the page should show it before deciding again."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for. `seen` is the time of the last decision that the page knew of.

    `on` is the subject; for "undo" and "redo" the decision (see `on_decision`) that the page said
    it would undo or redo, "" for whichever is the last.
    """

    verdict: str
    on: str = ""
    comment: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""


_VERDICTS: Mapping[str, frozenset[str]] = {
    "finding": frozenset({"accept", "reject", "fixed", "take", "reopen", "comment"}),
    "repair": frozenset({"accept", "reject", "reopen", "comment"}),
    "bead": frozenset({"confirm", "reopen", "comment"}),
    "text": frozenset({"edit", "reopen", "comment"}),
}


def decide(request: Request, sheet: ReviewRows, who: str) -> Callable[[Ledger], list[Decision]]:
    """Return what to append for `request`; called with the newest ledger under the write lock.

    Raises ConflictError where the thing decided on was decided on, or is gone, since the page knew
    of it; CorpusError for a request that makes no sense.
    """
    if request.verdict in ("undo", "redo"):
        return lambda ledger: _back(request, ledger, who)
    if request.verdict == "add":
        made = _term(request, who)
    elif request.verdict in _PAIRING:
        made = _pairing(request, sheet, who)
    else:
        made = _verdict(request, sheet, who)

    def append(ledger: Ledger) -> list[Decision]:
        _refuse_conflict(made, ledger, request.seen)
        return [made]

    return append


def _back(request: Request, ledger: Ledger, who: str) -> list[Decision]:
    last = ledger.to_undo(who) if request.verdict == "undo" else ledger.to_redo(who)
    if last is None:
        raise CorpusError(f"there is nothing to {request.verdict}")
    if request.on and request.on != on_decision(last):
        raise ConflictError(
            f"something else was decided since you looked: there is another thing to "
            f"{request.verdict} now"
        )
    return [Decision(who, "", on_decision(last), request.verdict)]


def _term(request: Request, who: str) -> Decision:
    terms = [str(request.value.get(side, "")).strip() for side in ("source", "target")]
    if not all(terms):
        raise CorpusError("a term needs both languages", hint="Select a word on either side")
    return Decision(who, "", on_term(*terms), "add", request.comment,
                    value={"source": terms[0], "target": terms[1]})  # fmt: skip


def _verdict(request: Request, sheet: ReviewRows, who: str) -> Decision:
    kind = request.on.partition(":")[0]
    if request.verdict not in _VERDICTS.get(kind, ()):
        raise CorpusError(f"{request.verdict!r} cannot be said of a {kind or 'nothing'}")
    _, row = _found(request.on, sheet)
    if request.verdict == "take":
        return _taken(request, row, who)
    value: dict[str, Any] = {}
    if request.verdict == "edit":
        text = request.value.get("text")
        if not isinstance(text, str) or not text.strip():
            raise CorpusError("a text cannot be empty", hint="To leave it untranslated, unlink it")
        value = {"text": " ".join(text.split("\n")).strip()}
        value |= _suggested(str(request.value.get("finding", "")), row)
    return Decision(who, "", request.on, request.verdict, request.comment,
                    row.marks()[request.on], value)  # fmt: skip


def _taken(request: Request, row: ReviewRow, who: str) -> Decision:
    """Approve a suggested wording: an edit of the segment, with who suggested it."""
    suggestion = row.finding(request.on).suggestion
    if suggestion is None:
        raise CorpusError("no wording is suggested here")
    if not suggestion.sure:
        raise CorpusError(
            "it is not sure which words this wording replaces", hint="Put it in yourself: e edits"
        )
    on = on_text(suggestion.ref)
    value = {"text": suggestion.text, **_suggested(request.on, row)}
    return Decision(who, "", on, "edit", request.comment, row.marks()[on], value)


def _suggested(subject: str, row: ReviewRow) -> dict[str, str]:
    """Say in an edit's value who suggested what; nothing where no suggestion is the reason."""
    item = next((item for item in row.findings if item.subject == subject), None)
    if item is None or item.suggestion is None:
        return {}
    suggestion = item.suggestion
    return {
        "suggested_by": suggestion.by,
        "suggestion": suggestion.after,
        "finding": subject,
    }


def _pairing(request: Request, sheet: ReviewRows, who: str) -> Decision:
    index, row = _found(request.on, sheet)
    following = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
    if following is not None and following.pair != row.pair:
        following = None
    other = None
    if request.verdict == "move":
        goal = str(request.value.get("to", ""))
        other = next((r for r in sheet.rows if r.id == goal and r.pair == row.pair), None)
    beads = _PAIRING[request.verdict](
        row.row.bead,
        following.row.bead if following else None,
        other.row.bead if other else None,
    )
    beads = [(source, target) for source, target in beads if source or target]
    refs = [ref for source, target in beads for ref in (*source, *target)]
    return Decision(
        who, "", on_beads(sheet.pair(row.pair).document), request.verdict, request.comment,
        raw_fingerprint(refs, sheet.raw(row.pair)),
        {"beads": [[list(source), list(target)] for source, target in beads]},
    )  # fmt: skip


def _merge(bead: Bead, following: Bead | None, _: Bead | None) -> Beads:
    after = _needed(following, "there is no pair below to merge with")
    return [(bead.source + after.source, bead.target + after.target)]


def _split(bead: Bead, *_: Bead | None) -> Beads:
    if max(len(bead.source), len(bead.target)) < 2:
        raise CorpusError("this pair has one segment on either side: nothing to split")
    return [(bead.source[:1], bead.target[:1]), (bead.source[1:], bead.target[1:])]


def _shift_down(bead: Bead, following: Bead | None, _: Bead | None) -> Beads:
    after = _needed(following, "there is no pair below")
    if not bead.target:
        raise CorpusError("this pair has no target to shift")
    return [(bead.source, bead.target[:-1]), (after.source, bead.target[-1:] + after.target)]


def _shift_up(bead: Bead, following: Bead | None, _: Bead | None) -> Beads:
    after = _needed(following, "there is no pair below")
    if not after.target:
        raise CorpusError("the pair below has no target to shift")
    return [(bead.source, bead.target + after.target[:1]), (after.source, after.target[1:])]


def _move(bead: Bead, _: Bead | None, other: Bead | None) -> Beads:
    goal = _needed(other, "there is no such pair in this document")
    if not bead.target or goal == bead:
        raise CorpusError("nothing to move")
    return [(bead.source, ()), (goal.source, goal.target + bead.target)]


def _unlink(bead: Bead, *_: Bead | None) -> Beads:
    if not (bead.source and bead.target):
        raise CorpusError("this pair has only one side: nothing to unlink")
    return [(bead.source, ()), ((), bead.target)]


def _needed(bead: Bead | None, otherwise: str) -> Bead:
    if bead is None:
        raise CorpusError(otherwise)
    return bead


_PAIRING: Mapping[str, Callable[[Bead, Bead | None, Bead | None], Beads]] = {
    "merge": _merge,
    "split": _split,
    "shift down": _shift_down,
    "shift up": _shift_up,
    "move": _move,
    "unlink": _unlink,
}


def _found(subject: str, sheet: ReviewRows) -> tuple[int, ReviewRow]:
    found = sheet.by_subject(subject)
    if found is None:
        raise ConflictError(GONE)
    return found


def _refuse_conflict(made: Decision, ledger: Ledger, seen: str) -> None:
    mine = _touched(made)
    for other in ledger.standing():
        if other.when <= seen or other.verdict == "comment" or made.verdict == "comment":
            continue
        if mine & _touched(other) and (other.verdict, other.value) != (made.verdict, made.value):
            when = other.when[11:16]
            raise ConflictError(
                f"{other.who} decided “{other.verdict}” here at {when} UTC",
                hint="Look at it; the same key again decides all the same",
            )


def _touched(decision: Decision) -> set[str]:
    """Return what two decisions may clash over: a subject, or the segments of a pairing."""
    if not decision.on.startswith("beads:"):
        return {decision.on}
    rows = decision.value.get("beads", [])
    return {ref for row in rows for side in row for ref in side}
