"""What is known of words in their context: links, gaps between them, and the network on top."""

from __future__ import annotations

import numpy as np
import pytest

from parallel_corpus.checks import Bitext, score_pairs
from parallel_corpus.encode.states import word_states
from parallel_corpus.evidence.lexicon import load_dictionary, load_translation_lexicon, tokens
from parallel_corpus.evidence.links import Words, channels, linked, links
from parallel_corpus.evidence.network import Rows, load_network, unpack
from parallel_corpus.evidence.space import WordSpace, phrase_matches
from tests.checks.resolutions import encoder

ENGLISH = "The Committee recommended that the General Assembly approve the budget of the mission in Kenya for 2014."
ARABIC = "وأوصت اللجنة بأن توافق الجمعية العامة على ميزانية البعثة في كينيا لعام 2014."
SHORTENED = "وأوصت اللجنة بأن توافق الجمعية العامة لعام 2014."


def words(text):
    return Words(text, tokens(text))


def test_channels_know_names_numbers_and_words():
    english, arabic = words("Kenya paid 2014 bananas"), words("دفعت كينيا 2014 موزة")
    cosines = np.zeros((3, 4, 4), np.float32)
    seen = channels(
        english, arabic, (load_translation_lexicon(), load_dictionary()), tuple(cosines)
    )
    assert seen.shape == (4, 4, 9)
    assert seen[2, 2, 3] == 1
    assert seen[2, 2, 0] == pytest.approx(1, abs=0.01)
    assert seen[..., 2].max(axis=1)[3] > 0  # a word that no resolution has: in the dictionary
    assert seen[0, 1, 0:4].max() > 0.5


def test_words_between_two_links_that_meet_are_a_gap():
    """Six words here, four there: the third and the fourth have no room between their neighbours."""
    score = np.full((6, 4), -6.0, np.float32)
    for i, j in ((0, 0), (1, 1), (4, 2), (5, 3)):
        score[i, j] = 6.0
    here, there = linked(score, (np.ones(6, np.float32), np.ones(4, np.float32)))
    assert here.shape == (6, 7)
    assert there.shape == (4, 7)
    sure, gap = here[:, 2], here[:, 3]
    assert sure[[0, 1, 4, 5]] == pytest.approx(1, abs=0.02)
    assert sure[[2, 3]].max() < 0.02
    assert gap[[2, 3]].max() < -0.4 < gap[[0, 5]].min()


def test_words_compete_for_one_another():
    score = np.array([[5.0, -5.0], [4.0, -5.0]], np.float32)
    here, _ = linked(score, (np.ones(2, np.float32), np.ones(2, np.float32)))
    assert here[0, 2] > 0.6 > 0.4 > here[1, 2]
    assert links(score).sum(axis=1) == pytest.approx(here[:, 2])


def test_how_a_word_is_written():
    text = "The WHO of Geneva (see annex), met [in May 2014]."
    written = dict(zip(text.replace("(", "").split(), words(text).written().tolist(), strict=True))
    assert written["WHO"] == [1, 1, 0, 0]
    assert written["The"] == [0, 0, 0, 0]
    assert written["Geneva"] == [0, 1, 0, 1]
    assert written["see"] == [0, 0, 1, 0]
    assert written["annex),"] == [0, 0, 1, 1]
    assert written["May"] == [0, 1, 1, 0]
    assert words("في (آب) وجنيف").written()[:, 2].tolist() == [0, 1, 0]


def test_a_phrase_matches_where_its_words_stand_together():
    rows = np.eye(6, dtype=np.float32)
    near = phrase_matches(rows[:3], rows[[5, 0, 1, 2]])
    assert near[1] == pytest.approx([1, 1])
    assert phrase_matches(rows[:3], rows[3:]).max() == pytest.approx(0)
    assert phrase_matches(rows[:1], rows[:1]) == pytest.approx(np.ones((1, 2)))


def test_translations_lie_close_in_the_space():
    """Each of these has one counterpart, and most of them know it."""
    pairs = {"committee": "اللجنة", "budget": "ميزانية", "Kenya": "كينيا", "mission": "البعثة"}
    space = WordSpace(word_states(), load_network().space)
    english, arabic = (
        next(space.place(language, [text], [[(t.start, t.end) for t in tokens(text)]])).vectors
        for language, text in (("en", ENGLISH), ("ar", ARABIC))
    )
    near = english @ arabic.T
    here, there = ENGLISH.casefold().split(), ARABIC.split()
    found = [there[near[here.index(word.casefold())].argmax()] for word in pairs]
    assert sum(a == b for a, b in zip(found, pairs.values(), strict=True)) >= 3


def test_without_the_states_scores_are_still_given(monkeypatch):
    monkeypatch.setattr("parallel_corpus.evidence.readings.word_states", lambda: None)
    rows = [("fine", ENGLISH, ARABIC), ("short", ENGLISH, SHORTENED)]
    fine, short = score_pairs(Bitext.from_rows("t", rows), encoder())
    assert short.source_coverage < fine.source_coverage


