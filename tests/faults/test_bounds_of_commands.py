"""Every command that reads a pair bounds what a hostile one costs; `test_bounds` has `check`'s."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import attack
from .test_bounds import KINDS, MEGABYTES, expect_bounded, write_pair

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc"),
    pytest.mark.skipif(not attack.ALL, reason="takes two hours of the night: ATTACKS=all"),
]

COMMANDS = {
    "results": "check data/a.en.txt data/a.ar.txt -o out --to docx,xlsx,tmx",
    "versions": "check data/a.en.txt data/a.ar.txt --previous b.en.txt b.ar.txt",
    "bitext": "check a.csv -o out",
    "build": "build data -o out",
    "compare": "compare b.ar.txt data/a.ar.txt",
    "explain": "normalise data/a.ar.txt --explain",
    "difference": "normalise data/a.en.txt --diff",
    "terms": "terms data --least 1",
    "find": "find meeting اجتماع --corpus data",
    "duplicates": "duplicates data --pairs",
    "desk": "desk",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_pair_of_each_kind_is_bounded_in_each_command(
    name: str, command: str, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    texts = write_pair(tmp_path / "data/a", name)
    write_pair(tmp_path / "b", name, step=2)  # an older version: every other piece is new
    quoted = ('"' + text.replace('"', '""') + '"' for text in texts)
    (tmp_path / "a.csv").write_text(f"en,ar\n{','.join(quoted)}\n", encoding="utf-8")
    # A version and the one before it are two pairs.
    expect_bounded(COMMANDS[command], tmp_path, MEGABYTES + 100 * (command == "versions"))
