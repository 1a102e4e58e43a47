"""The report as a file: what stands in it, and what must never."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.decisions import Stale
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision, Document, Edit, Finding, Repair, Segment, Span
from parallel_corpus.report import render_report, write_report
from parallel_corpus.report.overview import pair_views
from parallel_corpus.report.page import context
from parallel_corpus.report.repairs import MOST, repair_lists, segment_repairs
from parallel_corpus.report.sides import SegmentIndex

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"'&{{ 7*7 }} \u202e"


@pytest.fixture(scope="module")
def page(corpus: CheckedCorpus) -> html.HtmlElement:
    return html.fromstring(render_report(corpus))


def test_two_runs_give_the_same_bytes(corpus: CheckedCorpus, tmp_path: Path) -> None:
    first = write_report(corpus, tmp_path / "a").read_bytes()
    assert first == write_report(corpus, tmp_path / "b").read_bytes()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["index.html"]


def test_the_page_needs_nothing_else(corpus: CheckedCorpus) -> None:
    text = render_report(corpus)
    assert not re.findall(r"(?:https?:)?//[a-z]", text.replace("</", ""))
    page = html.fromstring(text)
    assert not page.xpath("//link | //img | //iframe | //script[@src] | //*[@onclick]")


def test_every_link_leads_somewhere_and_every_id_is_its_own(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//a/@href")} <= set(ids)
    assert set(" ".join(page.xpath("//@data-found")).split()) <= set(ids)


def test_paragraph_18_opens_the_summary_and_shows_four_texts(page: html.HtmlElement) -> None:
    first = page.xpath("//*[@id='summary']//li")[0].text_content()
    assert "Operative paragraph 18" in first
    assert "companies in the digital industry" in first
    (finding,) = page.xpath("//*[@id='f1']")
    texts = finding.xpath(".//div[contains(@class, 'text')]")
    assert [(t.get("lang"), t.get("dir")) for t in texts] == [("en", "ltr"), ("ar", "rtl")] * 2
    assert "for social media networks" in texts[0].xpath("string(.//del[2])")
    assert "that companies in the digital industry" in texts[2].xpath("string(.//ins[2])")
    assert texts[3].xpath("string(.//mark)") == "لشبكات التواصل الاجتماعي"


def test_the_summary_says_where_the_translation_did_not_follow(page: html.HtmlElement) -> None:
    state = page.xpath("string(//*[@class='state'])")
    assert "did not follow in operative paragraph 18." in state
    assert "paragraph 14" not in state


def test_every_segment_of_every_pair_stands_in_the_page(
    corpus: CheckedCorpus, page: html.HtmlElement
) -> None:
    shown = page.xpath("string(//*[@id='pairs'])")
    for pair in corpus.pairs:
        for segment in (*pair.source.segments, *pair.target.segments):
            assert segment.text in shown


def test_a_document_that_holds_markup_shows_it_as_text(corpus: CheckedCorpus) -> None:
    poisoned = poison(corpus)
    page = html.fromstring(render_report(poisoned))
    assert len(page.xpath("//script")) == len(
        html.fromstring(render_report(corpus)).xpath("//script")
    )
    assert not page.xpath("//img | //@onerror")
    assert page.text_content().count("<img src=x onerror=alert(1)>") > 6
    assert "{{ 7*7 }}" in page.text_content()


def poison(corpus: CheckedCorpus) -> CheckedCorpus:
    """Every string that a document, a check or the settings may bring, turned hostile."""
    pair = corpus.pairs[0]
    first = pair.source.segments[0]
    bad = replace(
        first, text=HOSTILE, raw=HOSTILE, number=HOSTILE,
        repairs=(Repair(Edit(0, HOSTILE[:9], HOSTILE), HOSTILE, HOSTILE, status="proposed"),),
    )  # fmt: skip
    source = replace(pair.source, segments=(bad, *pair.source.segments[1:]), title=HOSTILE)
    finding = Finding(
        "V01", pair.document, (first.id,), (), 0.5, "N01", (Span(0, 9, HOSTILE),), (),
        {HOSTILE: HOSTILE},
    )  # fmt: skip
    return replace(
        corpus,
        documents=(source, *corpus.documents[1:]),
        pairs=(CheckedPair.of(source, pair.target, pair.alignment), *corpus.pairs[1:]),
        findings=(finding, *corpus.findings),
        run={"settings": {HOSTILE: HOSTILE}},
    )


def test_decisions_that_no_longer_fit_are_told_and_rejected_findings_are_listed(
    corpus: CheckedCorpus,
) -> None:
    decision = Decision("amal", "2026-01-02T10:00:00Z", "text:x:ar:op1", "edit", "<b>", "f")
    told = replace(
        corpus,
        stale=(Stale(decision, "the text in the file changed"),),
        rejected=corpus.findings[:1],
    )
    page = html.fromstring(render_report(told))
    text = page.xpath("string(//*[@id='decisions'])")
    assert "Decisions whose text has changed since (1)" in text
    assert "edit, amal, 2026-01-02" in text
    assert "Rejected findings, left out above: 1" in text
    assert not html.fromstring(render_report(corpus)).xpath("//*[@id='decisions']")


def test_terms_stand_in_a_table_with_their_other_renderings(corpus: CheckedCorpus) -> None:
    source, target = corpus.findings[0].source, corpus.findings[0].target
    spans = (Span(0, 5, "Calls"),), (Span(0, 4, "تدعو"),)
    renderings = {"renderings": {"تدعو": 1, "تحث": 4, "تطلب": 2}}
    usual = {"term": "minors", "usual": "القصر"}
    found = (
        Finding("T03", "ipu143-adopted", source, target, 0.5, "m", *spans, renderings),
        Finding("T02", "ipu143-adopted", source, target, 0.5, "m", *spans, usual),
    )
    page = html.fromstring(render_report(replace(corpus, findings=found)))
    rows = page.xpath("//*[@id='terms']//tbody/tr")
    cells = [[cell.text_content().strip() for cell in row.xpath("td")[:3]] for row in rows]
    assert cells == [["Calls", "تدعو", "تحثتطلب"], ["minors", "تدعو", "القصر"]]


def test_a_corpus_of_nothing_still_gives_a_page() -> None:
    page = html.fromstring(render_report(CheckedCorpus((), ())))
    assert "Nothing was found" in page.text_content()


def test_an_unwritable_directory_is_an_error_that_teaches(
    corpus: CheckedCorpus, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot write the file"):
        write_report(corpus, tmp_path / "file")


def test_a_repair_is_shown_in_the_text_that_its_offsets_count_in() -> None:
    steps = (
        Repair(Edit(0, "4. ", ""), "marker", "layout", "layout", step=0),
        Repair(Edit(4, "foe", "for"), "word", "letter", "ocr", step=1),
    )
    segment = Segment("d:en:op4", "en", "op4", "4. one foe all", "one for all", "4", repairs=steps)
    marker, word = segment_repairs(segment, SegmentIndex([]))
    assert (marker.lead, marker.before, marker.trail) == ("", "4. ", "one foe all")
    assert (word.lead, word.before, word.after, word.trail) == ("one ", "foe", "for", " all")


def test_a_repair_inside_a_word_is_shown_with_the_whole_word() -> None:
    text = "تعريفات وتجرىم كاملة"
    start = text.index("ى")
    fix = Repair(Edit(start, "ى", "ي"), "N402", "ocr/letter", status="proposed")
    (shown,) = segment_repairs(
        Segment("d:ar:op4", "ar", "op4", text, text, repairs=(fix,)), SegmentIndex([])
    )
    assert (shown.lead, shown.before, shown.after) == ("تعريفات ", "وتجرىم", "وتجريم")


def test_of_very_many_repairs_the_first_are_listed_and_the_rest_counted() -> None:
    raw = "teh " * (MOST + 5)
    fixes = [
        Repair(Edit(at, "teh", "the"), "N701", "ocr/word", status="proposed")
        for at in range(0, len(raw), 4)
    ]
    fixes[-1] = replace(fixes[-1], status="rejected")
    segment = Segment("d:en:p1", "en", "p1", raw, raw, repairs=tuple(fixes))
    document = Document("d", "en", (segment,))
    (listed,) = repair_lists([document], SegmentIndex([document]))
    assert (len(listed.listed), listed.rest) == (MOST, 5)
    assert (listed.waiting, listed.grave, listed.applied) == (MOST + 4, MOST + 4, 0)
    page = html.fromstring(render_report(CheckedCorpus((document,), ())))
    assert "and 5 more repairs; all are in repairs.csv" in page.text_content()


def test_a_word_of_very_many_letters_is_cut_where_a_repair_is_shown() -> None:
    raw = "ab" * 40_000
    fix = Repair(Edit(40_000, "a", "o"), "N701", "ocr/word", status="proposed")
    segment = Segment("d:en:p1", "en", "p1", raw, raw, repairs=(fix,))
    (shown,) = segment_repairs(segment, SegmentIndex([]))
    assert len(shown.before) < 200
    assert shown.before.replace("a", "o", 1) != shown.after
    assert len(shown.lead + shown.trail) < 200


def test_what_turns_a_text_round_is_shown_and_not_obeyed() -> None:
    raw = "a photo\u202egnp.exe"
    fix = Repair(Edit(7, "\u202e", ""), "N103", "encoding/bidi-control", status="proposed")
    segment = Segment("d:en:p1", "en", "p1", raw, raw, repairs=(fix,))
    page = render_report(CheckedCorpus((Document("d", "en", (segment,)),), ()))
    assert "\u202e" not in page
    assert 'photo<del><bdi class="control" dir="ltr">U+202E</bdi></del>gnp' in page


def test_the_strip_covers_the_document_once(corpus: CheckedCorpus) -> None:
    findings = context(corpus)["findings"]
    for pair in pair_views(corpus, findings, SegmentIndex(corpus.documents)):
        assert pair.strip[0].x == 0
        assert sum(tick.width for tick in pair.strip) == pytest.approx(1000, abs=1)


def with_numbers(corpus: CheckedCorpus) -> CheckedCorpus:
    """The corpus with a number of operative paragraph 14 changed in the translation alone."""
    pair = corpus.pairs[0]
    place, ref = "op14", ("ipu143-adopted:ar:op14",)
    english = pair.source.segment(place)
    new = "تدعو البرلمانات إلى اعتماد 12 قانوناً؛"
    older = corpus.pairs[1].target.segment("op7")
    texts = {ref[0]: new, older.id: new.replace("12", "21")}

    def told(document: Document) -> Document:
        return replace(
            document,
            segments=tuple(
                replace(s, text=texts.get(s.id, s.text), raw=texts.get(s.id, s.raw))
                for s in document.segments
            ),
        )

    at = new.index("12")
    wrong = Finding(
        "N01", "ipu143-adopted", (english.id,), ref, 0.9,
        "The source has “21” where the translation has “12”", (), (Span(at, at + 2, "12"),),
    )  # fmt: skip
    changes = tuple(
        replace(change, kind="unchanged") if change.target == ref else change
        for change in pair.changes
    )
    mended = CheckedPair.of(pair.source, told(pair.target), pair.alignment, pair.findings, changes)
    pairs = (mended, *corpus.pairs[1:])
    return replace(
        corpus,
        documents=tuple(map(told, corpus.documents)),
        pairs=pairs,
        findings=(wrong, *corpus.findings),
    )


def test_the_first_screen_is_what_to_settle(corpus: CheckedCorpus) -> None:
    older = replace(corpus.findings[0], document="ipu143-draft", message="Of the draft.")
    arabic = corpus.pairs[0].target
    told = arabic.segment("op4")
    start = told.text.index("وتجرىم")
    spelling, reading = (
        Repair(Edit(start, "وتجرىم", after), "x", "letter", "ocr", status="proposed")
        for after in ("وتجريم", "وتحريم")
    )
    mended = replace(
        arabic,
        segments=tuple(
            replace(s, repairs=(spelling, reading)) if s.id == told.id else s
            for s in arabic.segments
        ),
    )
    documents = tuple(mended if d is arabic else d for d in corpus.documents)
    findings = (older, *corpus.findings)
    page = html.fromstring(render_report(replace(corpus, documents=documents, findings=findings)))
    first = page.xpath("//main/*[1][@id='summary']")[0]
    said = first.xpath("./ol/li//*[contains(@class, 'says')]")
    tags = [
        item.xpath("string(.//*[contains(@class, 'severity')])") for item in first.xpath("./ol/li")
    ]
    assert tags == ["Error", "Warning"]
    assert all("Of the draft." not in text.text_content() for text in said)
    # Of the proposed repairs the one that changes what is read, not the one of spelling alone.
    assert "وتحريم" in first.text_content()
    assert "وتجريم" not in first.text_content()
    last = page.xpath("//article[contains(@class, 'finding')]")[-1]
    assert "ipu143-draft" in last.text_content()
    behind = page.xpath("//article[contains(@class, 'finding')]")[-2]
    assert "Of the draft." in behind.text_content()


def test_numbers_say_what_the_earlier_translation_had(corpus: CheckedCorpus) -> None:
    page = html.fromstring(render_report(with_numbers(corpus)))
    finding = page.xpath("//article[@data-code='N01']")[0]
    assert "The earlier translation had “21”." in finding.text_content()
    assert len(finding.xpath(".//div[contains(@class, 'text')]")) == 4
    arabic = html.fromstring(render_report(with_numbers(corpus), ui="ar"))
    assert "كان في الترجمة السابقة “21”." in arabic.text_content()


def test_a_paragraph_whose_translation_alone_changed_is_listed(corpus: CheckedCorpus) -> None:
    page = html.fromstring(render_report(with_numbers(corpus)))
    said = {
        item.xpath("string(.//b)"): item.xpath("string(./summary)")
        for item in page.xpath("//*[@id='versions']/details")
    }
    assert "only the translation changed" in said["Operative paragraph 14"]
    assert "did not follow" in said["Operative paragraph 18"]
    before = html.fromstring(render_report(corpus)).xpath("//*[@id='versions']/details")
    assert len(said) <= len(before) + 1


def test_no_figure_goes_without_plain_words(corpus: CheckedCorpus) -> None:
    finding = replace(corpus.findings[1], evidence={"log_odds": 3.4, "limit": 1.5, "xyz": 2})
    page = html.fromstring(render_report(replace(corpus, findings=(finding,))))
    facts = page.xpath("string(//*[@class='facts'])")
    assert "above 0 for" in facts
    assert not {"log odds", "xyz", "likeness"} & set(facts.split("\n"))


def test_nothing_found_is_said(corpus: CheckedCorpus) -> None:
    quiet = replace(corpus, findings=(), pairs=corpus.pairs[1:])
    for ui, said in (("en", "the checks found nothing"), ("ar", "لم تجد الفحوص شيئاً")):
        page = html.fromstring(render_report(quiet, ui=ui))  # type: ignore[arg-type]
        assert said in page.xpath("string(//*[@id='summary'])")


def test_cells_of_tables_are_named_for_narrow_screens(page: html.HtmlElement) -> None:
    cells = page.xpath("//table[contains(@class, 'repairs')]//td")
    assert cells
    assert all(cell.get("data-head") for cell in cells)
