"""What a newcomer gets wrong: each is one clear line that says where, what and what to try.

messages.json: `files` are made first (a text; folder:, link:PATH, binary:, zip: and bytes:TEXT in
Latin-1 are special) beside corpus/en.txt and corpus/ar.txt; then `args` are run; the one line
of error holds all that it `says`. `why` is what was meant, or what once happened.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli.group import main

pytestmark = pytest.mark.slow

CASES = json.loads((Path(__file__).parent / "messages.json").read_text(encoding="utf-8"))
EN = "The Assembly,\n\nNoting the law,\n\n1. Urges all members to pay.\n"
AR = "إن الجمعية،\n\nإذ تلاحظ القانون،\n\n1. تحث جميع الأعضاء على الدفع.\n"


def make(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kind, _, rest = content.partition(":")
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(rest)
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 20)
    elif kind == "bytes":
        path.write_bytes(rest.encode("latin-1"))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
    else:
        path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_message_teaches(case: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name, content in {"corpus/en.txt": EN, "corpus/ar.txt": AR, **case["files"]}.items():
        make(Path(name), content)
    there = {path for path in work.rglob("*") if path.is_file()}
    result = CliRunner().invoke(main, case["args"])
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    errors = [line for line in result.output.splitlines() if line.lower().startswith("error: ")]
    assert len(errors) == 1, result.output
    for words in case["says"]:
        assert words in errors[0]
    assert {path for path in work.rglob("*") if path.is_file()} - there == set()


def test_each_case_says_why_once() -> None:
    assert all(case["why"] and case["says"] for case in CASES)
    names = [case["name"] for case in CASES]
    assert len(names) == len({(case["name"], *case["args"]) for case in CASES})
