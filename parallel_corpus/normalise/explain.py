"""The record as text for a reader: each repair in its context, and a diff word by word."""

from __future__ import annotations

from parallel_corpus.language.difference import diff_tokens, written_tokens
from parallel_corpus.model import Evidence, Repair, Segment
from parallel_corpus.normalise.record import RawSpans
from parallel_corpus.normalise.rules import RULES

_CONTEXT = 24


def explain_repairs(segment: Segment) -> str:
    """Return all repairs of a segment, one block each; "" where there are none.

    The context is that of the raw text; offsets count its code points.
    """
    spans = RawSpans(segment.repairs)
    return "\n".join(_block(segment, repair, spans) for repair in segment.repairs)


def _block(segment: Segment, repair: Repair, spans: RawSpans) -> str:
    start, end = spans.of(repair)
    name = RULES[repair.code].name if repair.code in RULES else repair.kind
    how = f"{repair.status}, confidence {repair.confidence:.2f}"
    before = _shown(segment.raw[max(0, start - _CONTEXT) : start])
    after = _shown(segment.raw[end : end + _CONTEXT])
    change = f"[{_shown(segment.raw[start:end])} -> {_shown(repair.edit.after)}]"
    lines = [
        f"{segment.id} [{start}:{end}] {repair.code} {name}: {how}",
        f"    {before}{change}{after}",
    ]
    lines += [f"    {_reason(item)}" for item in repair.evidence]
    return "\n".join(lines)


def _reason(evidence: Evidence) -> str:
    where = f" at {evidence.where}" if evidence.where else ""
    return f"because of {evidence.type}{where}: {_shown(evidence.text)}"


def _shown(text: str) -> str:
    """Make line breaks and invisible characters visible."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def word_diff(segment: Segment) -> str:
    """Compare raw and text word by word: `[-taken out-]` and `{+put in+}`, as in `git diff`."""
    old, new = written_tokens(segment.raw), written_tokens(segment.text)
    pieces: list[str] = []
    for kind, gone, come in diff_tokens(old, new):
        if kind == "equal":
            pieces += come
            continue
        if gone:
            pieces.append(f"[-{_shown(''.join(gone))}-]")
        if come:
            pieces.append(f"{{+{_shown(''.join(come))}+}}")
    return "".join(pieces)
