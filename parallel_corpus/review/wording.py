"""A decision in words: what was said, of what, and where."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks import REGISTRY
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision
from parallel_corpus.report.wording import Wording
from parallel_corpus.review.rows import ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import Verdicts

PAST = {
    "accept": "accepted",
    "reject": "rejected",
    "fixed": "fixed",
    "confirm": "confirmed",
    "edit": "edited",
    "take": "suggestion taken over",
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
"""What a verdict is called once it was given, as the catalogue has it."""

THINGS = {"repair": "the repair", "bead": "the pair", "text": "the text"}
"""What a decision is about, by kind of subject: words of the catalogue."""


def state(verdicts: Verdicts, say: Wording) -> str:
    """Return the verdict in the past tense, by whom; "" while there is none."""
    last = verdicts.last
    return say("%(done)s by %(who)s", done=_done(last, say), who=last.who) if last else ""


def dispute(verdicts: Verdicts, say: Wording) -> str:
    """Return who said otherwise, when two people's verdicts differ; "" when none does."""
    other = verdicts.other
    return say("%(who)s %(done)s it", who=other.who, done=_done(other, say)) if other else ""


def refusal(error: CorpusError, say: Wording) -> str:
    """Return an error in one line, where what it says is in the catalogue in its language."""
    if say.ui == "en":
        return str(error)
    hint = say.error(error.hint) if error.hint else ""
    return str(CorpusError(say.error(error.what), where=error.where, hint=hint))


def describe(decision: Decision, sheet: ReviewRows) -> str:
    """Return what a decision said, as “accepted V01 at operative paragraph 18”."""
    say = sheet.say
    kind, _, rest = decision.on.partition(":")
    done = _done(decision, say)
    if kind == "term":
        return f"{done} {decision.value.get('source', '')} = {decision.value.get('target', '')}"
    if kind == "text" and decision.value.get("suggested_by"):
        by = decision.value["suggested_by"]
        done = say("took over the wording that %(who)s suggests for", who=by)
    row = _row(decision, sheet)
    place = say("at %(place)s", place=row.row.name) if row else ""
    return " ".join(part for part in (done, _what(kind, rest, say), place) if part)


def _done(decision: Decision, say: Wording) -> str:
    return say.verdict(PAST.get(decision.verdict, decision.verdict))


def where(decision: Decision, sheet: ReviewRows) -> str:
    """Return the id of the row that a decision is about; "" where that is not there."""
    row = _row(decision, sheet)
    return row.id if row else ""


def _what(kind: str, rest: str, say: Wording) -> str:
    if kind == "finding":
        code = rest.partition(":")[0]
        name = say.word(REGISTRY[code].name.replace("-", " ")) if code in REGISTRY else ""
        return f"{code} {name}".strip()
    return say.word(THINGS[kind]) if kind in THINGS else ""


def _row(decision: Decision, sheet: ReviewRows) -> ReviewRow | None:
    found = sheet.by_subject(decision.on)
    if found:
        return found[1]
    refs = _refs(decision)
    return next((row for row in sheet.rows if refs & set(row.refs)), None) if refs else None


def _refs(decision: Decision) -> set[str]:
    """Return the segments that a decision is about, as its subject or its value names them."""
    if decision.on.startswith("beads:"):
        return set(_texts(decision.value.get("beads")))
    _, _, rest = decision.on.partition(":")
    if decision.on.startswith("finding:"):
        _, _, rest = rest.partition(":")
    rest = rest.rsplit("#", 1)[0]
    return {ref for side in rest.split("=") for ref in side.split("+") if ref}


def _texts(value: object) -> Iterator[str]:
    """Yield every text in lists of lists; a damaged value has none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
