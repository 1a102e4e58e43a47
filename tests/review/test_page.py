"""What a reviser meets on the page: where it begins, its keys, what it says, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.accessibility import violations, violations_everywhere
from tests.review.conftest import Child

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

# What these keys type under an Arabic layout (Windows, Arabic 101).
ARABIC = {"KeyA": "ش", "KeyR": "ق", "KeyT": "ف", "KeyU": "ع", "KeyN": "ى", "KeyB": "لا",
          "KeyM": "ة", "KeyY": "غ", "Slash": "ظ"}  # fmt: skip


@pytest.fixture
def page(
    browser: sync_api.Browser, annotated: Path, serve_quickly: Callable[..., Child]
) -> Iterator[sync_api.Page]:
    assert (annotated / "annotations.jsonl").exists()
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(serve_quickly().address)
    expect(page.locator("#done-pairs")).to_have_text("0 of 5")
    yield page
    context.close()
    assert errors == []


def press(page: sync_api.Page, code: str, *, key: str = "", shift: bool = False) -> None:
    """Press the key at a place of the keyboard, under the Arabic layout."""
    page.evaluate(
        "(init) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))",
        {"code": code, "key": key or ARABIC[code], "shiftKey": shift, "bubbles": True},
    )


def item(page: sync_api.Page, code: str, place: str) -> sync_api.Locator:
    return page.locator(f'.finding[data-on^="finding:{code}:adopted:en:{place}="]')


def at(page: sync_api.Page) -> str:
    return str(page.locator(".item.at").get_attribute("data-on"))


def test_it_opens_at_the_first_undecided_finding_of_the_current_version(
    page: sync_api.Page,
) -> None:
    expect(page.locator(".item.at")).to_have_count(1)
    assert at(page).startswith("finding:V01:adopted:en:p1=")
    expect(page.locator("#pair-1")).to_be_hidden()  # the draft is there to be looked up
    page.locator("#show").select_option("earlier")
    expect(page.locator("#pair-1")).to_be_visible()
    expect(page.locator("#shown")).to_have_text("5 of 5 pairs")


def test_next_visits_findings_then_pairs(page: sync_api.Page) -> None:
    kinds = [page.locator(".item.at").get_attribute("data-kind")]
    while len(kinds) < 12:
        page.keyboard.press("j")
        kinds.append(page.locator(".item.at").get_attribute("data-kind"))
    findings = page.locator(".finding:visible").count()
    assert kinds[:findings] == ["finding"] * findings
    assert kinds[findings : findings + 5] == ["pair"] * 5


def test_keys_work_under_an_arabic_layout(page: sync_api.Page) -> None:
    press(page, "KeyA")
    expect(item(page, "V01", "p1").locator(".verdict")).to_have_text("accepted by amal")
    press(page, "KeyU")
    expect(item(page, "V01", "p1").locator(".verdict")).to_have_count(0)
    press(page, "KeyU", key="‘", shift=True)
    expect(item(page, "V01", "p1").locator(".verdict")).to_have_text("accepted by amal")
    page.locator('.row[id="d2-p2"] .no').click()
    press(page, "KeyM")
    expect(page.locator('.row[id="d2-p3"]')).to_have_count(0)
    press(page, "KeyU")
    expect(page.locator('.row[id="d2-p3"]')).to_have_count(1)
    press(page, "Slash")
    expect(page.locator("#query")).to_be_focused()


def test_latin_layouts_keep_their_own_letters(page: sync_api.Page) -> None:
    """A French reviser's “a” stands where an English “q” is."""
    press(page, "KeyQ", key="a")
    expect(item(page, "V01", "p1").locator(".verdict")).to_have_text("accepted by amal")


