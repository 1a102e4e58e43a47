"""A corpus or a folder of results that a stranger packed reaches nothing outside, and never hangs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parallel_corpus.build.cache import ChainCache
from parallel_corpus.build.chains import find_chains
from parallel_corpus.build.tasks import make_tasks
from parallel_corpus.checks import PairScore
from parallel_corpus.cli.output import visible
from parallel_corpus.decisions import Ledger, Store, load_ledger
from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.scores import write_scores
from parallel_corpus.model import Decision
from parallel_corpus.read import survey_files
from parallel_corpus.read.formats.cells import guard
from parallel_corpus.settings import load_settings
from parallel_corpus.support.publish import STAGING, publishing, read_seal
from tests.processes import wait_until

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a POSIX system")

COMMENT = Decision("me", "", "text:new:en:p1", "comment", "hi")


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A file outside the folder, which must be what it was."""
    path = tmp_path / "victim" / "thesis.txt"
    path.parent.mkdir()
    path.write_text("precious\nPS1=x", encoding="utf-8")
    yield path
    assert path.read_text(encoding="utf-8") == "precious\nPS1=x"


@pytest.mark.usefixtures("victim")
def test_a_link_in_place_of_the_stage_empties_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / STAGING).symlink_to("../victim")
    with pytest.raises(CorpusError, match="is a link"), publishing(out):
        pass


def test_a_link_in_place_of_decisions_is_not_followed(victim: Path, tmp_path: Path) -> None:
    link = tmp_path / "decisions.jsonl"
    link.symlink_to(victim)
    with pytest.raises(CorpusError, match="is a link"):
        Store(link).append(lambda _: [COMMENT])
    with pytest.raises(CorpusError, match="is a link"):
        load_ledger(link)


def test_a_link_beside_decisions_is_not_followed(victim: Path, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b'{"who": "me", "wh')  # cut short, so that the rest is put beside
    (tmp_path / "decisions.jsonl.torn").symlink_to(victim)
    with pytest.raises(CorpusError, match="is a link"):
        Store(path).append(lambda _: [COMMENT])


@pytest.mark.parametrize("name", ["corpus.toml", "decisions.jsonl"])
def test_a_pipe_as_control_file_ends(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    read = load_settings if name == "corpus.toml" else lambda root: load_ledger(root / name)
    with pytest.raises(CorpusError, match="is not a regular file"):
        read(tmp_path)


def test_a_pipe_as_seal_is_no_seal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "SHA256SUMS")
    assert read_seal(tmp_path) == {}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.en.txt").write_text("The library opens at nine.", encoding="utf-8")
    (folder / "a.ar.txt").write_text("تفتح المكتبة في التاسعة.", encoding="utf-8")
    (folder / "corpus.toml").write_text(
        '[corpus]\nencoder = "file:v.jsonl"\n[[document]]\nid = "a"\n'
        'texts = [{file = "a.en.txt", language = "en"}, {file = "a.ar.txt", language = "ar"}]\n',
        encoding="utf-8",
    )
    return folder


def vectors(path: Path, first: float) -> None:
    rows = [
        {"text": "The library opens at nine.", "vector": [first, 1.0]},
        {"text": "تفتح المكتبة في التاسعة.", "vector": [1.0, first]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def key(folder: Path) -> str:
    settings = load_settings(folder)
    name = load_encoder(settings.encoder).name
    chains = find_chains(settings.documents)
    [task] = make_tasks(settings, chains, survey_files(settings), Ledger(), name)
    return task.key


def test_changed_vectors_are_another_result(corpus: Path) -> None:
    vectors(corpus / "v.jsonl", 0.5)
    first = key(corpus)
    assert key(corpus) == first
    vectors(corpus / "v.jsonl", 0.6)
    assert key(corpus) != first


def test_vectors_outside_the_corpus_are_refused(corpus: Path, victim: Path) -> None:
    manifest = corpus / "corpus.toml"
    text = manifest.read_text(encoding="utf-8")
    for outside in (str(victim), "../victim/thesis.txt", "link.jsonl"):
        (corpus / "link.jsonl").unlink(missing_ok=True)
        (corpus / "link.jsonl").symlink_to(victim)
        manifest.write_text(text.replace("v.jsonl", outside), encoding="utf-8")
        with pytest.raises(CorpusError, match="is not a file in the corpus's folder"):
            load_settings(corpus)


def test_a_cache_that_others_write_to_is_not_read(tmp_path: Path) -> None:
    cache = ChainCache(tmp_path)
    name = "ab" * 32
    cache.store_whole([name], ())
    assert cache.load_whole([name]) == ()
    cache.folder.parent.joinpath("corpora").chmod(0o777)
    assert cache.load_whole([name]) is None


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "\x9b31m", "\x07", "\u202egnp.exe", "\u2028", "\ud800", "\r"]
)
def test_nothing_steers_the_terminal(text: str) -> None:
    assert visible(f"a{text}ب").isprintable()


def test_a_lone_surrogate_in_a_comment_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    store = Store(path)
    ledger, _ = store.append(lambda _: [replace(COMMENT, comment="a\ud800b")])
    assert [decision.comment for decision in ledger.decisions] == ["a\ufffdb"]
    assert store.load() == ledger
    line = path.read_bytes().replace("\ufffd".encode(), b"\\ud800")
    path.write_bytes(line)
    assert store.load() == ledger


@pytest.mark.parametrize("name", ["=1+1", "\u200b=cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"])
def test_an_id_beside_its_scores_is_no_formula(name: str, tmp_path: Path) -> None:
    path = write_scores(tmp_path / "scores.tsv", [PairScore(name, 0.5, 0.5, 0.5, 0.5)])
    cell = path.read_text(encoding="utf-8").splitlines()[1].split("\t")[0]
    assert cell == guard(name.strip())
    assert cell.startswith("'")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc, as on Linux")
def test_workers_end_with_a_killed_build(corpus: Path) -> None:
    (corpus / "corpus.toml").unlink()
    for name in "bcdef":
        for language in ("en", "ar"):
            text = (corpus / f"a.{language}.txt").read_text(encoding="utf-8")
            (corpus / f"{name}.{language}.txt").write_text(text * 20, encoding="utf-8")
    command = [sys.executable, "-m", "parallel_corpus", "build", corpus, "--jobs", "2"]
    build = subprocess.Popen([*command, "--no-cache", "-o", corpus / "out", "-q"])
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    workers: set[str] = set()
    wait_until(
        "workers are there",
        lambda: len(workers.update(children.read_text().split()) or workers) >= 3,
    )
    build.kill()
    build.wait()
    wait_until("the workers end, too", lambda: not any(alive(pid) for pid in workers))


def alive(pid: str) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
