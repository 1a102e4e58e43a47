"""Every command that reads a pair bounds what a hostile one costs; `test_bounds` has `check`'s."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import attack
from .test_bounds import AROUND, KINDS, expect_bounded

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
    *pieces, times = KINDS[name]
    (tmp_path / "data").mkdir()
    texts = []
    for language, piece, around in zip(("en", "ar"), pieces, AROUND, strict=True):
        filled = [piece.replace("§", str(number)) for number in range(times)]
        texts.append(text := f"{around} {''.join(filled)} .")
        (tmp_path / f"data/a.{language}.txt").write_text(f"{text}\n", encoding="utf-8")
        # An older version that differs in every other piece.
        older = f"{around} {''.join(filled[::2])} .\n"
        (tmp_path / f"b.{language}.txt").write_text(older, encoding="utf-8")
    quoted = ('"' + text.replace('"', '""') + '"' for text in texts)
    (tmp_path / "a.csv").write_text(f"en,ar\n{','.join(quoted)}\n", encoding="utf-8")
    expect_bounded(COMMANDS[command], tmp_path)