def test_a_wording_is_taken_over_with_one_key_and_undone(page: sync_api.Page) -> None:
    found = item(page, "N01", "p4")
    expect(found.locator(".suggests")).to_contain_text("Sami suggests:")
    expect(found.locator(".suggests del")).to_have_text("16")
    expect(found.locator(".suggests ins")).to_have_text("18")
    found.locator("p").first.click()
    page.keyboard.press("t")
    target = page.locator('.row[id="d2-p4"] > .text').nth(1)
    expect(target).to_contain_text("18")
    expect(found).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Undone: took over the wording that Sami")
    expect(target).to_contain_text("16")
    found.get_by_role("button", name="Take over").click()
    expect(target).to_contain_text("18")


def test_a_wording_without_a_place_opens_the_text_with_it(page: sync_api.Page) -> None:
    item(page, "R02", "p3").locator("p").first.click()
    page.keyboard.press("t")
    expect(page.locator("#ask label")).to_contain_text("Suggested: الحد من الفقر")
    box = page.locator("#ask textarea")
    box.fill(box.input_value().replace("الفقر", "الحد من الفقر"))
    page.keyboard.press("Control+Enter")
    expect(page.locator('.row[id="d2-p3"] > .text').nth(1)).to_contain_text("الحد من الفقر")


def test_findings_are_filtered_by_who_says_so_and_nothing_found_is_said(
    page: sync_api.Page,
) -> None:
    page.locator("#who").select_option("a-model")
    expect(page.locator(".row:visible .finding:visible").last).to_contain_text("a-model")
    expect(page.locator("#shown")).to_have_text("1 of 5 pairs")
    page.locator("#who").select_option("Sami")
    expect(page.locator("#shown")).to_have_text("1 of 5 pairs")
    page.locator("#code").select_option("R02")
    expect(page.locator("#none")).to_contain_text("No pair passes these filters.")
    page.get_by_role("button", name="Show all pairs").click()
    expect(page.locator("#none")).to_be_hidden()
    expect(page.locator("#shown")).to_have_text("5 of 5 pairs")


def test_the_earlier_version_opens_with_a_key(page: sync_api.Page) -> None:
    earlier = item(page, "V01", "p1").locator("details")
    expect(earlier).not_to_have_attribute("open", "")
    page.keyboard.press("b")
    expect(earlier).to_have_attribute("open", "")
    expect(earlier).to_contain_text("social media networks")
    page.keyboard.press("b")
    expect(earlier).not_to_have_attribute("open", "")


def test_what_was_decided_before_is_shown_before_it_is_undone(page: sync_api.Page) -> None:
    page.keyboard.press("a")
    expect(page.locator(".verdict.accept")).to_have_count(1)
    page.reload()
    expect(page.locator("#done-findings")).to_contain_text("1 of")
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Undo would take back: accepted V01")
    expect(page.locator(".verdict.accept")).to_have_count(1)
    assert at(page).startswith("finding:V01:adopted:en:p1=") or at(page).endswith("ar:p1")
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Undone: accepted V01")
    expect(page.locator(".verdict.accept")).to_have_count(0)


def test_exports_are_linked(page: sync_api.Page, folder: Path) -> None:
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Keep").click()
    links = page.locator("#exported a")
    expect(links).to_have_count(3)
    names = sorted(links.all_text_contents())
    assert names == ["adopted.en-ar.docx", "adopted.en-ar.tmx", "adopted.en-ar.xlf"]
    with page.expect_download() as download:
        links.nth(0).click()
    written = folder.parent / "alignments-reviewed" / download.value.suggested_filename
    assert Path(download.value.path()).read_bytes() == written.read_bytes()


def test_axe_finds_no_fault(page: sync_api.Page) -> None:
    page.keyboard.press("b")
    page.keyboard.press("a")
    expect(page.locator(".verdict.accept")).to_have_count(1)
    assert violations_everywhere(page) == {}
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Export").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#ask textarea")).to_be_visible()
    assert violations(page) == []
    page.evaluate("document.querySelector('#ask').append(document.createElement('button'))")
    assert any("button-name" in one for one in violations(page))  # axe does look
