"""Lines: moved blocks, people's constraints, omissions, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.align import AlignOptions, Constraints, align_texts, align_vectors
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.lattice import Lattice
from parallel_corpus.errors import AlignmentError, CorpusError


class Known:
    """An encoder that knows each text's vector: equal numbers in two texts mean equal content."""

    name = "known"
    knows_words = False

    def encode(self, texts):
        rows = [np.random.default_rng(abs(int(t.split()[-1]))).standard_normal(64) for t in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(rows), 64)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


PLAIN = AlignOptions()


def pair(source, target, **options):
    return align_texts(
        [f"line number {n}" for n in source],
        [f"السطر رقم {n}" for n in target],
        Known(),
        options=PLAIN,
        **options,
    )


def lines_once(beads, sources, targets):
    assert sorted(i for b in beads for i in b.source) == list(range(sources))
    assert sorted(j for b in beads for j in b.target) == list(range(targets))


@settings(max_examples=60, deadline=None)
@given(
    source=st.lists(st.integers(0, 30), min_size=1, max_size=25),
    target=st.lists(st.integers(0, 30), min_size=1, max_size=25),
)
def test_every_line_stands_in_exactly_one_bead(source, target):
    beads = pair(source, target)
    lines_once(beads, len(source), len(target))
    assert beads == pair(source, target)
    assert all(0 <= b.score <= 1 and 0 <= b.margin <= 1 for b in beads)
    paired = [b for b in beads if b.source and b.target and not b.moved]
    assert paired == sorted(paired, key=lambda b: b.target), "what has not moved is in order"


@pytest.mark.parametrize("block", [1, 5])
def test_a_moved_block_is_found_and_said_to_have_moved(block):
    source = list(range(40))
    target = source[:5] + source[5 + block : 30] + source[5 : 5 + block] + source[30:]
    beads = pair(source, target)
    lines_once(beads, 40, 40)
    moved = [b for b in beads if b.moved]
    assert {(source[b.source[0]], target[b.target[0]]) for b in moved} == {
        (n, n) for n in range(5, 5 + block)
    }
    assert len([b for b in beads if b.source and b.target]) == 40


@pytest.mark.parametrize("side", ["source", "target"])
def test_an_omission_of_five_hundred_lines_does_not_derail_the_search(side):
    whole, cut = list(range(1100)), [*range(300), *range(800, 1100)]
    source, target = (whole, cut) if side == "target" else (cut, whole)
    beads = pair(source, target)
    right = [b for b in beads if b.source and b.target]
    assert len(right) == 600
    assert all(source[b.source[0]] == target[b.target[0]] for b in right)


def test_fixed_beads_stand_and_the_rest_is_aligned_around_them():
    numbers = list(range(12))
    fixed = Constraints.of(fixed=[((3, 4), (4,)), ((8,), ()), ((10,), (1,))])
    beads = pair(numbers, numbers, constraints=fixed)
    lines_once(beads, 12, 12)
    found = {(b.source, b.target): b for b in beads}
    assert {((3, 4), (4,)), ((8,), ()), ((10,), (1,))} <= set(found)
    assert found[(10,), (1,)].moved
    assert {((0,), (0,)), ((6,), (6,)), ((11,), (11,))} <= set(found)


def test_all_lines_may_be_fixed():
    """Then no line is left to pair between two beads, nor at either end."""
    fixed = [((i,), (i,)) for i in range(3)]
    beads = pair(range(3), range(3), constraints=Constraints.of(fixed))
    assert [(b.source, b.target) for b in beads] == fixed


def test_forbidden_pairs_are_not_made():
    numbers = list(range(8))
    beads = pair(numbers, numbers, constraints=Constraints.of(forbidden=[(3, 3), (5, 5)]))
    lines_once(beads, 8, 8)
    assert not [b for b in beads for n in (3, 5) if n in b.source and n in b.target]
    assert len([b for b in beads if b.source == b.target]) == 6


