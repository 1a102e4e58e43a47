"""Writes into README and the site what their commands print now, and what the benchmarks found.

    make refresh        or: .venv/bin/python -m tests.docs.refresh

A block with a line `...` is not rewritten but named: a person chose what to leave out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from docs.pages import render
from tests.docs import console
from tests.docs.pages import PAGES, ROOT, fences

MARKS = "<!-- measured: made by tests/docs/refresh.py -->\n", "<!-- /measured -->"


def with_figures(readme: str) -> str:
    """README with the table of what the benchmarks found."""
    before, _, rest = readme.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    table = render('{% include "_measured.md" %}').strip()
    return f"{before}{MARKS[0]}{table}\n{MARKS[1]}{after}"


def refresh(page: Path) -> list[str]:
    """Put the present output into the page's console blocks; returns what a person must see to."""
    left: list[str] = []
    lines = page.read_text("utf-8").split("\n")
    with tempfile.TemporaryDirectory() as name:
        folder = console.prepare(Path(name))
        os.chdir(folder)
        # From the end, so that the lines above stay where they are; but run in order.
        known = [example for fence in fences(page) for example in console.examples(fence)]
        printed = [
            None if one.command in console.ELSEWHERE else console.run(one.command, folder)
            for one in known
        ]
        os.chdir(page.parent)
    for example, output in reversed(list(zip(known, printed, strict=True))):
        if example.printed is None or output is None or console.matches(example.printed, output):
            continue
        if any(line.endswith(console.ANYTHING) for line in example.printed):
            left.append(f"{example.where}: {example.command}\n" + "\n".join(output))
            continue
        start = example.fence.line + example.line + 1
        lines[start : start + len(example.printed)] = output
    page.write_text("\n".join(lines), "utf-8")
    return left


def main() -> int:
    readme = ROOT / "README.md"
    readme.write_text(with_figures(readme.read_text("utf-8")), "utf-8")
    left = [note for page in PAGES if any(fences(page)) for note in refresh(page)]
    print("\n\n".join(left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
