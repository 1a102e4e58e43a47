"""Words in context: the same model as the package computes, and passed on by what wraps it."""

from __future__ import annotations

import numpy as np
import pytest

from parallel_corpus.checks import Bitext, score_pairs
from parallel_corpus.encode import (
    CachedEncoder,
    RememberingEncoder,
    UniversalSentenceEncoder,
    encode_unique,
)
from parallel_corpus.encode.context import contextual

ENCODER = UniversalSentenceEncoder()


def places(text):
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


@pytest.mark.parametrize("text", ["The committee met.", "اجتمعت اللجنة الخاصة", "Stop"])
def test_a_word_with_all_others_around_it_is_the_whole_text(text):
    """So the forward pass here and the package's agree: any change of either shows."""
    (rows,) = ENCODER.encode_in_context([text], [places(text)])
    whole = ENCODER.encode([text])[0]
    assert rows[len(rows) // 2] == pytest.approx(whole, abs=1e-4)


def test_texts_do_not_see_each_other():
    texts = ["The committee met in Geneva to hear witnesses.", "", "اجتمعت اللجنة في جنيف."] * 30
    together = ENCODER.encode_in_context(texts, [places(text) for text in texts])
    for text, rows in list(zip(texts, together, strict=True))[:3]:
        (alone,) = ENCODER.encode_in_context([text], [places(text)])
        assert rows.shape == (len(text.split()), 512)
        assert rows == pytest.approx(alone, abs=1e-4)


def test_context_tells_senses_apart():
    texts = ["They sat on the bank of the river fishing.", "He put money into the bank account."]
    rows = ENCODER.encode_in_context(texts, [places(text) for text in texts])
    water = ENCODER.encode(["the river bank"])[0]
    assert rows[0][4] @ water > rows[1][5] @ water


class Plain:
    name = "plain"

    def encode(self, texts):
        return encode_unique(
            lambda batch: np.stack(
                [np.random.default_rng(list(t.encode())).standard_normal(8) for t in batch]
            ).astype(np.float32),
            texts,
        )


def test_wrapped_encoders_pass_it_on(tmp_path):
    wrapped = contextual(RememberingEncoder(CachedEncoder(ENCODER, tmp_path)))
    assert wrapped.name == ENCODER.name
    text = "The committee met."
    (rows,) = wrapped.encode_in_context([text], [places(text)])
    assert np.array_equal(rows, ENCODER.encode_in_context([text], [places(text)])[0])
    assert contextual(RememberingEncoder(Plain())) is None


def test_words_that_were_encoded_with_their_texts_are_given_once_more(monkeypatch):
    texts = ["The committee met.", "اجتمعت اللجنة.", "The committee met."]
    words = [places(text) for text in texts]
    remembering = RememberingEncoder(ENCODER)
    _, first = remembering.encode_with_words(texts, words)
    asked = []
    passed_on = ENCODER.encode_in_context
    monkeypatch.setattr(
        ENCODER, "encode_in_context", lambda t, w: asked.extend(t) or passed_on(t, w)
    )
    here = contextual(remembering)
    again = here.encode_in_context(["Another text.", *texts], [places("Another text."), *words])
    assert asked == ["Another text."]
    assert all(np.array_equal(one, two) for one, two in zip(first, again[1:], strict=True))
    here.encode_in_context(texts[:1], [words[0][:2]])  # other words of the text
    assert asked == ["Another text.", texts[0]]


def test_scores_do_without():
    row = ("a", "The Committee met in Geneva.", "اجتمعت اللجنة في جنيف.")
    (score,) = score_pairs(Bitext.from_rows("t", [row]), Plain())
    assert 0 <= score.divergence <= 1


def test_vowel_marks_change_no_score():
    english = "The committee met in Geneva and heard the witnesses."
    rows = [
        ("plain", english, "اجتمعت اللجنة في جنيف واستمعت إلى الشهود."),
        ("marked", english, "اِجْتَمَعَتِ اللَّجْنَةُ فِي جِنِيفَ وَاسْتَمَعَتْ إِلَى الشُّهُودِ."),
    ]
    plain, marked = score_pairs(Bitext.from_rows("t", rows), ENCODER)
    assert plain.divergence == pytest.approx(marked.divergence, abs=1e-3)
