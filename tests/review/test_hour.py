"""A reviser's hour: from four Word files to a reviewed translation, by an Arabic keyboard."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from tests.review.conftest import ARABIC, ENGLISH, OLD_ENGLISH, Served

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

TYPED = {"KeyA": "ش", "KeyR": "ق", "KeyU": "ع", "KeyM": "ة", "KeyN": "ى"}


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A resolution and its translation as Word documents, and the version that it supersedes."""
    texts = {"new": ENGLISH, "new.ar": ARABIC, "old": OLD_ENGLISH, "old.ar": ARABIC}
    for name, paragraphs in texts.items():
        document = Document()
        for number, text in enumerate(paragraphs, start=1):
            document.add_paragraph(f"{number}. {text}")
        document.save(str(tmp_path / f"{name}.docx"))
    return tmp_path


@pytest.fixture
def open_desk(words: Path, browser: sync_api.Browser) -> Iterator[Callable[[], sync_api.Page]]:
    started: list[Served] = []
    names = [str(words / f"{name}.docx") for name in ("new", "new.ar", "old", "old.ar")]

    def opened() -> sync_api.Page:
        started.append(Served.start(names[0], "amal", names[1], "--previous", *names[2:]))
        page = browser.new_page()
        page.goto(started[-1].address)
        expect(page.locator(".item.at")).to_have_count(1)
        return page

    yield opened
    for served in started:
        served.kill()


def press(page: sync_api.Page, code: str) -> None:
    page.evaluate(
        "(init) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))",
        {"code": code, "key": TYPED[code], "bubbles": True},
    )


def counts(page: sync_api.Page) -> list[int]:
    return [int(number) for number in page.locator("#done-findings").inner_text().split(" of ")]


def test_from_four_word_files_to_a_reviewed_translation(
    open_desk: Callable[[], sync_api.Page], words: Path
) -> None:
    page = open_desk()
    _, whole = counts(page)
    assert whole >= 3
    for number in range(1, whole + 1):
        press(page, "KeyA" if number % 2 else "KeyR")
        expect(page.locator("#done-findings")).to_have_text(f"{number} of {whole}")
    for number in (whole - 1, whole - 2):
        press(page, "KeyU")
        expect(page.locator("#done-findings")).to_have_text(f"{number} of {whole}")
        expect(page.locator("#told")).to_contain_text("Undone:")
    page.locator('.row[id$="-p2"]:visible .no').click()
    press(page, "KeyM")
    expect(page.locator('.row[id$="-p3"]:visible')).to_have_count(0)

    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#exported a")).to_have_count(3)
    with zipfile.ZipFile(words / "new-reviewed" / "new.en-ar.docx") as written:
        body = written.read("word/document.xml").decode()
    assert "periodic meetings and workshops" in body
    assert "<w:ins " in body  # what changed since the earlier version

    kept = (words / "new.decisions.jsonl").read_text("utf-8").splitlines()
    verdicts = [json.loads(line)["verdict"] for line in kept]
    assert verdicts.count("undo") == 2
    assert verdicts[-1] == "merge"
    again = open_desk()
    expect(again.locator('.row[id$="-p3"]:visible')).to_have_count(0)
    expect(again.locator('.row[id$="-p2"]:visible .no')).to_contain_text("paired by hand")
    expect(again.locator(".row:visible .item .verdict").first).to_contain_text("by amal")
