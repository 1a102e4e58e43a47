"""The two resolutions, paired paragraph by paragraph."""

from __future__ import annotations

from collections import Counter

import pytest

from parallel_corpus.align import align


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
