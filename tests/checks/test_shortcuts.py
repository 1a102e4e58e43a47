"""What is counted and compared by a shortcut comes out as by its definition."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.checks import terms
from parallel_corpus.evidence.lexicon import tokens, transliteration
from parallel_corpus.model import Bitext

SKELETONS = st.text("bgkst", max_size=6)
TEXTS = st.lists(st.sampled_from(["rule", "law", "court", "the", "law,", "rule-law"]), max_size=8)


def edit_distance(one: str, other: str) -> float:
    """The least sum of what it costs to make `other` of `one`, letter by letter."""
    row = [float(j) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(other, 1):
            cost = 0.0 if a == b else 0.5 if a + b in transliteration._NEAR else 1.0
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + cost)
    return row[-1]


@given(SKELETONS, SKELETONS)
def test_skeletons_are_alike_within_one_letter_by_edit_distance(one: str, other: str) -> None:
    longest = max(len(one), len(other))
    near = edit_distance(one, other) <= (1 if longest > 3 else 0.5)
    expected = len(one) > 1 if one == other else min(len(one), len(other)) >= 3 and near
    assert transliteration._alike(one, other) == expected


@given(st.lists(TEXTS, max_size=8), st.integers(1, 4))
def test_repeated_phrases_are_those_that_stand_often_enough(
    lines: list[list[str]], least: int
) -> None:
    texts = [" ".join(line) for line in lines]
    pairs = [(str(i), text, "قانون") for i, text in enumerate(texts)]
    rows = list(terms._rows(Bitext.from_rows("t", pairs)))
    found = terms._occurrences(rows, least)
    everywhere = [phrases(row.english_text) for row in rows]
    often = {
        gram
        for grams in everywhere
        for gram in grams
        if sum(gram in others for others in everywhere) >= least
    }
    assert set(found) <= often
    for gram, places in found.items():
        assert [index for index, _ in places] == [
            index for index, grams in enumerate(everywhere) for other in grams if other == gram
        ]
    for gram in often - set(found):
        total = sum(grams.count(gram) for grams in everywhere)
        longer = {g for g in often if len(g) > len(gram) and holds(g, gram)}
        assert any(sum(grams.count(g) for grams in everywhere) >= total for g in longer)


def phrases(text: str) -> list[tuple[str, ...]]:
    """All runs of 2 to 4 words without a stop word, or anything but a space or hyphen, inside."""
    words = tokens(text)
    spans = [(i, j) for i, j in combinations(range(len(words) + 1), 2) if 2 <= j - i <= 4]
    return [
        tuple(word.stem for word in words[i:j])
        for i, j in spans
        if not any(terms._is_stop(text, word) for word in words[i:j])
        and "," not in text[words[i].start : words[j - 1].end]
    ]


def holds(longer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return any(longer[i : i + len(inner)] == inner for i in range(len(longer)))


@given(st.lists(st.lists(st.sampled_from("ابجده"), max_size=6), min_size=2, max_size=5))
def test_candidates_are_the_sequences_of_half_the_units(lines: list[list[str]]) -> None:
    wanted = set("ابجد")
    pairs = [(str(i), "rule law", " ".join(line)) for i, line in enumerate(lines)]
    rows = list(terms._rows(Bitext.from_rows("t", pairs)))
    gram = ("rule", "law")
    places = [(index, (0, 8)) for index in range(len(rows))]
    arabic = [
        {
            tuple(w.stem for w in row.arabic_words[i : i + size])
            for size in (2, 3)
            for i in range(len(row.arabic_words) - size + 1)
        }
        for row in rows
    ]
    counts = {g: sum(g in grams for grams in arabic) for g in set().union(*arabic)}
    expected = {
        g: count for g, count in counts.items() if 2 * count >= len(rows) and set(g) <= wanted
    }
    assert terms._candidates(gram, places, rows, wanted) == expected
    assert terms._units_with(set(expected), rows) == expected
