"""A damaged decisions.jsonl: every whole line counts, every other is named, none is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel_corpus.decisions import FILE, Store
from parallel_corpus.model import Decision

from .conftest import Ended, assert_whole, files

Run = Callable[..., Ended]
GOOD = {
    "when": "2026-01-01T00:00:00.000000Z",
    "who": "me",
    "on": "term:members=الأشخاص",
    "verdict": "add",
    "value": {"source": "members", "target": "الأشخاص"},
}
CASES = json.loads((Path(__file__).parent / "decisions.json").read_text(encoding="utf-8"))


def line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_damaged_line(case: dict, folder: Path, tmp_path: Path, run: Run) -> None:
    """`named`: the build says that the line is none; otherwise it is one, or is not yet."""
    path, out = folder / FILE, tmp_path / "out"
    bad = case["line"].encode("utf-8", "surrogateescape")
    path.write_bytes(line(GOOD) + bad + (b"" if case.get("unfinished") else b"\n"))
    before = path.read_bytes()
    ended = run("build", folder, "-o", out)
    assert ended.code == 0, ended.said
    assert "Traceback" not in ended.said
    assert ("decisions.jsonl:2: no decision can be read here" in ended.said) == case["named"]
    assert (
        "No decision can be read in these lines of decisions.jsonl"
        in (out / "index.html").read_text()
    ) == case["named"]
    assert path.read_bytes() == before, "a build does not write decisions"
    assert_whole(out)
    path.write_bytes(line(GOOD))
    assert run("build", folder, "-o", tmp_path / "mended").code == 0
    if case["named"] or case.get("unfinished"):
        assert without_page(files(out)) == without_page(files(tmp_path / "mended"))
    written = Store(path).append(lambda _: [Decision("you", "", "text:note:en:p1", "comment")])
    assert [decision.who for decision in written[0].decisions] == ["me", "you"]


def without_page(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in found.items() if name not in ("index.html", "SHA256SUMS")}


@pytest.mark.slow
def test_duplicates_count_once(folder: Path, tmp_path: Path, run: Run) -> None:
    (folder / FILE).write_bytes(line(GOOD))
    assert run("build", folder, "-o", tmp_path / "one").code == 0
    (folder / FILE).write_bytes(line(GOOD) * 3)
    assert run("build", folder, "-o", tmp_path / "three").code == 0
    assert files(tmp_path / "one") == files(tmp_path / "three")


@pytest.mark.slow
def test_a_folder_in_its_place_is_said(folder: Path, tmp_path: Path, run: Run) -> None:
    (folder / FILE).mkdir()
    ended = run("build", folder, "-o", tmp_path / "out")
    assert ended.code == 2
    assert "decisions.jsonl: cannot be read: Is a directory" in ended.said
