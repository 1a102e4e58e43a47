"""Runs the commands that pages show, in a folder with the pages' example files.

In a `console` block what follows `$ command` is what the command prints; a line `...` stands for any
lines, one that ends in ` ...` for any that begins so. In an `sh` block each line is a command, and only has to succeed. A command without a pipe is
run in this process: the encoder is loaded once for all.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from parallel_corpus.cli.group import main
from tests.docs.pages import DOCS, ROOT, Fence

ANYTHING = "..."
HOME = "/home/you/texts"
"""How pages call the folder in which their commands run."""

ELSEWHERE = {
    ". .venv/bin/activate": "tests run in it",
    "mkdir -p build/try && cp -r data docs/examples/. build/try && cd build/try": "prepare() below",
    "make corpus": "CI: make test comes after it, and alignments/ is compared",
    "make test": "CI",
    "make quick": "part of make test",
    "make test WORKERS=4": "as make test",
    "make docs": "tests/docs/test_site.py",
    "make refresh": "tests/docs/refresh.py",
    "make bench": "by hand: it takes long",
    "ray start --head --port 6379": "Ray's own",
    "ray start --address head.example:6379": "Ray's own",
    "parallel-corpus build my-texts --engine ray:head.example:6379 -o results --log build.log": "tests/scale/test_ray.py",
    "parallel-corpus build my-texts --engine ray -o results": "tests/scale/test_ray.py",
}
"""Commands that are not run here, and what runs them."""

_SET = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
_SHELL = re.compile(r"[|><;&$*?]")


@dataclass(frozen=True)
class Example:
    """A command, and the lines that it is said to print (None: whatever it prints)."""

    fence: Fence
    line: int
    command: str
    printed: tuple[str, ...] | None

    @property
    def where(self) -> str:
        return f"{self.fence.page.relative_to(ROOT)}:{self.fence.line + self.line + 1}"


def examples(fence: Fence) -> Iterator[Example]:
    """The commands of an `sh` or a `console` block."""
    if fence.language == "sh":
        for at, line in enumerate(fence.lines):
            if command := line.partition(" #")[0].strip():
                yield Example(fence, at, command, None)
    elif fence.language == "console":
        starts = [at for at, line in enumerate(fence.lines) if line.startswith("$ ")]
        assert starts[:1] == [0], f"{fence}: a console block begins with `$ `"
        for at, end in zip(starts, [*starts[1:], len(fence.lines)], strict=True):
            printed = fence.lines[at + 1 : end]
            yield Example(fence, at, fence.lines[at][2:], printed)


def prepare(folder: Path) -> Path:
    """A folder as the pages' readers have it: the example files, and the corpus in data/."""
    shutil.copytree(DOCS / "examples", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def _environment(folder: Path) -> dict[str, str]:
    # A cache of the page's own: what was built before is said to be.
    # And a choice of --ui is remembered for that page alone.
    config = {"PARALLEL_CORPUS_CONFIG": str(folder / ".config")}
    return {**_SET, "XDG_CACHE_HOME": str(folder / ".cache"), **config}


def run(command: str, folder: Path) -> list[str]:
    """What `command` prints in `folder`, line by line. Fails where it fails, but for findings."""
    words = shlex.split(command)
    if _SHELL.search(command) or words[0] in ("cat", "ls"):
        code, output = _in_a_shell(command, folder)
    elif words[:3] == [".venv/bin/python", "-m", "pytest"]:
        code, output = _collected(words[3:])
    elif words[0] != "parallel-corpus":
        raise AssertionError(f"{command}: neither ours, nor named in ELSEWHERE")
    elif words[1] == "review":
        code, output = _served(words, folder)
    else:
        result = CliRunner(env=_environment(folder)).invoke(main, words[1:])
        code, output = result.exit_code, result.output
    allowed = {0, 1} if "--fail-on" in words else {2} if "error: " in output else {0}
    assert code in allowed, f"{command}: exit code {code}\n{output}"
    # How far a slow build has got is said now and then, and never the same.
    lines = output.replace(str(folder), HOME).splitlines()
    return [line.rstrip() for line in lines if not re.match(r"\d+ of \d+ built: ", line)]


def _collected(words: list[str]) -> tuple[int, str]:
    """Find the tests that are named; the exit code tells whether there are any.

    Where no path is named, among those of the command line: to collect them all takes 20 seconds.
    """
    if not any(word.startswith("tests/") for word in words):
        words = [*words, "tests/cli"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def matches(printed: tuple[str, ...], output: list[str]) -> bool:
    """Whether `output` is `printed`, blank lines at the end aside.

    >>> matches(("0.2226\\t1",), ["0.2231\\t1"]), matches(("0.2226",), ["0.24"])
    (True, False)
    >>> matches(("a", "...", "z ..."), ["a", "b", "c", "z: 1", ""]), matches(("a",), ["a", "b"])
    (True, False)
    """
    parts = [_pattern(line) for line in printed]
    text = "".join(f"{line}\n" for line in output).rstrip("\n")
    return (
        re.fullmatch("".join(parts).rstrip("\n") + r"\n*", f"{text}\n" if text else "") is not None
    )


def _pattern(line: str) -> str:
    if line == ANYTHING:
        return r"(?:.*\n)*"
    if line.endswith(f" {ANYTHING}"):
        return re.escape(line.removesuffix(ANYTHING).rstrip()) + r".*\n"
    # Another machine's scores are the same within rounding: two decimals are compared.
    return re.sub(r"(\d\\\.\d\d)\d+", r"\1\\d*", re.escape(line)) + r"\n"


def _in_a_shell(command: str, folder: Path) -> tuple[int, str]:
    with_ours = f'parallel-corpus() {{ {shlex.quote(sys.executable)} -m parallel_corpus "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", with_ours + command],
        cwd=folder,
        env={**os.environ, **_environment(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _served(words: list[str], folder: Path) -> tuple[int, str]:
    """Start the desk, ask it for its page, and end it."""
    command = [sys.executable, "-m", "parallel_corpus", *words[1:], "--no-browser"]
    environment = {**os.environ, **_environment(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as desk:
        assert desk.stdout
        try:
            for line in desk.stdout:
                if address := re.search(r"http://\S+", line):
                    # The desk gives its key away once, and asks for it as a cookie.
                    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
                    with browser.open(address[0], timeout=120) as page:
                        return (0 if b"</html>" in page.read() else 2), line
        finally:
            desk.terminate()
    return 2, "the desk ended"
