"""A reviser's session in a real browser, from opening the desk to the next build."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parallel_corpus.build.corpus import build
from parallel_corpus.decisions import FILE
from parallel_corpus.settings import load_settings
from tests.review.conftest import Child, Served

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

CALLS, BLAME, POVERTY, MINORS, MEETINGS = (f"adopted:en:p{i}=adopted:ar:p{i}" for i in range(1, 6))


@pytest.fixture
def open_page(browser: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    errors: list[str] = []
    contexts = []

    def open_at(address: str, done: str = "0 of 5") -> sync_api.Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        expect(page.locator("#done-pairs")).to_have_text(done)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert errors == []


def pair(page: sync_api.Page, subject: str) -> sync_api.Locator:
    return page.locator(f'.row[data-on="bead:{subject}"]')


def go(page: sync_api.Page, subject: str) -> sync_api.Locator:
    row = pair(page, subject)
    row.locator(".no").click()
    expect(row).to_have_class("row item pair at")
    return row


def decisions(folder: Path) -> list[dict[str, object]]:
    path = folder / FILE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_revisers_session(
    folder: Path,
    serve: Callable[..., Served],
    open_page: Callable[..., sync_api.Page],
) -> None:
    served = serve()
    page = open_page(served.address)

    # Filter: one finding of each kind that the texts were made for.
    page.locator("#show").select_option("error")
    expect(page.locator("#shown")).to_have_text("2 of 5 pairs")
    page.locator("#code").select_option("V01")
    expect(page.locator(".row:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("#query").fill("الضحيّه")
    expect(page.locator("#shown")).to_have_text("1 of 5 pairs")
    page.keyboard.press("Escape")

    # Accept a finding; the next undecided one is selected.
    finding = pair(page, CALLS).locator('.finding[data-on^="finding:V01"]')
    finding.locator("p").first.click()
    page.keyboard.press("a")
    expect(finding.locator(".verdict")).to_have_text("accepted by amal")

    # Comment on another.
    minors = pair(page, MINORS).locator('.finding[data-on^="finding:N01"]')
    minors.locator("p").first.click()
    page.keyboard.press("c")
    page.get_by_label("What should others know?").fill("السن 18 <b>لا</b> 16")
    page.keyboard.press("Control+Enter")
    expect(minors.locator(".comment q")).to_have_text("السن 18 <b>لا</b> 16")

    # Merge two beads, split them, undo both, redo one.
    go(page, BLAME)
    page.keyboard.press("m")
    merged = "adopted:en:p2+adopted:en:p3=adopted:ar:p2+adopted:ar:p3"
    expect(pair(page, merged)).to_be_visible()
    expect(pair(page, POVERTY)).to_have_count(0)
    go(page, merged)
    page.keyboard.press("s")
    expect(pair(page, POVERTY)).to_be_visible()
    page.keyboard.press("u")
    expect(pair(page, merged)).to_be_visible()
    page.keyboard.press("u")
    expect(pair(page, POVERTY)).to_be_visible()
    page.keyboard.press("U")
    expect(pair(page, merged)).to_be_visible()

    # Correct the Arabic: the finding about the number goes by itself.
    go(page, MINORS)
    page.keyboard.press("e")
    box = page.locator("#ask textarea")
    expect(box).to_have_attribute("dir", "rtl")
    box.fill(box.input_value().replace("16", "18"))
    page.keyboard.press("Control+Enter")
    expect(pair(page, MINORS).locator(".text").nth(1)).to_contain_text("18")
    expect(minors).to_have_count(0)

    # Confirm a pair, add a term, export.
    go(page, MEETINGS)
    page.keyboard.press("y")
    expect(pair(page, MEETINGS).locator(".no .verdict")).to_have_text("confirmed")
    page.keyboard.press("g")
    page.locator("#ask input[lang=en]").fill("Special Rapporteur")
    page.locator("#ask input[lang=ar]").fill("المقرر الخاص")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("المقرر الخاص")
    page.get_by_role("button", name="Export").click()
    page.get_by_label("only the pairs that are decided").check()
    page.keyboard.press("Control+Enter")
    link = page.locator("#exported a", has_text="adopted.en-ar.tmx")
    with page.expect_download() as download:
        link.click()
    tmx = Path(download.value.path()).read_text("utf-8")
    assert tmx == (folder.parent / "alignments-decided" / "adopted.en-ar.tmx").read_text("utf-8")
    assert tmx.count("<tu ") == 4

    # Restart the server: all still there, and Ctrl-C is a clean end.
    assert served.interrupt() == 0
    again = serve("ben")
    page = open_page(again.address, "2 of 4")
    expect(page.locator(".verdict.accept")).to_have_text("accepted by amal")
    expect(pair(page, merged)).to_be_visible()
    expect(pair(page, MEETINGS).locator(".no .verdict")).to_have_text("confirmed")

    # Rebuild without the desk: the decisions are honoured.
    corpus = build(load_settings(folder))
    adopted = corpus.pairs[-1]
    methods = {b.source[0]: b.method for b in adopted.alignment.beads}
    assert methods["adopted:en:p2"] == methods["adopted:en:p5"] == "human"
    assert "18" in adopted.target.segment("p4").text
    verdicts = [line["verdict"] for line in decisions(folder)]
    assert verdicts == [
        "accept", "comment", "merge", "split", "undo", "undo", "redo", "edit", "confirm", "add",
    ]  # fmt: skip


def test_two_tabs_see_each_other(
    serve_quickly: Callable[..., Child], open_page: Callable[[str], sync_api.Page]
) -> None:
    first = open_page(serve_quickly().address)
    second = first.context.new_page()
    second.goto(first.url)
    finding = pair(first, CALLS).locator('.finding[data-on^="finding:V01"]')
    finding.locator("p").first.click()
    first.keyboard.press("r")
    there = pair(second, CALLS).locator('.finding[data-on^="finding:V01"] .verdict')
    expect(there).to_have_text("rejected by amal")


def test_two_people_over_one_file_see_each_other_and_their_conflict(
    serve_quickly: Callable[..., Child], open_page: Callable[[str], sync_api.Page]
) -> None:
    amal = open_page(serve_quickly("amal").address)
    ben = open_page(serve_quickly("ben").address)
    for page, key in ((amal, "a"), (ben, "r")):
        finding = pair(page, CALLS).locator('.finding[data-on^="finding:V01"]')
        if page is ben:
            expect(finding.locator(".verdict")).to_have_text("accepted by amal")
        finding.locator("p").first.click()
        page.keyboard.press(key)
    for page in (amal, ben):
        opinion = pair(page, CALLS).locator('.finding[data-on^="finding:V01"] .opinion')
        expect(opinion).to_contain_text("rejected by ben")
        expect(opinion).to_contain_text("amal accepted it")


def test_every_key_has_its_button_and_the_page_is_usable_on_a_phone(
    serve_quickly: Callable[..., Child], open_page: Callable[[str], sync_api.Page]
) -> None:
    page = open_page(serve_quickly().address)
    keys = page.locator(".keys kbd").all_text_contents()
    assert len(keys) == len(set(keys))
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("n")
    page.get_by_role("button", name="accept a finding or repair").click()
    expect(page.locator(".verdict.accept, .verdict.confirm, #told:visible").first).to_be_visible()
