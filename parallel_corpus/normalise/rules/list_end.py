"""N604: end mark unlike its siblings'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from parallel_corpus.model import Evidence, Repair, Segment, text_of
from parallel_corpus.normalise.rule import Rule

# So many siblings must agree before one of them counts as the odd one out.
_SIBLINGS = 4
_MOSTLY = 0.8
_END_MARKS = frozenset("،؛,;:.")
_LIST_KINDS = frozenset(("pre", "op", "p"))


def end_marks(segments: Sequence[Segment]) -> Mapping[str, Repair]:
    """Find numbered paragraphs whose end mark is not that of their list."""
    lists: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.number is not None and segment.kind in _LIST_KINDS:
            lists.setdefault(segment.kind, []).append(segment)
    odd: dict[str, Repair] = {}
    for siblings in lists.values():
        odd.update(_odd_ends(siblings[:-1]))  # The last one ends the list.
    return odd


def _odd_ends(siblings: Sequence[Segment]) -> Iterator[tuple[str, Repair]]:
    ends = Counter(segment.text[-1:] for segment in siblings)
    if len(siblings) < _SIBLINGS:
        return
    (usual, count), *_ = ends.most_common(1)
    if usual not in _END_MARKS or count < _MOSTLY * len(siblings):
        return
    for segment in siblings:
        end = segment.text[-1:]
        if end != usual and end in _END_MARKS:
            said = f"{count} of {len(siblings)} siblings end in {usual}"
            evidence = [Evidence("siblings", text_of(segment.id), said, 0.8)]
            yield segment.id, RULE.fix(len(segment.text) - 1, end, usual, evidence=evidence)


RULE = Rule(
    code="N604",
    name="end mark unlike its siblings'",
    kind="punctuation/list-end",
    origin="unknown",
    finds="A paragraph that ends in another mark than nearly all paragraphs of its list.",
    why="A list's paragraphs end alike (؛ or ;) but for the last; a lost dot makes ؛ into ،.",
    wrong_when="The author set another mark on purpose. Only proposed.",
    before="القضائية،",
    after="القضائية؛",
    applies=False,
    confidence=0.8,
    siblings=end_marks,
)
