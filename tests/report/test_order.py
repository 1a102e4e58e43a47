"""The order in which a browser shows numbers and mixed lines: the same wherever a text stands.

Chromium says where each character is; what is compared is the line as an eye reads it, from the
left edge to the right one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markupsafe import Markup, escape

from parallel_corpus.language.bidi import isolated, isolated_line
from parallel_corpus.report.page import environment
from parallel_corpus.report.sides import Piece, ShownText, arabic, mixed, mixed_arabic

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")

# What an Arabic reader expects, from the left edge: ranges begin on the right, single numbers,
# dates and names of documents read as everywhere.
EXPECTED = {
    "26-30": "30-26",
    "26–30": "30–26",
    "٢٦-٣٠": "٣٠-٢٦",
    "1/2": "1/2",
    "3.5": "3.5",
    "1,200": "1,200",
    "10:30": "10:30",
    "12/6/2019": "12/6/2019",
    "2021-11-30": "2021-11-30",
    "30-11-2021": "30-11-2021",
    "-5": "-5",
    "A/RES/75/1": "A/RES/75/1",
    "+41 22 919-41": "+41 22 919-41",
}
_READ = """(element) => {
  const found = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent;
    for (let i = 0; i < text.length; i++) {
      const range = document.createRange();
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (box && box.width > 0) found.push([box.left, text[i]]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]).map((one) => one[1]).join("");
}"""


def contexts(text: str) -> dict[str, Markup]:
    """The places where a page shows a piece of an Arabic text; the piece stands in a span."""
    piece = Markup("<span id=it>{}</span>").format(arabic(text))
    block = Markup("<div class=text lang=ar dir=rtl>{}</div>")
    made = environment().get_template("parts.html.j2").make_module({"severity_names": {}})
    changed = made.pieces(ShownText("", "ar", (Piece("المواد "), Piece(text, "added"))))
    return {
        "in a sentence": block.format(Markup("المواد {} من القانون").format(piece)),
        "at the beginning": block.format(piece),
        "as a repair": block.format(Markup("<ins>{}</ins>").format(piece)),
        "in an Arabic page's message": Markup("<p dir=rtl class=says>في الترجمة “{}”</p>").format(
            Markup("<span id=it>{}</span>").format(mixed_arabic(text))
        ),
        "as the template marks it": block.format(Markup("<span id=all>{}</span>").format(changed)),
    }


@pytest.fixture(scope="module")
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 400})
    style = environment().loader.get_source(environment(), "report.css")[0]  # type: ignore[union-attr]
    page.set_content(f"<!doctype html><meta charset=utf-8><style>{style}</style><main id=m></main>")
    yield page
    page.close()


def shown(page: sync_api.Page, content: str, what: str = "#it") -> str:
    page.evaluate("content => { document.querySelector('#m').innerHTML = content; }", content)
    return str(page.locator(what).evaluate(_READ))


@pytest.mark.parametrize("text", EXPECTED)
def test_a_number_reads_the_same_wherever_it_stands(page: sync_api.Page, text: str) -> None:
    for place, content in contexts(text).items():
        all_of_it = "id=all" in content
        seen = shown(page, content, "#all ins" if all_of_it else "#it")
        assert seen == EXPECTED[text], place


@pytest.mark.parametrize("text", EXPECTED)
def test_plain_text_with_isolates_reads_as_the_page_does(page: sync_api.Page, text: str) -> None:
    line = escape(f"reads {isolated(text)} here")
    seen = shown(page, f"<pre id=it dir=ltr>{line}</pre>")
    assert seen == f"reads {EXPECTED[text]} here"


def test_an_english_line_keeps_its_order_around_arabic(page: sync_api.Page) -> None:
    said = "The source has “40” where it has “المواد 26-30”; see (أ) and “المادة 5”."
    plain = shown(page, f"<pre id=it dir=ltr>{escape(isolated_line(said))}</pre>")
    isolates = shown(page, f"<p id=it dir=ltr>{mixed(said)}</p>")
    assert plain == isolates
    assert isolates.startswith("The source has “40” where it has “30-26 ")
    assert isolates.index("; see (") < isolates.index(") and “5 ")


def test_brackets_of_an_arabic_line_close_on_the_left(page: sync_api.Page) -> None:
    seen = shown(page, f"<p id=it dir=rtl>{mixed_arabic('المصدر ينفي (“not”) والترجمة لا')}</p>")
    # Mirrored signs keep their characters: the first in the text stands further to the right.
    assert seen.index(")") < seen.index("not") < seen.index("(")
