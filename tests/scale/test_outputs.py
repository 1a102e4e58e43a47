"""Files of a document that is gone go too; nothing else does."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli.group import main
from parallel_corpus.scale.outputs import remove_outdated
from parallel_corpus.settings import Settings


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def write(out: Path, *names: str) -> list[Path]:
    paths = [out / name for name in names]
    for path in paths:
        path.write_text(f"what {path.name} says")
    return paths


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_only_what_an_earlier_build_wrote_and_nobody_touched_is_removed(
    out: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    remove_outdated(out, write(out, "kept", "gone", "edited"), cache)
    write(out, "a-users-own")
    (out / "edited").write_text("by hand")
    remove_outdated(out, write(out, "kept", "new"), cache)
    assert names(out) == {"kept", "new", "edited", "a-users-own"}
    remove_outdated(out, write(out, "kept"), cache)
    assert names(out) == {"kept", "edited", "a-users-own"}


def test_another_kind_of_build_and_another_folder_have_their_own_lists(
    out: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    remove_outdated(out, write(out, "page"), cache)
    remove_outdated(out, write(out, "table"), cache, kind="stream")
    assert names(out) == {"page", "table"}
    other = tmp_path / "other"
    other.mkdir()
    write(other, "page")
    remove_outdated(other, write(other, "else"), cache)
    assert names(other) == {"page", "else"}


def test_files_of_a_document_that_failed_stay_until_it_is_built_or_gone(
    out: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    remove_outdated(out, write(out, "one", "two"), cache)
    remove_outdated(out, write(out, "one"), cache, complete=False)
    assert names(out) == {"one", "two"}
    remove_outdated(out, write(out, "one"), cache)
    assert names(out) == {"one"}


@pytest.mark.parametrize("text", ["", "[]", '{"gone": 3}', '{"../secret": "HASH"}', '{"": "x"}'])
def test_a_damaged_or_forged_list_removes_nothing(text: str, out: Path, tmp_path: Path) -> None:
    import hashlib

    cache = tmp_path / "cache"
    (tmp_path / "secret").write_text("secret")
    remove_outdated(out, write(out, "gone"), cache)
    book = next((cache / "outputs").iterdir())
    book.write_text(text.replace("HASH", hashlib.sha256(b"secret").hexdigest()))
    remove_outdated(out, write(out, "new"), cache)
    assert names(out) == {"gone", "new"}
    assert (tmp_path / "secret").exists()


def test_a_link_is_never_followed(out: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    remove_outdated(out, write(out, "gone"), cache)
    (tmp_path / "own").write_text("what gone says")
    (out / "gone").unlink()
    (out / "gone").symlink_to(tmp_path / "own")
    remove_outdated(out, write(out, "new"), cache)
    assert (tmp_path / "own").exists()


def test_a_build_leaves_nothing_of_a_document_that_is_gone(
    settings: Settings, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "cache"))
    command = ["build", str(settings.root), "-o", str(out), "-q"]
    assert CliRunner().invoke(main, command).exit_code == 0
    before = names(out)
    for path in settings.root.glob("note.*"):
        path.unlink()
    assert CliRunner().invoke(main, command).exit_code == 0
    assert before - names(out) == {
        "note.en-ar.tmx", "note.en-ar.csv", "note.en-ar.alignment.jsonl"
    }  # fmt: skip
