"""Files that change while they are read: what was built of two states is no result."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.build import tasks
from parallel_corpus.build.corpus import build
from parallel_corpus.build.engines import work
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.read import text_file as reading
from parallel_corpus.settings import load_settings
from tests.small_corpus import TEXTS

from .conftest import Ended, assert_whole, files

pytestmark = pytest.mark.slow

Run = Callable[..., Ended]


@pytest.mark.parametrize("when", ["before it is built", "after it was built"])
@pytest.mark.parametrize("how", ["edited", "cut short", "removed"])
def test_a_text_that_changes_meanwhile_is_left_out_and_named(
    when: str, how: str, folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes]
) -> None:
    path, whole = folder / "note.en.txt", TEXTS["note.en.txt"]

    def change() -> None:
        if how == "removed":
            path.unlink(missing_ok=True)
        else:
            path.write_text("Somebody edits the text." if how == "edited" else whole[:20])

    original = work.run_task

    def run_task(task: Any) -> object:
        if task.name != "note":
            return original(task)
        if when.startswith("before"):
            change()
            return original(task)
        result = original(task)
        change()
        return result

    ended = run(
        "build",
        folder,
        "-o",
        tmp_path / "out",
        before=lambda: setattr(work, "run_task", run_task),
    )
    assert ended.code == 2, ended.said
    assert "error: note is left out: note.en.txt: " in ended.said
    assert "Traceback" not in ended.said
    assert "note.en-ar.tmx" not in files(tmp_path / "out")
    assert_whole(tmp_path / "out")
    path.write_text(whole, encoding="utf-8")
    assert run("build", folder, "-o", tmp_path / "out").code == 0
    assert files(tmp_path / "out") == right


def test_a_build_without_cache_sees_it_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = tasks.build_chain

    def build_chain(*args: object) -> object:
        (folder / "note.en.txt").write_text("Somebody edits the text.")
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "build_chain", build_chain)
    corpus = build(load_settings(folder))
    assert [failure.document for failure in corpus.failures] == ["note"]
    assert "changed" in corpus.failures[0].reason


def test_a_glossary_that_changes_meanwhile_is_not_kept_under_the_old_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong result must not come back from the cache when the old glossary does."""
    glossary = folder / "terms.csv"
    before = glossary.read_text(encoding="utf-8")
    original = work.run_task

    def run_task(task: Any) -> object:
        glossary.write_text("en,ar\nmeeting,جلسة\nmembers,أشخاص\n", encoding="utf-8")
        return original(task)  # type: ignore[arg-type]

    settings = load_settings(folder)
    plain = build(settings)
    monkeypatch.setattr(work, "run_task", run_task)
    with pytest.raises(Exception, match=r"terms.csv: has changed"):
        build(settings, cache=tmp_path / "c")
    monkeypatch.undo()
    glossary.write_text(before, encoding="utf-8")
    assert said(build(settings, cache=tmp_path / "c")) == said(plain)


def said(corpus: CheckedCorpus) -> list[tuple[str, ...]]:
    return [(finding.code, *finding.source, finding.message) for finding in corpus.findings]


def test_bytes_and_text_are_of_one_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of one version of a Word file must not stand beside the text of another."""
    from tests.read.formats import word

    path = word.write(tmp_path / "a.docx", word.paragraph("The old text."))
    new = word.write(tmp_path / "b.docx", word.paragraph("The new text."))
    original = reading.read_bytes

    def read_then_change(*args: object) -> object:
        found = original(*args)  # type: ignore[arg-type]
        shutil.copy(new, path)
        return found

    monkeypatch.setattr(reading, "read_bytes", read_then_change)
    with pytest.raises(Exception, match=r"a.docx: has changed while it was read"):
        reading.read_file(path)
