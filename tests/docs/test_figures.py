"""Every figure in README and on the site is one that a benchmark wrote down."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docs.pages import DOCS, RESULTS, environment, results
from tests.benchmarks.results import record
from tests.docs.pages import ROOT
from tests.docs.refresh import with_figures

# A measured value: 0.99, 95%, 6.7 s, 601 MB. Ranges of scales (0-1) and versions (1.2) are none.
_FIGURE = re.compile(r"\b\d+\.\d{2,}\b|\b\d[\d.]*\s?%|\b\d[\d.,]*\s(?:s|ms|MB|GB)\b")
_SHOWN = re.compile(
    r"```.*?^```|`[^`\n]*`|\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}", re.DOTALL | re.MULTILINE
)

PAGES = sorted([*DOCS.glob("_*.md"), *DOCS.glob("explanation/*.md"), *DOCS.glob("howto/*.md")])


def test_the_table_in_readme_is_what_the_benchmarks_found() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme == with_figures(readme), "run: make refresh"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_figure_is_typed_by_hand(page: Path) -> None:
    assert _FIGURE.findall(_SHOWN.sub("", page.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", sorted(RESULTS.glob("*.json")), ids=lambda path: path.stem)
def test_a_result_says_where_it_comes_from(path: Path) -> None:
    about = json.loads(path.read_text("utf-8"))
    assert set(about) == {"command", "data", "date", "commit", "figures"}
    assert all(about.values())
    module = re.search(r"tests[./]benchmarks[./](\w+)", about["command"])
    assert module
    source = (ROOT / "tests" / "benchmarks" / f"{module[1]}.py").read_text("utf-8")
    assert re.search(rf'record\(\s*"{path.stem}"', source)


def test_a_figure_that_nobody_measured_stops_the_page() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ bench.alignment.law.theirs }}").render()


@pytest.mark.slow
def test_a_result_is_read_as_it_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.benchmarks.results.FOLDER", tmp_path)
    record("new", data="two lines", command="python -m x", figures={"law": {"ours": 0.5}})
    assert results(tmp_path)["new"]["law"] == {"ours": 0.5}
    with pytest.raises(ValueError, match="no identifier"):
        record("new", data="two lines", command="python -m x", figures={"75 dpi": 1})
