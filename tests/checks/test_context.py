"""What is known of words in their context: links, gaps between them, and the network on top."""

from __future__ import annotations

import numpy as np
import pytest

from parallel_corpus.checks import Bitext, score_pairs
from parallel_corpus.checks.lexicon import load_dictionary, load_lexicon, tokens
from parallel_corpus.checks.links import Words, channels, linked
from parallel_corpus.checks.network import load_network, unpack
from tests.checks.resolutions import encoder

ENGLISH = "The Committee recommended that the General Assembly approve the budget of the mission in Kenya for 2014."
ARABIC = "وأوصت اللجنة بأن توافق الجمعية العامة على ميزانية البعثة في كينيا لعام 2014."
SHORTENED = "وأوصت اللجنة بأن توافق الجمعية العامة لعام 2014."


def words(text):
    return Words(text, tokens(text))


def test_channels_know_names_numbers_and_words():
    english, arabic = words("Kenya paid 2014 bananas"), words("دفعت كينيا 2014 موزة")
    cosines = np.zeros((2, 4, 4), np.float32)
    seen = channels(english, arabic, (load_lexicon(), load_dictionary()), tuple(cosines))
    assert seen.shape == (4, 4, 8)
    assert seen[2, 2, 3] == 1
    assert seen[2, 2, 0] == pytest.approx(1, abs=0.01)
    assert seen[..., 2].max(axis=1)[3] > 0  # a word that no resolution has: in the dictionary
    assert seen[0, 1, 0:4].max() > 0.5


def test_words_between_two_links_that_meet_are_a_gap():
    """Six words here, four there: the third and the fourth have no room between their neighbours."""
    score = np.full((6, 4), -6.0, np.float32)
    for i, j in ((0, 0), (1, 1), (4, 2), (5, 3)):
        score[i, j] = 6.0
    here, there, _ = linked(score, (np.ones(6, np.float32), np.ones(4, np.float32)))
    assert here.shape == (6, 7)
    assert there.shape == (4, 7)
    sure, gap = here[:, 2], here[:, 3]
    assert sure[[0, 1, 4, 5]] == pytest.approx(1, abs=0.02)
    assert sure[[2, 3]].max() < 0.02
    assert gap[[2, 3]].max() < -0.4 < gap[[0, 5]].min()


def test_words_compete_for_one_another():
    score = np.array([[5.0, -5.0], [4.0, -5.0]], np.float32)
    here, _, link = linked(score, (np.ones(2, np.float32), np.ones(2, np.float32)))
    assert here[0, 2] > 0.6 > 0.4 > here[1, 2]
    assert link.sum(axis=1) == pytest.approx(here[:, 2])


def test_any_length_can_be_read():
    network = load_network()
    whole = network.scales[2]["mean"]
    for sizes in ((1, 1), (2, 1), (3, 40), (40, 40)):
        rows = [
            np.tile(scale["mean"], (size, 1))
            for size, scale in zip(sizes, network.scales, strict=False)
        ]
        odds = network.log_odds(rows[0], rows[1], np.full(sizes, 0.1, np.float32), whole)
        assert np.isfinite(odds).all()


def test_the_network_computes_what_was_trained():
    """torch's modules, which were trained, give the same numbers, padded or not."""
    import torch

    from tests.benchmarks.checks_networks import Head, batch

    torch.manual_seed(0)
    columns, wide = 5, 3
    head = Head(columns, wide).eval()
    for parameter in head.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    rng = np.random.default_rng(0)
    pairs = [
        tuple(
            rng.normal(size=shape).astype(np.float32)
            for shape in ((here, columns), (there, columns), (here, there), (wide,))
        )
        for here, there in ((9, 7), (4, 11))
    ]
    scale = {"mean": 0.0, "scale": 1.0}
    network = unpack({"links": {}, "scales": [scale] * 3, "heads": [head.plain()]})
    with torch.no_grad():
        expected = head(batch(pairs)) + head.even
    for pair, odds in zip(pairs, expected.tolist(), strict=True):
        assert network.log_odds(*pair) == pytest.approx(odds[:2], rel=1e-3, abs=1e-3)


def test_weights_become_arrays():
    data = {"links": {"bias": 1.0}, "scales": [], "heads": [{"sides": [{"place": [1, 2]}]}]}
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
