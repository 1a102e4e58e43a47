"""A decision in words: what was said, of what, and where."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks import REGISTRY
from parallel_corpus.model import Decision
from parallel_corpus.review.rows import ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import PAST

_PAST = {
    **PAST,
    "reopen": "took back the verdict on",
    "comment": "commented on",
    "merge": "merged pairs",
    "split": "split a pair",
    "shift down": "shifted a target down",
    "shift up": "shifted a target up",
    "move": "moved a target",
    "unlink": "unlinked a pair",
    "add": "added the term",
    "undo": "undid a decision",
    "redo": "redid a decision",
}


def describe(decision: Decision, sheet: ReviewRows) -> str:
    """Return what a decision said, as “accepted V01 at operative paragraph 18”."""
    kind, _, rest = decision.on.partition(":")
    done = _PAST.get(decision.verdict, decision.verdict)
    if kind == "term":
        return f"{done} {decision.value.get('source', '')} = {decision.value.get('target', '')}"
    what = _what(kind, rest)
    if kind == "text" and decision.value.get("suggested_by"):
        done = f"took over the wording that {decision.value['suggested_by']} suggests for"
    place = _place(decision, sheet)
    return " ".join(part for part in (done, what, f"at {place}" if place else "") if part)


def where(decision: Decision, sheet: ReviewRows) -> str:
    """Return the id of the row that a decision is about; "" where that is not there."""
    row = _row(decision, sheet)
    return row.id if row else ""


def _what(kind: str, rest: str) -> str:
    if kind == "finding":
        code = rest.partition(":")[0]
        name = REGISTRY[code].name.replace("-", " ") if code in REGISTRY else ""
        return f"{code} {name}".strip()
    return {"repair": "the repair", "bead": "the pair", "text": "the text"}.get(kind, "")


def _row(decision: Decision, sheet: ReviewRows) -> ReviewRow | None:
    found = sheet.by_subject(decision.on)
    if found:
        return found[1]
    refs = _refs(decision)
    return next((row for row in sheet.rows if refs & set(row.refs)), None) if refs else None


def _refs(decision: Decision) -> set[str]:
    """The segments that a decision is about, as its subject or its value names them."""
    if decision.on.startswith("beads:"):
        return set(_texts(decision.value.get("beads")))
    _, _, rest = decision.on.partition(":")
    if decision.on.startswith("finding:"):
        _, _, rest = rest.partition(":")
    rest = rest.rsplit("#", 1)[0]
    return {ref for side in rest.split("=") for ref in side.split("+") if ref}


def _texts(value: object) -> Iterator[str]:
    """Every text in lists of lists; a damaged value has none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _place(decision: Decision, sheet: ReviewRows) -> str:
    row = _row(decision, sheet)
    return row.row.name if row else ""
