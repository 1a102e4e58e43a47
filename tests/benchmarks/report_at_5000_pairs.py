"""How the report and the desk bear 5,000 pairs: size, load, scroll, search, one verdict.

Run: python -m tests.benchmarks.report_at_5000_pairs [PAIRS]
Texts: UN Parallel Corpus development set (see tests/benchmarks/README.md), repeated to the number;
one pair in ten bears a finding. Needs Debian's chromium and the playwright package.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.decisions import FILE, Store
from parallel_corpus.model import Alignment, Bead, Document, Finding, Segment, Span
from parallel_corpus.report import write_report
from parallel_corpus.review.actions import Request
from parallel_corpus.review.desk import Desk
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

TEXTS = EVAL / "un_dev.tsv"


def corpus(size: int) -> CheckedCorpus:
    lines = [line.split("\t")[-2:] for line in TEXTS.read_text("utf-8").splitlines()]
    rows = [lines[i % len(lines)] for i in range(size)]
    arabic = sum(map(str.isascii, (row[0] for row in rows))) < len(rows) / 2
    sides = {}
    for language, column in (("en", int(arabic)), ("ar", int(not arabic))):
        segments = tuple(
            Segment(f"un:{language}:p{i}", language, f"p{i}", row[column], row[column])  # type: ignore[arg-type]
            for i, row in enumerate(rows, start=1)
        )
        sides[language] = Document("un", language, segments, title="United Nations")  # type: ignore[arg-type]
    beads = tuple(Bead((f"un:en:p{i}",), (f"un:ar:p{i}",), 0.8, 0.2) for i in range(1, size + 1))
    findings = tuple(
        Finding(
            ("N01", "C01", "P01")[i % 3], "un", (f"un:en:p{i}",), (f"un:ar:p{i}",), 0.7,
            "The source has “18” where the translation has “16”", (Span(0, 5, rows[i - 1][0][:5]),),
        )
        for i in range(10, size + 1, 10)
    )  # fmt: skip
    pair = CheckedPair.of(sides["en"], sides["ar"], Alignment(("un:en", "un:ar"), beads), findings)
    return CheckedCorpus(tuple(sides.values()), (pair,), findings)


def timed(name: str, begin: float) -> float:
    took = time.perf_counter() - begin
    print(f"{name:<46} {took:7.2f} s")
    return took


def in_browser(address: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        begin = time.perf_counter()
        page.goto(address)
        page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        loading = timed("report: load to first frame", begin)
        frames: Any = page.evaluate(SCROLL)
        frames.sort()
        print(f"{'report: scrolling, median frame':<46} {frames[len(frames) // 2]:7.1f} ms")
        print(
            f"{'report: scrolling, 95% of frames under':<46} {frames[len(frames) * 95 // 100]:7.1f} ms"
        )
        print(f"{'report: scrolling, slowest frame':<46} {frames[-1]:7.1f} ms")
        begin = time.perf_counter()
        page.locator("#query").fill("الأمين العام")
        page.wait_for_selector(".row[hidden]", state="attached")
        search = timed("report: search, with 0.12 s of waiting for more", begin)
        browser.close()
    return {
        "load_seconds": loading,
        "frame_ms": frames[len(frames) // 2],
        "frame_ms_95": frames[len(frames) * 95 // 100],
        "search_seconds": search,
    }


SCROLL = """() => new Promise((done) => {
  const frames = []; let last = performance.now(), n = 0;
  const step = (now) => {
    frames.push(now - last); last = now;
    window.scrollBy(0, 1500);
    if (++n < 200) requestAnimationFrame(step); else done(frames.slice(5));
  };
  requestAnimationFrame(step);
})"""


def main(size: int) -> None:
    made = corpus(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.perf_counter()
        path = write_report(made, folder)
        writing = timed(f"report: writing {size:,} pairs", begin)
        megabytes = path.stat().st_size / 1e6
        print(f"{'report: size':<46} {megabytes:7.1f} MB")
        figures = in_browser(path.as_uri())
        begin = time.perf_counter()
        desk = Desk(lambda _: made, Store(folder / FILE), "amal", folder)
        figures["desk_seconds"] = timed("desk: laying out", begin)
        on = desk.sheet.rows[9].findings[0].subject
        begin = time.perf_counter()
        desk.decide(Request("accept", on))
        desk.changes(desk.revision - 1)
        figures["verdict_seconds"] = timed("desk: one verdict, kept and shown", begin)
    record(
        "report_at_5000_pairs",
        data=f"UN development set, {size:,} pairs, {len(made.findings):,} findings",
        command="python -m tests.benchmarks.report_at_5000_pairs",
        figures={"pairs": size, "written_seconds": writing, "megabytes": megabytes, **figures},
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
