"""A whole document: its paragraphs in their scene, its furniture put away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from parallel_corpus.language.script import comparison_key, western_digits
from parallel_corpus.model import Document, Evidence, Repair, Segment, text_of
from parallel_corpus.normalise.record import Draft
from parallel_corpus.normalise.stage import Scene, fix
from parallel_corpus.normalise.text import (
    OPENING,
    ROUND,
    Policy,
    accepted,
    judge,
    listed,
    settle,
    vocabulary,
)
from parallel_corpus.support.journal import stage

_LABEL = re.compile(r"\d+\Z")
# So many siblings must agree before one of them counts as the odd one out.
_SIBLINGS = 4
_MOSTLY = 0.8
_END_MARKS = frozenset("،؛,;:.")
_LIST_KINDS = frozenset(("pre", "op", "p"))


@stage("normalise")
def normalise_document(
    document: Document,
    corpus: Iterable[Document] | None = None,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    decisions: Mapping[str, str] | None = None,
) -> Document:
    """`document` with every segment repaired and every repair recorded in it.

    `corpus` (all documents, this one among them or not) serves as evidence: that a line of
    furniture is repeated, that the other language has a lost number; `decisions` maps
    `repair_key`s to "accept" or "reject". A document that was normalised before comes out as
    it went in.
    """
    policy = Policy(only, skip, decisions or {})
    others = list(corpus or ())
    scenes = _scenes(document, _counterparts(document, others))
    pairs = zip(document.segments, scenes, strict=True)
    segments = [_normalise(segment, scene, policy) for segment, scene in pairs]
    segments = _note_lost_breaks(segments, policy)
    segments = _propose_end_marks(segments, policy)
    places = _furniture_places(others, document)
    furniture = [_put_away(segment, places, policy) for segment in document.furniture]
    return replace(
        document,
        segments=tuple(segments),
        furniture=tuple(furniture),
        title=_title(document, segments),
    )


def _title(document: Document, segments: Sequence[Segment]) -> str:
    for segment in segments:
        if segment.place == "title" and document.title in ("", segment.raw):
            return segment.text
    return document.title


def _normalise(segment: Segment, scene: Scene, policy: Policy) -> Segment:
    draft = Draft.of(segment.text, segment.repairs)
    refused: list[Repair] = []
    allowed = judge(draft, policy, segment.id, refused)
    if not segment.repairs:
        for stage in OPENING:
            draft.apply([item for item in stage(draft.text, scene) if allowed(item)])
    settle(draft, scene, ROUND, policy, segment.id)
    if refused:  # Their offsets must count in the text as it stands now.
        refused.clear()
        for item in (item for stage in OPENING for item in stage(draft.text, scene)):
            allowed(item)
        draft.propose(refused)
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))


def _counterparts(document: Document, corpus: Sequence[Document]) -> dict[str, Segment]:
    """The numbered segments of the same document in the other language, by place."""
    return {
        segment.place: segment
        for other in corpus
        if other.id == document.id and other.language != document.language
        for segment in other.segments
        if segment.number is not None
    }


def _scenes(document: Document, counterparts: Mapping[str, Segment]) -> Iterator[Scene]:
    """What the stages may know of each segment's surroundings."""
    notes = {
        label: segment.id
        for segment in document.segments
        if segment.kind == "note" and (label := _note_label(segment))
    }
    knows = vocabulary(lambda: (segment.text for segment in document.segments))
    neighbours = _neighbours(document.segments, counterparts)
    for segment in document.segments:
        yield Scene(
            language=document.language,
            kind=segment.kind,
            number=_note_label(segment) if segment.kind == "note" else segment.number,
            notes={} if segment.kind == "note" else notes,
            neighbours=neighbours.get(segment.id, ()),
            knows=knows,
            listed=listed(document.language),
            whole=True,
        )


def _note_label(note: Segment) -> str:
    found = _LABEL.search(note.place)
    return western_digits(note.number or (found[0] if found else ""))


def _neighbours(
    segments: Sequence[Segment], counterparts: Mapping[str, Segment]
) -> dict[str, tuple[Evidence, ...]]:
    """Witnesses to each number: the siblings before and after it, and the other language's."""
    lists: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.number is not None:
            lists.setdefault(segment.kind, []).append(segment)
    found: dict[str, tuple[Evidence, ...]] = {}
    for siblings in lists.values():
        for index, segment in enumerate(siblings):
            beside = (*siblings[max(0, index - 1) : index], *siblings[index + 1 : index + 2])
            evidence = [Evidence("sequence", item.id, item.number or "", 0.9) for item in beside]
            other = counterparts.get(segment.place)
            if other is not None and other.number == segment.number:
                evidence.append(Evidence("translation", other.id, other.number or "", 0.8))
            found[segment.id] = tuple(evidence)
    return found


