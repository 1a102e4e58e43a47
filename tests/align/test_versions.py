"""Old to new within one language: the draft and the adopted resolution, and the laws."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.align.versions import align_versions
from parallel_corpus.encode import Encoder, encode_unique, load_encoder
from parallel_corpus.model import Alignment, Document, Segment, segment_id

DATA = Path(__file__).parents[1] / "checks" / "data" / "resolutions.json"
TEXTS = json.loads(DATA.read_text(encoding="utf-8"))

SAME = {
    **{f"pre{old}": f"pre{new}" for old, new in zip(range(3, 9), (4, 6, 7, 8, 9, 11), strict=True)},
    **{
        f"pre{old}": f"pre{new}"
        for old, new in zip(range(9, 15), (14, *range(16, 21)), strict=True)
    },
    **{
        f"op{old}": f"op{new}"
        for old, new in zip(
            range(1, 14), (2, 5, 6, 7, 9, 12, 14, 16, 17, 18, 21, 19, 22), strict=True
        )
    },
}


def document(name: str, language: str) -> Document:
    return Document(
        name,
        language,
        tuple(
            Segment(segment_id(name, language, place), language, place, text, text, number)
            for place, (number, text) in TEXTS[name][language].items()
        ),
    )


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def by_place(alignment: Alignment) -> dict[tuple[str, ...], tuple[str, ...]]:
    def places(refs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ref.rsplit(":", 1)[1] for ref in refs)

    return {places(bead.source): places(bead.target) for bead in alignment.beads if bead.source}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_draft_to_adopted(language: str, encoder: Encoder) -> None:
    alignment = align_versions(document("draft", language), document("adopted", language), encoder)
    found = by_place(alignment)
    assert {old: found[(old,)] for old in SAME} == {old: (new,) for old, new in SAME.items()}
    assert found[("pre2",)] == ("pre2", "pre3"), "one paragraph of the draft became two"
    moved = {bead.source for bead in alignment.beads if bead.moved}
    assert moved == {(f"draft:{language}:op12",)}, "11 and 12 changed places"
    added = [bead for bead in alignment.beads if not bead.source]
    assert len(added) == 44 - 29 - 1


def test_two_texts_that_have_nothing_in_common(encoder: Encoder) -> None:
    old = _lines("old", ["The committee met in Geneva.", "Rice prices rose by a tenth."])
    new = _lines("new", ["Whales sing below the ice.", "He lost his keys on the train."])
    alignment = align_versions(old, new, encoder)
    assert all(not bead.source or not bead.target for bead in alignment.beads)


def test_merged(encoder: Encoder) -> None:
    one = "The Secretary-General shall submit a report every second year to the Assembly."
    two = "Member States are invited to contribute to the voluntary trust fund."
    old = _lines("old", ["Nothing here prejudices the Charter.", one, two])
    new = _lines("new", ["Nothing here prejudices the Charter.", one[:-1] + ", and " + two])
    assert [(len(b.source), len(b.target)) for b in align_versions(old, new, encoder).beads] == [
        (1, 1),
        (2, 1),
    ]


@pytest.mark.parametrize(("old", "new"), [([], []), (["a"], []), ([], ["a"]), (["", ""], [""])])
def test_empty_sides(old: list[str], new: list[str], encoder: Encoder) -> None:
    _check_law(align_versions(_lines("old", old), _lines("new", new), encoder), len(old), len(new))


class _Letters:
    """Counts letters: enough of an encoder for the laws, and quick."""

    name = "letters"

    def encode(self, texts):  # type: ignore[no-untyped-def]
        import numpy as np

        def rows(batch: list[str]):  # type: ignore[no-untyped-def]
            return np.array([[text.count(letter) + 0.1 for letter in "abc "] for text in batch])

        return encode_unique(rows, texts)


_PARAGRAPHS = st.lists(st.text("ab c", max_size=12), max_size=6)


@settings(max_examples=150, deadline=None)
@given(_PARAGRAPHS, _PARAGRAPHS)
def test_every_segment_in_exactly_one_bead(old: list[str], new: list[str]) -> None:
    alignment = align_versions(_lines("old", old), _lines("new", new), _Letters())
    _check_law(alignment, len(old), len(new))


def _lines(name: str, lines: list[str]) -> Document:
    segments = tuple(
        Segment(f"{name}:en:p{i}", "en", f"p{i}", line, line) for i, line in enumerate(lines, 1)
    )
    return Document(name, "en", segments)


def _check_law(alignment: Alignment, old: int, new: int) -> None:
    sources = Counter(ref for bead in alignment.beads for ref in bead.source)
    targets = Counter(ref for bead in alignment.beads for ref in bead.target)
    assert len(sources) == old
    assert len(targets) == new
    assert set(sources.values()) | set(targets.values()) <= {1}
    assert all(0 <= bead.score <= 1 and 0 <= bead.margin <= 1 for bead in alignment.beads)
