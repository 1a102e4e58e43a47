"""A reviser's hour: from four Word files to a reviewed translation, by an Arabic keyboard."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from parallel_corpus.build.check_files import check_files
from parallel_corpus.decisions import load_ledger
from parallel_corpus.report import write_report
from tests.accessibility import violations_everywhere
from tests.review.conftest import ARABIC, ENGLISH, OLD_ENGLISH, Served

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

TYPED = {"KeyA": "ش", "KeyR": "ق", "KeyU": "ع", "KeyM": "ة", "KeyN": "ى"}
BODIES = (("committees", "لجنة"), ("delegations", "وفداً"), ("secretariats", "أمانة"),
          ("working groups", "فريقاً عاملاً"), ("parliaments", "برلماناً"),
          ("observers", "مراقباً"), ("universities", "جامعة"))  # fmt: skip
# Each of these paragraphs has another number in its translation.
COUNTED = [f"Notes that {n + 20} {name} sent their replies in time;"
           for n, (name, _) in enumerate(BODIES, start=1)]  # fmt: skip
COUNTED_IN_ARABIC = [f"تلاحظ أن {n + 50} {name} أرسلت ردودها في الموعد المحدد؛"
                     for n, (_, name) in enumerate(BODIES, start=1)]  # fmt: skip
DECIDED = 10
REBUILT = 60_000  # milliseconds: on a busy machine a chain takes its time


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A resolution and its translation as Word documents, and the version that it supersedes."""
    folder = tmp_path_factory.mktemp("words")
    texts = {
        "new": ENGLISH + COUNTED,
        "new.ar": ARABIC + COUNTED_IN_ARABIC,
        "old": OLD_ENGLISH + COUNTED,
        "old.ar": ARABIC + COUNTED_IN_ARABIC,
    }
    for name, paragraphs in texts.items():
        document = Document()
        for number, text in enumerate(paragraphs, start=1):
            document.add_paragraph(f"{number}. {text}")
        document.save(str(folder / f"{name}.docx"))
    return folder


def names(folder: Path) -> list[str]:
    return [str(folder / f"{name}.docx") for name in ("new", "new.ar", "old", "old.ar")]


@pytest.fixture
def open_desk(
    words: Path, browser: sync_api.Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., sync_api.Page]]:
    monkeypatch.setenv("PARALLEL_CORPUS_CONFIG", str(tmp_path))  # which remembers --ui
    started: list[Served] = []
    first, *more = names(words)

    def opened(ui: str = "ar") -> sync_api.Page:
        asked = (more[0], "--previous", *more[1:], "--ui", ui)
        started.append(Served.start(first, "amal", *asked))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
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
    return [
        int(number) for number in re.findall(r"\d+", page.locator("#done-findings").inner_text())
    ]


def decided(page: sync_api.Page, number: int, whole: int) -> None:
    expect(page.locator("#done-findings")).to_have_text(f"{number} من {whole}")


def test_from_four_word_files_to_a_reviewed_translation(
    open_desk: Callable[..., sync_api.Page], words: Path
) -> None:
    page = open_desk()
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator(".item.at")).to_contain_text("المصدر")  # why, in Arabic
    _, whole = counts(page)
    assert whole >= DECIDED
    for number in range(1, DECIDED + 1):
        press(page, "KeyA" if number % 2 else "KeyR")
        decided(page, number, whole)
    for number in (DECIDED - 1, DECIDED - 2):
        press(page, "KeyU")
        decided(page, number, whole)
        expect(page.locator("#told")).to_contain_text("تم التراجع عن: ")
        expect(page.locator("#told")).to_contain_text("الفقرة")
    page.locator('.row[id$="-p2"]:visible .no').click()
    press(page, "KeyM")
    expect(page.locator('.row[id$="-p3"]:visible')).to_have_count(0, timeout=REBUILT)

    page.get_by_role("button", name="تصدير").click()
    page.get_by_role("button", name="حفظ").click()
    expect(page.locator("#exported a")).to_have_count(3, timeout=REBUILT)
    with zipfile.ZipFile(words / "new-reviewed" / "new.en-ar.docx") as written:
        body = written.read("word/document.xml").decode()
    assert "periodic meetings and workshops" in body
    assert "<w:ins " in body  # what changed since the earlier version
    assert violations_everywhere(page) == {}

    kept = (words / "new.decisions.jsonl").read_text("utf-8").splitlines()
    verdicts = [json.loads(line)["verdict"] for line in kept]
    assert verdicts.count("undo") == 2
    assert verdicts[-1] == "merge"
    again = open_desk()
    assert counts(again)[0] == DECIDED - 2
    expect(again.locator('.row[id$="-p3"]:visible')).to_have_count(0)
    expect(again.locator('.row[id$="-p2"]:visible .no')).to_contain_text("قوبلت يدوياً")
    expect(again.locator(".row:visible .item .verdict").first).to_contain_text("amal")


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_desk_and_report_are_open_to_all(
    ui: str, open_desk: Callable[..., sync_api.Page], words: Path, browser: sync_api.Browser,
    tmp_path: Path,
) -> None:  # fmt: skip
    page = open_desk(ui)
    assert page.locator("html").get_attribute("lang") == ui
    assert violations_everywhere(page) == {}
    page.keyboard.press("c")
    expect(page.locator("#ask")).to_be_visible()
    assert violations_everywhere(page) == {}
    files = [Path(name) for name in names(words)]
    report = write_report(check_files(files[:2], files[2:]), tmp_path, ui=ui)  # type: ignore[arg-type]
    page = browser.new_page()
    page.goto(report.as_uri())
    assert violations_everywhere(page) == {}


def test_the_next_check_honours_what_was_decided(words: Path) -> None:
    """After the hour above: a rejected finding stays rejected, merged pairs stay merged."""
    ledger = load_ledger(words / "new.decisions.jsonl")
    files = [Path(name) for name in names(words)]
    rejected = check_files(files[:2], files[2:], ledger=ledger).rejected
    assert len(rejected) == sum(d.verdict == "reject" for d in ledger.standing()) > 0
