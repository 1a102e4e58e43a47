"""An OmegaT project is checked, and a note of ours never costs a person's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parallel_corpus.errors import ReadError
from parallel_corpus.export.omegat import OURS, write_notes
from parallel_corpus.export.writeback import Note, NotedUnits
from parallel_corpus.read.formats import read_bitext
from parallel_corpus.read.omegat import SourceTexts, read_omegat_project
from tests.cli.conftest import run
from tests.interchange import Checked, needs
from tests.omegat import run_omegat

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "omegat-project"
FINDING = {"code": "N01", "severity": "error", "message": "“30” & <20>"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "project"))


def test_issues_say_which_segments_omegat_shows(project: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    table = tmp_path / "issues.csv"
    done = run("omegat", str(project), "--select", "N01", "-o", str(table))
    assert done.exit_code == 0, done.stderr
    lines = table.read_text("utf-8-sig").splitlines()
    assert lines[0] == "severity,code,name,message,source,target,in_source"
    assert sorted(line.rpartition(",")[2] for line in lines[1:]) == ["no", "yes"]
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_notes_stand_below_a_person_s_words(project: Path) -> None:
    memory = project / "omegat" / "project_save.tmx"
    before = memory.read_bytes()
    done = run("omegat", str(project), "--select", "N01", "--notes")
    assert done.exit_code == 0, done.stderr
    (backup,) = memory.parent.glob("project_save.tmx.*.bak")
    assert backup.read_bytes() == before
    rows = list(read_bitext(memory))
    assert rows[0].notes[0].startswith(f"Ask the library\n{OURS}N01 error: ")
    assert rows[1].notes == ()
    assert rows[2].notes[0].startswith(OURS)
    again = memory.read_bytes()
    run("omegat", str(project), "--select", "N01", "--notes")
    assert memory.read_bytes() == again
    write_notes(memory, NotedUnits())
    assert memory.read_bytes() == before


@needs("omegat", "omegat")
@pytest.mark.slow
def test_omegat_opens_a_project_with_our_notes(project: Path, checked: Checked) -> None:
    for folder in ("target", "tm", "glossary", "dictionary"):
        (project / folder).mkdir()
    memory = project / "omegat" / "project_save.tmx"
    write_notes(memory, NotedUnits({1: (Note(FINDING),), 2: (Note(FINDING),)}))
    done = run_omegat(project, "--mode=console-translate")
    assert "Exception" not in done.stdout + done.stderr
    translated = (project / "target" / "rules.txt").read_text("utf-8")
    assert translated.splitlines()[::2] == [row.target for row in read_bitext(memory)][:2]
    # What OmegaT saved is what it had read: the notes are in it.
    notes = [row.notes for row in read_bitext(memory)]
    line = f"{OURS}N01 error: “30” & <20>"
    assert notes[0] == (f"Ask the library\n{line}",)
    assert notes[1] == (line,)
    checked("tmx", "back", "OmegaT 3.6 (headless)")


@needs("omegat", "omegat")
@pytest.mark.slow
def test_the_script_of_the_guide_runs_in_omegat(project: Path) -> None:
    for folder in ("target", "tm", "glossary", "dictionary"):
        (project / folder).mkdir()
    script = EXAMPLE.parent / "check.groovy"
    done = run_omegat(project, "--mode=console-translate", f"--script={script}")
    assert "N01 project_save" in done.stdout
    assert "Exception" not in done.stdout + done.stderr


def test_tags_and_broken_lines_do_not_hide_a_source(project: Path) -> None:
    (project / "source" / "more.txt").write_text("A lost\nbook.\n", "utf-8")
    (project / "source" / "sheet.ods").write_bytes(b"PK\3\4")
    texts = SourceTexts(read_omegat_project(project))
    assert texts.holds("A <f0>lost</f0> book.") is True
    assert texts.holds("Gone.") in (None, False)


def test_source_texts_are_searched_up_to_a_bound(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "source" / "zz.txt").write_text("Far behind.\n" * 40, "utf-8")
    monkeypatch.setattr("parallel_corpus.read.omegat.MAX_LETTERS", 400)
    texts = SourceTexts(read_omegat_project(project))
    assert texts.holds("Far behind.") is None
    assert "beyond what is searched" in texts.unread.lines()[0]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("<source_dir>__DEFAULT__", "<source_dir>../../etc", "outside the project"),
        ("<source_dir>__DEFAULT__", "<source_dir>/etc", "outside the project"),
        ("ar-SA", "fr", "not between English and Arabic"),
        ("<omegat>", "<omegat", "not well-formed"),
    ],
)
def test_a_stranger_s_project_reaches_nothing_else(
    before: str, after: str, message: str, project: Path
) -> None:
    path = project / "omegat.project"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    with pytest.raises(ReadError, match=message):
        read_omegat_project(project)


def test_a_linked_memory_is_refused(project: Path, tmp_path: Path) -> None:
    memory = project / "omegat" / "project_save.tmx"
    memory.rename(tmp_path / "elsewhere.tmx")
    memory.symlink_to(tmp_path / "elsewhere.tmx")
    with pytest.raises(ReadError, match="outside the project"):
        read_omegat_project(project)


def test_what_is_no_project_is_said(tmp_path: Path, project: Path) -> None:
    with pytest.raises(ReadError, match="not an OmegaT project"):
        read_omegat_project(tmp_path)
    (project / "omegat" / "project_save.tmx").unlink()
    with pytest.raises(ReadError, match="no translation yet"):
        read_omegat_project(project)
