"""Take the README's pictures of the report and the desk, from the corpus in data/.

Run: python tests/benchmarks/report_pictures.py [FOLDER]      (default: .github)
Needs Debian's chromium, libreoffice-writer and poppler-utils, and the playwright package. Decisions made here go to a copy of data/.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import Any

from playwright.sync_api import Page, sync_playwright

from parallel_corpus.build.check_files import check_files
from parallel_corpus.build.rebuild import Builder
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.export.registry import export_to
from parallel_corpus.report import write_report
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import serve
from parallel_corpus.settings import load_settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ("new.en.txt", "new.ar.txt", "old.en.txt", "old.ar.txt")
COMMENTS = '{"ExportNotes":{"type":"boolean","value":"false"},"ExportNotesInMargin":{"type":"boolean","value":"true"}}'
BROWSER: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-quic"],
}


def main(out: Path) -> None:
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        data = Path(shutil.copytree(ROOT / "data", Path(name) / "data"))
        build = Builder(load_settings(data))
        report = write_report(build(Ledger()), Path(name)).as_uri()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**BROWSER)

            def shoot(
                name: str, address: str, width: int, height: int, prepare: Callable[[Page], None]
            ) -> None:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, device_scale_factor=2
                )
                page.goto(address)
                prepare(page)
                page.screenshot(path=out / name)
                print(out / name)

            shoot("report.png", report, 1280, 860, lambda _: None)
            shoot("report-finding.png", report, 1280, 560, at("#findings .finding"))
            shoot("report-phone.png", report, 390, 844, at("#findings .finding"))
            arabic = write_report(example(), Path(name) / "ar", ui="ar").as_uri()
            shoot("report-arabic.png", arabic, 1280, 620, lambda _: None)
            shoot("desk.png", desk_address(data, build), 1280, 860, decide)
            browser.close()
    word(out)


def example() -> CheckedCorpus:
    """The README's first example: two texts and the version that they supersede."""
    files = [ROOT / "docs" / "examples" / name for name in EXAMPLE]
    return check_files(files[:2], files[2:])


def word(out: Path) -> None:
    """Take a picture of the Word document of the example, as LibreOffice lays it out."""
    with tempfile.TemporaryDirectory() as name:
        corpus = example()
        newest = replace(corpus, pairs=corpus.pairs[-1:])
        (written,) = export_to(newest, ["docx"], name)
        convert = ("soffice", "--headless", "--convert-to", "pdf:writer_pdf_Export:" + COMMENTS)
        subprocess.run([*convert, "--outdir", name, written.path], check=True, capture_output=True)
        page = written.path.with_suffix(".pdf")
        size = ("-r", "110", "-f", "1", "-l", "1", "-x", "0", "-y", "0", "-W", "1290", "-H", "620")
        command = ["pdftoppm", "-png", "-singlefile", *size, page, out / "word"]
        subprocess.run(command, check=True)
    print(out / "word.png")


def at(selector: str) -> Callable[[Page], None]:
    """Scroll so that `selector` stands at the top, below the bar."""

    def scroll(page: Page) -> None:
        page.locator(selector).first.evaluate("e => e.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(300)

    return scroll


def decide(page: Page) -> None:
    """A desk in use: one finding accepted, the next one under the hand."""
    page.locator("#show").select_option("found")
    page.locator('.finding[data-on*="V01"] p').first.click()
    page.keyboard.press("a")
    page.locator(".verdict.accept").wait_for()
    page.wait_for_timeout(300)


def desk_address(data: Path, build: Builder) -> str:
    """Start a desk in this process, for as long as it lives."""
    said: Queue[str] = Queue()
    desk = Desk(build, Store(data / FILE), "amal", data.parent / "alignments")

    def run() -> None:
        serve(desk, port=0, open_browser=False, say=said.put)

    threading.Thread(target=run, daemon=True).start()
    return said.get(timeout=60).split("\n")[0].split()[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".github")