@pytest.mark.parametrize(
    ("constraints", "message"),
    [
        (Constraints.of(fixed=[((9,), (0,))]), "names source line 10, the text has 3"),
        (Constraints.of(fixed=[((0,), (0,)), ((0,), (1,))]), "two decisions fix source line 1"),
        (Constraints.of(forbidden=[(0, 7)]), "names target line 8"),
    ],
)
def test_impossible_decisions_are_refused(constraints, message):
    with pytest.raises(AlignmentError, match=message):
        pair([1, 2, 3], [1, 2, 3], constraints=constraints)


ENGLISH = ["The committee met.", "It rose at noon.", "The report was adopted."]
ARABIC = ["اجتمعت اللجنة.", "ورفعت الجلسة ظهرا.", "واعتمد التقرير."]


@pytest.mark.parametrize(
    ("source", "target", "languages", "message"),
    [
        ([], ARABIC, None, "the source has no text"),
        (ENGLISH, ["", " "], None, "the target has no text"),
        (ENGLISH, ["ا" * 1_000_000], None, "target line 1 has 1,000,000 characters"),
        (ARABIC, ENGLISH, ("en", "ar"), "source and target are swapped"),
        (ENGLISH, ENGLISH, ("en", "ar"), "the target is said to be in 'ar'"),
        (ARABIC, ARABIC, ("en", "ar"), "the source is said to be in 'en'"),
    ],
)
def test_bad_texts_get_a_clear_message(source, target, languages, message):
    with pytest.raises(AlignmentError, match=message):
        align_texts(source, target, Known(), languages=languages)


@pytest.mark.parametrize(
    ("source", "target", "lengths", "message"),
    [
        (np.full((2, 4), np.nan), np.ones((2, 4)), [1, 1], "source line 1 is not finite"),
        (np.ones((2, 4)), np.ones((2, 5)), [1, 1], "4 dimensions, target 5"),
        (np.ones((3, 4)), np.ones((2, 4)), [1, 1], "2 source lines but vectors of shape"),
        (np.ones(4), np.ones((2, 4)), [1, 1], "vectors of shape"),
        (np.ones((2, 4)), np.ones((2, 4)), [1, np.inf], "one number of bytes a line"),
    ],
)
def test_bad_vectors_get_a_clear_message(source, target, lengths, message):
    with pytest.raises(CorpusError, match=message):
        align_vectors(source, target, lengths, [1, 1])


def test_lines_without_text_lure_nothing_away():
    source = ["line 1", "", "line 2", "***", "line 3"]
    target = ["سطر 1", "سطر 2", "", "   ", "سطر 3"]

    class Lenient(Known):
        def encode(self, texts):
            return super().encode([text if text[-1:].isdigit() else "x 99" for text in texts])

    beads = align_texts(source, target, Lenient(), options=PLAIN)
    lines_once(beads, 5, 5)
    # They may ride along in a neighbour's bead, or be skipped; they lure no line with text away.
    said = [
        [[k for k in lines if texts[k][-1:].isdigit()] for lines, texts in sides]
        for bead in beads
        for sides in [((bead.source, source), (bead.target, target))]
    ]
    assert [pair for pair in said if any(pair)] == [[[0], [0]], [[2], [1]], [[4], [4]]]


def test_vectors_alone_are_enough():
    vectors = Known().encode([str(n) for n in range(6)])
    beads = align_vectors(vectors, vectors, [10] * 6, [10] * 6)
    assert [(b.source, b.target) for b in beads] == [((n,), (n,)) for n in range(6)]


@pytest.mark.parametrize(("sources", "targets"), [(900, 450), (450, 900), (900, 900)])
def test_every_one_of_very_many_like_lines_stands_once(sources, targets):
    """No bead among them is likely, so that no path was left, and the search for it never ended."""
    lines_once(pair([1] * sources, [1] * targets), sources, targets)


def test_candidates_that_lead_nowhere_have_no_path():
    end = np.array([2])
    lattice = Lattice(Candidates.alike(end, end, 1, 1))
    assert not lattice.is_connected
    with pytest.raises(ValueError, match="no path"):
        lattice.best(np.zeros(1))
