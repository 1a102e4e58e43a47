"""The report in a real browser: filters, search, keys, and widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.language.script import comparison_key
from parallel_corpus.report import write_report

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")


@pytest.fixture(scope="module")
def address(corpus: CheckedCorpus, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_report(corpus, tmp_path_factory.mktemp("report")).as_uri()


@pytest.fixture
def page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    yield page
    page.close()
    assert errors == []


def test_severities_and_codes_filter(page: sync_api.Page) -> None:
    shown = page.locator(".finding:visible")
    assert shown.count() == 5
    page.get_by_label("Note").uncheck()
    assert shown.count() == 2
    assert page.locator(".row:visible").count() == 2
    page.locator("#code").select_option("S02")
    assert shown.count() == 1
    page.keyboard.press("Escape")
    assert shown.count() == 5


def test_who_says_so_filters(
    browser: sync_api.Browser, corpus: CheckedCorpus, tmp_path: Path
) -> None:
    amended, numbers, *others = corpus.findings
    confirmed = replace(amended, evidence={**amended.evidence, "annotators": ["Sami <b>"]})
    remark = replace(numbers, code="R01", evidence={"annotator": "a model"})
    annotated = replace(corpus, findings=(confirmed, remark, *others))
    page = browser.new_page()
    page.goto(write_report(annotated, tmp_path).as_uri())
    shown = page.locator(".finding:visible")
    who = page.get_by_label("Who says so")
    for name, number in (("a model", 1), ("Sami <b>", 1), ("checks", 4), ("", 5)):
        who.select_option(name)
        assert shown.count() == number
    page.close()


def test_one_speaker_needs_no_filter(page: sync_api.Page) -> None:
    assert page.locator("#who").count() == 0


@pytest.mark.parametrize(
    "query",
    ["القصر", "القُصَّر", "CONSIDERING that it often", "الـقصر ضحايا", "minors who are victims"],
)
def test_search_finds_in_either_language_whatever_the_spelling(
    page: sync_api.Page, query: str
) -> None:
    page.get_by_label("Search").fill(query)
    sync_api.expect(page.locator("#shown")).to_contain_text("Paragraphs: 1 of 75")
    assert page.locator(".row:visible").get_attribute("aria-label") == "preambular paragraph 15"


def test_keys_walk_the_findings(page: sync_api.Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "f2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "f1"
    page.keyboard.press("p")
    assert page.evaluate("location.hash") == "#d1-op18"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"


def test_a_link_to_a_hidden_paragraph_shows_it(page: sync_api.Page) -> None:
    page.get_by_label("Search").fill("nothing says this")
    page.wait_for_selector("#pairs .none:not([hidden])")
    page.evaluate("location.hash = '#d1-op3'")
    page.wait_for_selector("#d1-op3:visible")


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_width_scrolls_sideways(page: sync_api.Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_everything_is_there(browser: sync_api.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".finding:visible").count() == 5
    assert page.locator(".row:visible").count() == 75
    assert page.locator("#tools").is_hidden()
    context.close()


def test_the_page_folds_a_query_as_the_keys_are_folded(
    browser: sync_api.Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    # Marks and tatweel stand after a letter, as they do in any text.
    letter = st.sampled_from("aZé12١۲أإآٱىيئؤةهككـﻻﷲ".replace("ـ", ""))
    marked = st.tuples(letter, st.sampled_from(["", "", "\u064f", "\u0651", "\u0640"])).map("".join)
    between = st.sampled_from([" ", "، ", "؛", ". ", "-", "’", "'", "--", " (", "_"])
    texts = st.lists(marked | between, max_size=12).map("".join)

    @settings(max_examples=150, deadline=None)
    @given(texts)
    def check(query: str) -> None:
        folded = page.evaluate("text => window.fold(text)", query)
        assert folded == " ".join(comparison_key(query).split())

    check()
    page.close()