def test_any_length_can_be_read():
    network = load_network()
    whole = network.scales[2]["mean"]
    states = network.heads[0]["sides"][0]["states"].shape[1]
    for sizes in ((1, 1), (2, 1), (3, 40), (40, 40)):
        rows = [
            Rows(np.tile(scale["mean"], (size, 1)), np.zeros((size, states), np.float32))
            for size, scale in zip(sizes, network.scales, strict=False)
        ]
        said = network.read(*rows, np.full(sizes, -1.0, np.float32), whole)
        assert np.isfinite([said.english, said.arabic]).all()
        assert tuple(map(len, said.words)) == sizes


@pytest.mark.slow
def test_the_network_computes_what_was_trained():
    """torch's modules, which were trained, give the same numbers, padded or not."""
    import torch

    from tests.benchmarks.checks_networks import Head, batch

    torch.manual_seed(0)
    columns, states, wide = 5, 7, 3
    head = Head(columns, states, wide).eval()
    for parameter in head.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    rng = np.random.default_rng(0)

    def drawn(*shape):
        return rng.normal(size=shape).astype(np.float32)

    pairs = [
        (
            *(Rows(drawn(size, columns), drawn(size, states)) for size in (here, there)),
            4 * drawn(here, there),
            drawn(wide),
        )
        for here, there in ((9, 7), (4, 11))
    ]
    scale = {"mean": 0.0, "scale": 1.0}
    network = unpack({"space": {}, "links": {}, "scales": [scale] * 3, "heads": [head.plain()]})
    with torch.no_grad():
        taught = head(batch(pairs))
        expected = taught.odds + head.even
    for i, (pair, odds) in enumerate(zip(pairs, expected.tolist(), strict=True)):
        said = network.read(*pair)
        assert (said.english, said.arabic) == pytest.approx(odds[:2], rel=1e-3, abs=1e-3)
        for words, padded in zip(said.words, taught.words, strict=True):
            alone = padded[i, : len(words)].numpy()
            assert words == pytest.approx(alone, rel=1e-3, abs=1e-3)


def test_the_network_is_taught_where_words_are_missing():
    from tests.benchmarks.checks_faults import Pair
    from tests.benchmarks.checks_lessons import lesson

    clean = Pair("1", "one two three four", "واحد اثنان ثلاثة أربعة")
    diagonal = np.eye(4, dtype=np.float32)
    cut = lesson(Pair("1", clean.en, "واحد أربعة"), clean, diagonal)
    assert cut.words[0].tolist() == [0, 1, 1, 0]
    assert cut.words[1].tolist() == [0, 0]
    assert cut.gaps[1].tolist() == [0, 1, 0]
    assert not cut.gaps[0].any()
    put = lesson(Pair("1", "one two more three four", clean.ar), clean, diagonal)
    assert put.words[0].tolist() == [0, 0, 1, 0, 0]
    assert not put.words[1].any()
    assert not put.gaps[0].any()
    assert not put.gaps[1].any()
    end = lesson(Pair("1", "one two three", clean.ar), clean, None)
    assert end.gaps[0].tolist() == [0, 0, 0, 1]
    assert not end.words[1].any()


def test_weights_become_arrays():
    side = {"sides": [{"place": [1, 2]}]}
    data = {"space": {}, "links": {"bias": 1.0}, "scales": [], "heads": [side]}
    assert unpack(data).heads[0]["sides"][0]["place"].tolist() == [1, 2]


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_left_out_shows_on_its_side(turned):
    texts = [(ENGLISH, ARABIC), (ENGLISH, SHORTENED)]
    rows = [(str(i), *(pair[::-1] if turned else pair)) for i, pair in enumerate(texts)]
    languages = {"source_language": "ar", "target_language": "en"} if turned else {}
    fine, short = score_pairs(Bitext.from_rows("t", rows, **languages), encoder())
    assert short.divergence > 0.5 > fine.divergence
    lost = "target_coverage" if turned else "source_coverage"
    kept = "source_coverage" if turned else "target_coverage"
    assert getattr(short, lost) < getattr(short, kept)
    assert getattr(short, lost) < getattr(fine, lost)


def test_a_side_without_a_word_is_scored():
    (score,) = score_pairs(Bitext.from_rows("t", [("a", "Done.", "...")]), encoder())
    assert 0 <= score.divergence <= 1


def test_very_long_texts_are_scored_without_their_context(monkeypatch):
    rows = [("fine", ENGLISH, ARABIC), ("empty", "...", "..."), ("short", ENGLISH, SHORTENED)]
    known = score_pairs(Bitext.from_rows("t", rows), encoder())
    words = len(tokens(ENGLISH)) + len(tokens(SHORTENED))
    monkeypatch.setattr("parallel_corpus.evidence.readings.LONGEST", words)
    fine, _, short = score_pairs(Bitext.from_rows("t", rows), encoder())
    assert fine.source_coverage != known[0].source_coverage
    assert short.source_coverage == known[2].source_coverage
