"""N206: lost paragraph break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from parallel_corpus.model import Evidence, Repair, Segment
from parallel_corpus.normalise.rule import Rule

# So many siblings must agree before one of them counts as the odd one out.
_SIBLINGS = 4
_MOSTLY = 0.8
_LIST_KINDS = frozenset(("pre", "op", "p"))


def lost_breaks(segments: Sequence[Segment]) -> Mapping[str, Repair]:
    """Find unnumbered siblings on adjoining lines where blank lines part the others."""
    gaps: dict[str, list[tuple[Segment, int]]] = {}
    for first, second in pairwise(segments):
        gap = _gap(first, second)
        if gap is not None:
            gaps.setdefault(second.kind, []).append((first, gap))
    found: dict[str, Repair] = {}
    for siblings in gaps.values():
        parted = sum(gap > 0 for _, gap in siblings)
        if len(siblings) < _SIBLINGS or parted < _MOSTLY * len(siblings):
            continue
        said = f"{parted} of {len(siblings)} siblings are parted by a blank line"
        after = {first.id for first, gap in siblings if gap == 0}
        for first, second in pairwise(segments):
            if first.id in after:
                evidence = Evidence("siblings", first.id, said, 0.9)
                found[second.id] = RULE.fix(0, "", "", evidence=[evidence])
    return found


def _gap(first: Segment, second: Segment) -> int | None:
    """Return how many lines part two unnumbered siblings of one list; None if they are not such."""
    if first.kind != second.kind or second.kind not in _LIST_KINDS:
        return None
    if first.number is not None or second.number is not None:
        return None
    if first.source is None or second.source is None or first.source.path != second.source.path:
        return None
    return second.source.first_line - first.source.last_line - 1


RULE = Rule(
    code="N206",
    name="lost paragraph break",
    kind="layout/lost-paragraph-break",
    origin="layout",
    finds="A paragraph on the very next line after its sibling, where blank lines part the others.",
    why="Every other pair of siblings is separated; here only the blank line was lost.",
    wrong_when="The two lines are one paragraph that was wrapped after its comma.",
    before="اقتصادية،\nوإذ تشير",
    after="اقتصادية،\n\nوإذ تشير",
    confidence=0.9,
    siblings=lost_breaks,
)
