"""Take the pictures of the docs' page on a reviser's hour, by walking through it.

Run: python -m tests.benchmarks.hour_pictures [FOLDER]      (default: .github)
Needs Debian's chromium and the playwright package. The texts are docs/examples'; decisions go to a
copy of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path
from queue import Queue

from playwright.sync_api import Page, sync_playwright

from parallel_corpus.decisions import Store
from parallel_corpus.review import Texts, places_of
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import make_builder, serve
from tests.benchmarks.report_pictures import BROWSER, EXAMPLE, ROOT

WIDE, PHONE = {"width": 1280, "height": 620}, {"width": 390, "height": 844}
SETTLED = 400  # milliseconds: until a message stands and scrolling has ended


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**BROWSER)
        page = browser.new_page(viewport=WIDE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(address_of_desk(Path(name)))
        page.locator(".item.at").wait_for()
        walk(page, out)
        browser.close()


def walk(page: Page, out: Path) -> None:
    """Walk through the hour, and take a picture at each station."""

    def take(name: str) -> None:
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=out / f"hour-{name}.png")
        print(out / f"hour-{name}.png")

    take("1-open")
    page.keyboard.press("b")
    page.locator(".item.at details").evaluate("e => e.scrollIntoView({block: 'center'})")
    take("2-earlier")
    page.keyboard.press("b")
    for key in ("a", "r"):
        before = page.locator("#done-findings").inner_text()
        page.keyboard.press(key)
        page.wait_for_function(
            "said => document.querySelector('#done-findings').innerText !== said", arg=before
        )
    page.keyboard.press("u")
    page.locator("#told:not([hidden])").wait_for()
    take("3-undo")
    page.locator("[data-do=export]").click()
    page.locator("#ask button[value=ok]").click()
    page.locator("#exported a").first.wait_for()
    take("4-export")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.locator(".finding").first.evaluate("e => e.closest('.row').scrollIntoView()")
    page.wait_for_timeout(5000)  # the message is gone by then
    take("5-phone")


def address_of_desk(folder: Path) -> str:
    """Start a desk over a copy of the examples, for as long as this process lives."""
    files = [Path(shutil.copy(ROOT / "docs" / "examples" / name, folder)) for name in EXAMPLE]
    texts = Texts(files[:2], files[2:], ui="ar")
    kept, results = places_of(texts)
    desk = Desk(make_builder(texts, say=lambda _: None), Store(kept), "amal", results, ui="ar")
    said: Queue[str] = Queue()

    def run() -> None:
        serve(desk, port=0, open_browser=False, say=said.put)

    threading.Thread(target=run, daemon=True).start()
    return said.get(timeout=60).split("\n")[0].split()[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".github")
