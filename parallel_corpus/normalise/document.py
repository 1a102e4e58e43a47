"""A whole document: its paragraphs in their scene, its furniture put away."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from parallel_corpus.language.script import comparison_key, western_digits
from parallel_corpus.model import Document, Evidence, Repair, Segment
from parallel_corpus.normalise.direction import is_visual
from parallel_corpus.normalise.lam_alef import turns_lam_alef
from parallel_corpus.normalise.record import Draft
from parallel_corpus.normalise.rule import Scene
from parallel_corpus.normalise.rules import RULES
from parallel_corpus.normalise.text import (
    OPENING,
    ROUND,
    Policy,
    accepted,
    allowance,
    found_by,
    listed,
    repair_until_stable,
    share_in,
    vocabulary,
)
from parallel_corpus.support.journal import stage

_LABEL = re.compile(r"\d+\Z")


@stage("normalise")
def normalise_document(
    document: Document,
    corpus: Iterable[Document] | None = None,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    decisions: Mapping[str, str] | None = None,
) -> Document:
    """Return `document` with every segment repaired and every repair recorded in it.

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
    segments = _beside_siblings(segments, policy)
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
    allowed = allowance(draft, policy, segment.id, refused)
    if not segment.repairs:
        for step in OPENING:
            draft.apply(found_by(step, draft.text, scene, allowed))
    repair_until_stable(draft, scene, ROUND, policy, segment.id)
    if refused:  # Their offsets must count in the text as it stands now.
        refused.clear()
        for step in OPENING:
            found_by(step, draft.text, scene, allowed)
        draft.propose(refused)
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))


def _counterparts(document: Document, corpus: Sequence[Document]) -> dict[str, Segment]:
    """Return the numbered segments of the same document in the other language, by place."""
    return {
        segment.place: segment
        for other in corpus
        if other.id == document.id and other.language != document.language
        for segment in other.segments
        if segment.number is not None
    }


def _scenes(document: Document, counterparts: Mapping[str, Segment]) -> Iterator[Scene]:
    """Yield what the stages may know of each segment's surroundings."""
    notes = {
        label: segment.id
        for segment in document.segments
        if segment.kind == "note" and (label := _note_label(segment))
    }
    knows = vocabulary(lambda: (segment.text for segment in document.segments))
    neighbours = _neighbours(document.segments, counterparts)
    arabic = document.language == "ar"
    visual = arabic and is_visual(part.text for part in document.segments)
    turned = arabic and turns_lam_alef(part.text for part in document.segments)
    for segment in document.segments:
        yield Scene(
            language=document.language,
            kind=segment.kind,
            number=_note_label(segment) if segment.kind == "note" else segment.number,
            notes={} if segment.kind == "note" else notes,
            neighbours=neighbours.get(segment.id, ()),
            knows=knows,
            listed=listed(document.language),
            share=share_in(document.language),
            visual=visual,
            lam_alef=turned,
            whole=True,
        )


def _note_label(note: Segment) -> str:
    found = _LABEL.search(note.place)
    return western_digits(note.number or (found[0] if found else ""))


def _neighbours(
    segments: Sequence[Segment], counterparts: Mapping[str, Segment]
) -> dict[str, tuple[Evidence, ...]]:
    """Return the evidence for each number: the siblings beside it, and the other language's."""
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


def _beside_siblings(segments: list[Segment], policy: Policy) -> list[Segment]:
    """Apply the rules that compare the paragraphs of a document, one rule after the other."""
    for rule in RULES.values():
        if rule.siblings is not None:
            found = rule.siblings(segments)
            segments = [
                _with(segment, found[segment.id], policy) if segment.id in found else segment
                for segment in segments
            ]
    return segments


def _with(segment: Segment, found: Repair, policy: Policy) -> Segment:
    """Make or propose one repair of a segment, unless it is on record already."""
    draft = Draft.of(segment.text, segment.repairs)
    known = any(item.code == found.code and item.edit == found.edit for item in segment.repairs)
    noted: list[Repair] = []
    if found.status == "applied":
        if not known and allowance(draft, policy, segment.id, noted)(found):
            draft.apply([found])
    elif allowance(draft, policy, segment.id, noted)(found):
        if accepted(draft, policy, segment.id, found):
            draft.apply([replace(found, status="applied")])
        else:
            noted.append(found)
    draft.propose(noted)
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))


def _furniture_places(corpus: Sequence[Document], document: Document) -> dict[str, list[str]]:
    """Return where the document's furniture stands in the whole corpus, by its key."""
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
    """Return a piece of furniture with an empty text.

    Its words stay in raw and in the record (N201).
    """
    if segment.repairs or not segment.text:
        return segment
    places_else = [place for place in places[comparison_key(segment.raw)] if place != segment.id]
    draft = Draft(segment.text)
    for rule in RULES.values():
        if rule.furniture is not None:
            found = rule.furniture(segment, places_else)
            if allowance(draft, policy, segment.id, [])(found):
                draft.apply([found])
    return replace(segment, text=draft.text, repairs=tuple(draft.repairs))
