"""What strangers may send, tried on the command line: one clear line or a result, and nothing else.

attacks.json: a group has a `why`, `files` made before (see `attack.make`), `commands`, and `values`
that take the place of `@` in both. `expect` is "refused" (exit code 2 and one line of error) or
"either"; the words in `never` are not printed. A group that is `nightly` takes too long for a day.
Around all of them stands a folder of which nobody may change anything.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from . import attack

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a POSIX system"),
]

GROUPS = json.loads((Path(__file__).parent / "attacks.json").read_text(encoding="utf-8"))
EN = "The library opens at nine. Members may borrow three books.\n"
AR = "تفتح المكتبة في التاسعة. يجوز للأعضاء استعارة ثلاثة كتب.\n"
MANIFEST = (
    '[[document]]\nid = "a"\n'
    'texts = [{file = "a.en.txt", language = "en"}, {file = "a.ar.txt", language = "ar"}]\n'
)
AROUND = {
    "corpus/a.en.txt": EN,
    "corpus/a.ar.txt": AR,
    "corpus/corpus.toml": MANIFEST,
    "good.en.txt": EN,
    "good.ar.txt": AR,
}


def attacks() -> Iterator[Any]:
    """Each value of each group with each command, or of the slow ones every third.

    The first values of each group run in `make quick`. All run where ATTACKS=all, as every night.
    """
    for group in GROUPS:
        if group.get("nightly") and not attack.ALL:
            continue
        for place, value in enumerate(group.get("values", [""])):
            for command in group["commands"]:
                marks = [pytest.mark.slow] if place else []
                name = f"{group['name']}-{ascii(value)[1:25]}-{command[:30]}"
                if place and not attack.ALL and crc32(f"{name} {place}".encode()) % 3:
                    continue
                yield pytest.param(group, value, command, id=name, marks=marks)


def put(value: object, template: Any) -> Any:
    """`template` with `value` in place of each "@", whatever the value is."""
    if template == "@":
        return value
    if isinstance(template, str):
        return template.replace("@", value) if isinstance(value, str) else template
    if isinstance(template, Mapping):
        return {put(value, key): put(value, content) for key, content in template.items()}
    return [put(value, part) for part in template] if isinstance(template, list) else template


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim" / "thesis.txt").write_bytes(attack.PRECIOUS)
    folder = tmp_path / "work" / "in"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "work" / "cache"))
    return folder


@pytest.mark.parametrize(("group", "value", "command"), list(attacks()))
def test_an_attack(group: dict[str, Any], value: object, command: str, work: Path) -> None:
    files = {**AROUND, **put(value, group.get("files", {}))}
    for name, content in files.items():
        if content is not None:
            attack.make(work / name, content)
    before = attack.contents(work)
    result = attack.run([put(value, word) for word in shlex.split(command)])
    errors = attack.errors_of(result)
    if result.exit_code == 2:
        assert len(errors) == 1, result.output
        assert before.items() <= attack.contents(work).items()  # nothing is lost
    if group["expect"] == "refused":
        assert result.exit_code == 2, result.output
    if "no such file" not in group.get("says", ()) and ".missing" not in command:
        # An attack whose files are not found proves nothing.
        assert "there is no such" not in result.output
    for words in group.get("says", ()):
        assert words in errors[0]
    for words in group.get("never", ()):
        assert words not in result.output
    top = work.parents[1]
    assert attack.state(top / "victim") == {"thesis.txt": attack.PRECIOUS}
    assert {path.name for path in top.iterdir()} <= {
        "victim",
        "work",
        "cache",
    }  # a cache is where it was told to be
    assert {path.name for path in (top / "work").iterdir()} <= {"in", "cache"}


def test_each_group_says_why_once() -> None:
    assert all(group["why"] and group["commands"] for group in GROUPS)
    assert len({group["name"] for group in GROUPS}) == len(GROUPS)
