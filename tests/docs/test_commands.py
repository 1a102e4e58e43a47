"""Every command and every piece of Python that README and the site show is run; output is compared."""

from __future__ import annotations

import doctest
import tomllib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from parallel_corpus.checks import REGISTRY
from parallel_corpus.settings import parse_settings
from tests.docs import console
from tests.docs.pages import PAGES, ROOT, Fence, fences

pytestmark = pytest.mark.slow

KINDS = {"console", "sh", "python", "pycon", "toml"}
"""The languages of blocks, each of which is tried here."""


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_of_a_kind_that_is_tried(page: Path) -> None:
    directives = {fence for fence in fences(page) if fence.language.startswith("{")}
    assert {fence.language for fence in {*fences(page)} - directives} <= KINDS


@pytest.fixture
def as_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the example files; what a page adds to the registry ends with the page."""
    monkeypatch.chdir(console.prepare(tmp_path))
    with patch.dict(REGISTRY):
        yield tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if any(fences(page))], ids=named)
def test_what_a_page_shows_is_so(page: Path, as_a_reader: Path) -> None:
    wrong: list[str] = []
    names: dict[str, object] = {"__name__": "page"}
    for fence in fences(page):
        wrong += _tried(fence, as_a_reader, names)
    assert not wrong, "\n\n".join([*wrong, "If the program is right, run: make refresh"])


def _tried(fence: Fence, folder: Path, names: dict[str, object]) -> list[str]:
    match fence.language:
        case "python":
            exec(compile(fence.text, str(fence), "exec"), names)  # noqa: S102
        case "pycon":
            test = doctest.DocTestParser().get_doctest(fence.text, names, str(fence), None, None)
            failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
                test, clear_globs=False
            )
            return [f"{fence}: doctest"] if failed else []
        case "toml":
            parse_settings(tomllib.loads(fence.text), folder)
    return [
        f"{example.where}: {example.command}\nprinted:\n" + "\n".join(output)
        for example in console.examples(fence)
        if example.command not in console.ELSEWHERE
        and (output := console.run(example.command, folder)) is not None
        and example.printed is not None
        and not console.matches(example.printed, output)
    ]


def test_an_output_that_is_not_what_stands_there_is_noticed(tmp_path: Path) -> None:
    said = Fence(ROOT / "README.md", 1, "console", ("$ parallel-corpus explain V01", "V01 stale"))
    assert "V01 follows-superseded" in _tried(said, tmp_path, {})[0]
