"""An interrupted export leaves the old file whole and nothing beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.atomic import replacing, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def half_written(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_the_new_file_takes_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    write_text(path, "old")
    write_text(path, "جديد\r\n")
    assert path.read_bytes() == "جديد\r\n".encode()
    assert names(path.parent) == ["a.txt"]


def test_an_error_leaves_no_folder_that_was_not_there(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(ZeroDivisionError):
        half_written(tmp_path / "there" / "new" / "newer" / "a.txt")
    assert names(tmp_path) == ["there"]
    assert names(tmp_path / "there") == []


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(ZeroDivisionError):
        half_written(path)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.slow
def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    script = textwrap.dedent(
        f"""
        import signal
        from parallel_corpus.support.atomic import replacing
        with replacing({str(path)!r}) as file:
            file.write(b"half")
            file.flush()
            print("writing", flush=True)
            signal.pause()
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_text() == "old"


def test_new_files_have_the_rights_that_the_umask_gives(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("x")
    assert write_text(tmp_path / "ours", "x").stat().st_mode == plain.stat().st_mode


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot write"):
        write_text(tmp_path / "file" / "a.txt", "x")


@pytest.mark.slow
def test_a_full_disk_is_a_clear_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "old")
    script = f"""
import resource, signal, sys
from parallel_corpus.errors import CorpusError
from parallel_corpus.support.atomic import write_text
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_text({str(tmp_path / "a.txt")!r}, "x" * 100_000)
except CorpusError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "a.txt: cannot write the file: File too large. Check" in done.stdout, done.stderr
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_long_names_are_fine(tmp_path: Path) -> None:
    assert write_text(tmp_path / ("n" * 250), "x").read_text() == "x"


def test_a_file_takes_no_pipe_s_place(tmp_path: Path) -> None:
    """An update that was written to /dev/full, by root, left a file there."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CorpusError, match="is not a regular file"):
        write_text(tmp_path / "pipe", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