def _note_lost_breaks(segments: list[Segment], policy: Policy) -> list[Segment]:
    """Unnumbered siblings that stand on adjoining lines where the others are parted (N206)."""
    gaps: dict[str, list[tuple[int, int]]] = {}
    for index, (first, second) in enumerate(pairwise(segments), start=1):
        gap = _gap(first, second)
        if gap is not None:
            gaps.setdefault(second.kind, []).append((index, gap))
    result = list(segments)
    for siblings in gaps.values():
        parted = sum(gap > 0 for _, gap in siblings)
        if len(siblings) < _SIBLINGS or parted < _MOSTLY * len(siblings):
            continue
        for index, gap in siblings:
            if gap == 0:
                said = f"{parted} of {len(siblings)} siblings are parted by a blank line"
                evidence = Evidence("siblings", result[index - 1].id, said, 0.9)
                result[index] = _mark_break(result[index], evidence, policy)
    return result


def _gap(first: Segment, second: Segment) -> int | None:
    """How many lines part two unnumbered siblings of one list; None if they are not such."""
    if first.kind != second.kind or second.kind not in _LIST_KINDS:
        return None
    if first.number is not None or second.number is not None:
        return None
    if first.source is None or second.source is None or first.source.path != second.source.path:
        return None
    return second.source.first_line - first.source.last_line - 1


def _mark_break(segment: Segment, evidence: Evidence, policy: Policy) -> Segment:
    draft = Draft.of(segment.text, segment.repairs)
    found = fix("N206", 0, "", "", evidence=[evidence])
    known = any(repair.code == "N206" for repair in segment.repairs)
    if known or not judge(draft, policy, segment.id, [])(found):
        return segment
    draft.apply([found])
    return replace(segment, repairs=tuple(draft.repairs))


def _propose_end_marks(segments: list[Segment], policy: Policy) -> list[Segment]:
    """Numbered paragraphs whose end mark is not that of their list (N604), proposed only."""
    lists: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.number is not None and segment.kind in _LIST_KINDS:
            lists.setdefault(segment.kind, []).append(segment)
    odd: dict[str, Repair] = {}
    for siblings in lists.values():
        odd.update(_odd_ends(siblings[:-1]))  # The last one ends the list.
    return [
        _with_proposal(segment, odd[segment.id], policy) if segment.id in odd else segment
        for segment in segments
    ]


def _with_proposal(segment: Segment, found: Repair, policy: Policy) -> Segment:
    draft = Draft.of(segment.text, segment.repairs)
    noted: list[Repair] = []
    if judge(draft, policy, segment.id, noted)(found):
        if accepted(draft, policy, segment.id, found):
            draft.apply([replace(found, status="applied")])
        else:
            noted.append(found)
    draft.propose(noted)
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))


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
            start = len(segment.text) - 1
            yield segment.id, fix("N604", start, end, usual, evidence=evidence)


def _furniture_places(corpus: Sequence[Document], document: Document) -> dict[str, list[str]]:
    """Where each piece of furniture of the document stands in the whole corpus, by its key."""
    if not document.furniture:
        return {}
    wanted = {comparison_key(segment.raw) for segment in document.furniture}
    places: dict[str, list[str]] = {key: [] for key in wanted}
    known = any(other.furniture == document.furniture for other in corpus)
    for other in corpus if known else (*corpus, document):
        for segment in other.furniture:
            key = comparison_key(segment.raw)
            if key in places:
                places[key].append(segment.id)
    return places


def _put_away(segment: Segment, places: Mapping[str, list[str]], policy: Policy) -> Segment:
    """A piece of furniture with an empty text; its words stay in raw and in the record (N201)."""
    if segment.repairs or not segment.text:
        return segment
    elsewhere = [place for place in places[comparison_key(segment.raw)] if place != segment.id]
    evidence = [Evidence("repeated", place, segment.raw.strip(), 0.9) for place in elsewhere[:5]]
    if not evidence:
        where = str(segment.source) if segment.source else segment.id
        evidence = [Evidence("position", where, segment.raw.strip(), 0.7)]
    draft = Draft(segment.text)
    found = fix(
        "N201", 0, segment.text, "", evidence=evidence, confidence=0.99 if elsewhere else 0.9
    )
    if judge(draft, policy, segment.id, [])(found):
        draft.apply([found])
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))
