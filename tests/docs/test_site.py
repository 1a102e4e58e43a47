"""The site is built without a warning, leads nowhere that is not, and leaves no name out."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import lxml.html
import pytest

import docs.extension
import docs.pages
import parallel_corpus as pc
from docs.extension import isolate_arabic
from docs.pages import DOCS
from parallel_corpus.checks import REGISTRY
from parallel_corpus.cli.group import command_names
from parallel_corpus.export import FORMATS
from parallel_corpus.normalise import RULES
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, GLOSSARIES
from tests.docs.pages import PAGES, ROOT, fences, links, text_of

MODULES = (
    "align", "align.evaluate", "checks", "encode", "errors", "export", "frames.plots", "model", "normalise",
    "read", "read.formats", "settings",
)  # fmt: skip
"""Documented modules: all that they offer is on the page of the Python interface."""
# What has no docstring of its own.
_ELSEWHERE = {"Vectors"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it, warnings as errors."""
    out = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "-n",
        "--keep-going",
        "-q",
        str(DOCS),
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def trees(site: Path) -> dict[str, lxml.html.HtmlElement]:
    return {
        path.relative_to(site).as_posix(): lxml.html.parse(path).getroot()
        for path in sorted(site.rglob("*.html"))
    }


def _ids(tree: lxml.html.HtmlElement) -> set[str]:
    return {str(name) for name in tree.xpath("//@id")}


def test_no_link_in_the_site_is_broken(site: Path, trees: dict[str, lxml.html.HtmlElement]) -> None:
    anchors = {page: _ids(tree) for page, tree in trees.items()}
    broken = []
    for page, tree in trees.items():
        for link in tree.xpath("//@href | //@src"):
            target = urlparse(str(link))
            if target.scheme or target.netloc:
                continue
            path = (site / page).parent / unquote(target.path) if target.path else site / page
            name = path.resolve().relative_to(site.resolve()).as_posix()
            known = anchors.get(name)
            if not path.exists() or (target.fragment and known and target.fragment not in known):
                broken.append(f"{page} -> {link}")
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_between_files_is_broken(page: Path) -> None:
    near = [urlparse(link) for link in links(page)]
    paths = [link.path for link in near if link.path and not link.scheme]
    assert [path for path in paths if not (page.parent / unquote(path)).exists()] == []


def test_nothing_is_fetched_from_elsewhere(trees: dict[str, lxml.html.HtmlElement]) -> None:
    asked = "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='preload']/@href"
    fetched = {str(url) for tree in trees.values() for url in tree.xpath(asked)}
    assert not {url for url in fetched if urlparse(url).netloc}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("checks", {code.lower() for code in REGISTRY}),
        ("repairs", {code.lower() for code in RULES}),
        ("commands", {f"parallel-corpus-{command}" for command in command_names()}),
    ],
)
def test_every_check_rule_and_command_has_its_place(
    page: str, names: set[str], trees: dict[str, lxml.html.HtmlElement]
) -> None:
    assert names <= _ids(trees[f"reference/{page}.html"])


def test_every_public_name_has_its_place(trees: dict[str, lxml.html.HtmlElement]) -> None:
    ids = {name.rpartition(".")[2] for name in _ids(trees["reference/python.html"])}
    wanted = set(pc.__all__) - {"normalise"}
    for name in MODULES:
        module = importlib.import_module(f"parallel_corpus.{name}")
        own = {
            n
            for n, item in vars(module).items()
            if getattr(item, "__module__", "") == module.__name__
        }
        wanted |= {
            n for n in getattr(module, "__all__", own) if not n.startswith("_") and not n.isupper()
        }
    assert wanted - _ELSEWHERE <= ids


def test_every_format_has_its_place(trees: dict[str, lxml.html.HtmlElement]) -> None:
    shown = trees["reference/formats.html"].text_content()
    missing = [n for n in (*FORMATS, *DOCUMENTS, *BITEXTS, *GLOSSARIES) if n not in shown]
    assert not missing


def test_every_key_of_corpus_toml_is_in_its_example(monkeypatch: pytest.MonkeyPatch) -> None:
    import tomllib

    from parallel_corpus import settings
    from parallel_corpus.support.manifest_table import ManifestTable

    known: set[str] = set()
    table = ManifestTable
    allow = table.allow

    def remember(self: ManifestTable, *keys: str) -> None:
        known.update(keys)
        allow(self, *keys)

    monkeypatch.setattr(table, "allow", remember)
    (example,) = [f for f in fences(DOCS / "reference" / "settings.md") if f.language == "toml"]
    settings.parse_settings(tomllib.loads(example.text), DOCS)
    assert known
    assert [key for key in sorted(known) if key not in example.text] == []


def test_arabic_is_marked_as_such(trees: dict[str, lxml.html.HtmlElement]) -> None:
    tree = trees["reference/checks.html"]
    runs = {run.text_content() for run in tree.xpath("//bdi[@lang='ar' and @dir='rtl']")}
    assert "شبكات التواصل الاجتماعي" in runs
    outside = tree.xpath("//body//text()[not(ancestor::bdi or ancestor::script)]")
    assert not [text for text in outside if isolate_arabic(str(text)) != str(text)]


def test_what_the_pages_are_made_with_does_what_it_says() -> None:
    for module in (docs.pages, docs.extension):
        done = doctest.testmod(module)
        assert done.attempted
        assert done.failed == 0


def test_every_how_to_runs_something() -> None:
    without = [p.name for p in (DOCS / "howto").glob("[!i]*.md") if not any(fences(p))]
    assert not without


def test_pages_render() -> None:
    assert all("{{" not in text_of(page) for page in PAGES)
