"""The two resolutions, paired paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from parallel_corpus.align import align
from parallel_corpus.errors import AlignmentError


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "preambular", "operative"), [("adopted", 20, 22), ("draft", 14, 13)]
)
def test_a_resolution_and_its_translation_pair_one_to_one(
    resolution, use, name, preambular, operative
):
    source, target = resolution(name, "en"), resolution(name, "ar")
    alignment = align(source, target, use)
    places = [(b.source[0].split(":")[2], b.target[0].split(":")[2]) for b in alignment.beads]
    assert all(len(b.source) == len(b.target) == 1 for b in alignment.beads)
    assert all(mine == yours for mine, yours in places)
    kinds = Counter(mine.rstrip("0123456789") for mine, _ in places)
    assert (kinds["title"], kinds["pre"], kinds["op"]) == (1, preambular, operative)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_draft_and_adopted_text_align_within_a_language(resolution, use, language):
    old, new = resolution("draft", language), resolution("adopted", language)
    alignment = align(new, old, use)
    refs = [ref for bead in alignment.beads for ref in bead.source]
    assert refs == [segment.id for segment in new.segments]
    assert sorted(r for b in alignment.beads for r in b.target) == sorted(
        s.id for s in old.segments
    )
    pairs = {
        (s.split(":")[2], t.split(":")[2])
        for b in alignment.beads
        for s in b.source
        for t in b.target
    }
    expected = [("op18", "op10"), ("op7", "op4"), ("op14", "op7"), ("op21", "op11")]
    assert set(expected) | {("pre1", "pre1"), ("pre20", "pre14")} <= pairs


def test_the_method_says_where_numbers_agree(resolution, use):
    alignment = align(resolution("draft", "en"), resolution("draft", "ar"), use)
    methods = {bead.source[0].split(":")[2]: bead.method for bead in alignment.beads}
    assert methods["op4"] == "number"
    assert methods["op1"] == "embedding", "the English draft lost its number 1"


def test_the_signature_changes_with_the_text_and_only_then(resolution, use):
    source, target = resolution("draft", "en"), resolution("draft", "ar")
    first = align(source, target, use)
    assert align(source, target, use) == first
    shorter = type(target)(target.id, "ar", target.segments[:-1])
    assert align(source, shorter, use).signature != first.signature


def place(ref: str) -> str:
    return ref.split(":")[2]


def test_a_persons_beads_stand_and_the_rest_follows(resolution, use):
    source, target = resolution("draft", "en"), resolution("draft", "ar")
    ids = [[s.id for s in side.segments] for side in (source, target)]
    at = [names.index(next(n for n in names if n.endswith(":op4"))) for names in ids]
    fixed = [([ids[0][at[0]], ids[0][at[0] + 1]], [ids[1][at[1]]])]
    alignment = align(source, target, use, fixed=fixed)
    by_source = alignment.of_source()
    bead = by_source[ids[0][at[0]]]
    assert bead.method == "human"
    assert [place(r) for r in (*bead.source, *bead.target)] == ["op4", "op5", "op4"]
    assert [place(r) for r in by_source[ids[0][at[0] + 2]].target][-1] == "op6"
    assert alignment.signature != align(source, target, use).signature


def test_a_forbidden_pair_is_not_made(resolution, use):
    source, target = resolution("draft", "en"), resolution("draft", "ar")
    pair = (source.segment("op4").id, target.segment("op4").id)
    alignment = align(source, target, use, forbidden=[pair])
    assert pair[1] not in alignment.of_source()[pair[0]].target


def test_a_decision_on_a_segment_that_is_gone_is_explained(resolution, use):
    source, target = resolution("draft", "en"), resolution("draft", "ar")
    with pytest.raises(AlignmentError, match="names draft:en:op99, which the source does not have"):
        align(source, target, use, fixed=[(["draft:en:op99"], [])])


def test_swapped_documents_languages_are_noticed(resolution, use):
    source, target = resolution("draft", "en"), resolution("draft", "ar")
    with pytest.raises(AlignmentError, match="source and target are swapped"):
        align(replace(source, language="ar"), replace(target, language="en"), use)


def test_wrong_numbers_do_not_mislead(resolution, use):
    """Numbers that count on from another start are soft evidence against a whole document."""
    source, target = resolution("adopted", "en"), resolution("adopted", "ar")
    shifted = replace(
        target,
        segments=tuple(
            replace(s, number=str(int(s.number) + 1)) if s.number else s for s in target.segments
        ),
    )
    beads = align(source, shifted, use).beads
    assert all([place(s) for s in b.source] == [place(t) for t in b.target] for b in beads)
    assert not [bead for bead in beads if bead.method == "number"]
