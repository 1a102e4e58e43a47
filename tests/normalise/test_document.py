"""Documents through the normaliser: each kind of damage of the seeds, as the reader hands it on."""

from __future__ import annotations

from typing import Any

from parallel_corpus.model import Document, Segment, Source
from parallel_corpus.normalise import (
    explain_repairs,
    normalise_document,
    repair_key,
    replay,
    restore,
    word_diff,
)


def segment(
    place: str, raw: str, number: str | None = None, lang: Any = "en", line: int = 1
) -> Segment:
    lines = raw.count("\n")
    source = Source("x.txt", "", line, line + lines)
    return Segment(f"doc:{lang}:{place}", lang, place, raw, raw, number, source)


def normalised(*segments: Segment, furniture: tuple[Segment, ...] = (), **options: Any) -> Document:
    document = Document("doc", segments[0].language, segments, furniture=furniture)
    done = normalise_document(document, **options)
    for part in (*done.segments, *done.furniture):
        assert replay(part.raw, part.repairs) == part.text
        assert restore(part.text, part.repairs) == part.raw
    assert normalise_document(done, **options) == done
    return done


def codes(part: Segment) -> list[str]:
    return [repair.code for repair in part.repairs]


def test_doubled_list_marker_and_emphasis() -> None:
    part = normalised(segment("op4", "  - 4. *Emphasizes* the need;", "4")).segments[0]
    assert part.text == "Emphasizes the need;"
    assert codes(part) == ["N209", "N202", "N302", "N302"]


def test_markers_of_many_styles() -> None:
    styles = {
        "- (11) إذ": "11",
        "12a. إذ": "12a",
        "3 bis. إذ": "3 bis",
        "١٢- إذ": "12",
        "(۱۲) إذ": "12",
        "**12.** إذ": "12",
        "12.إذ": "12",
        "12 إذ": "12",
        "• إذ": None,
    }
    for raw, number in styles.items():
        assert normalised(segment("op1", raw, number, "ar")).segments[0].text == "إذ", raw


def test_lettered_items_lose_their_letter_in_either_script() -> None:
    """The number of an item is in Latin letters, whatever its text has."""
    for raw in ("(أ) نص", "أ) نص", "أ- نص", "(a) نص", "A) نص"):
        part = normalised(segment("p3.a", raw, "3(a)", "ar")).segments[0]
        assert (part.text, codes(part)) == ("نص", ["N202"]), raw
    part = normalised(segment("p3.ii", "(ii) lower", "(ii)")).segments[0]
    assert (part.text, codes(part)) == ("lower", ["N202"])


def test_a_figure_that_is_not_the_marker_stays() -> None:
    part = normalised(segment("op3", "30 countries agree", "3")).segments[0]
    assert part.text == "30 countries agree"
    assert codes(part) == ["N203"]
    assert normalised(segment("p1", "1.5 million children", "1")).segments[0].text[0] == "1"


def test_lost_number_is_recorded_with_its_neighbours() -> None:
    lines = [
        segment("op1", "  - Urges parliaments to adopt frameworks\n    to introduce laws;", "1"),
        segment("op2", "  - Also urges parliaments;", "2"),
        segment("op3", "3. Calls upon them;", "3"),
    ]
    first, second, third = normalised(*lines).segments
    assert first.text == "Urges parliaments to adopt frameworks to introduce laws;"
    assert codes(first) == ["N209", "N203", "N209", "N204"]
    lost = next(repair for repair in second.repairs if repair.code == "N203")
    assert [(item.type, item.where, item.text) for item in lost.evidence] == [
        ("sequence", "doc:en:op1", "1"),
        ("sequence", "doc:en:op3", "3"),
    ]
    assert codes(third) == ["N202"]


def test_the_other_language_testifies_to_a_lost_number() -> None:
    arabic = Document("doc", "ar", (segment("op2", "2. وتحث", "2", "ar"),))
    done = normalised(segment("op2", "- Also urges", "2"), corpus=[arabic])
    evidence = done.segments[0].repairs[0].evidence
    assert [(item.type, item.where) for item in evidence] == [("translation", "doc:ar:op2")]


def test_an_article_named_in_words_has_not_lost_its_number() -> None:
    assert codes(normalised(segment("p1", "Article 5", "5")).segments[0]) == []


def test_footnote_mark_and_label() -> None:
    text = segment("p1", "child sexual abuse¹. The area is 3 m² in m<sup>3</sup> and<sup>1</sup>")
    note = segment("note1", "¹ UNODC (2020). <https://www.unodc.org/e4j>")
    first, second = normalised(text, note).segments
    assert first.text == "child sexual abuse. The area is 3 m² in m³ and"
    mark = next(repair for repair in first.repairs if repair.code == "N207")
    assert mark.evidence[0].where == "doc:en:note1"
    assert second.text == "UNODC (2020). https://www.unodc.org/e4j"


def test_a_raised_figure_without_its_note_stays() -> None:
    assert normalised(segment("p1", "abuse¹.")).segments[0].text == "abuse¹."


def test_bare_digit_label_and_link_in_a_note() -> None:
    raw = "1 See in: [www.x.org/a?b=1](http://www.x.org/a?b=1)."
    assert normalised(segment("note1", raw)).segments[0].text == "See in: www.x.org/a?b=1."


def test_paragraph_cut_by_a_page() -> None:
    part = normalised(segment("p7", "actions in terms of\n\nlegislation, budget")).segments[0]
    assert part.text == "actions in terms of legislation, budget"
    assert codes(part) == ["N205"]


def test_heading_emphasis_and_hard_break() -> None:
    assert normalised(segment("subtitle", "### *Resolution adopted*")).segments[0].text == (
        "Resolution adopted"
    )
    assert normalised(segment("head1", "Madrid, Spain  \n26-30")).segments[0].text == (
        "Madrid, Spain 26-30"
    )


def test_divided_word_needs_its_whole_elsewhere() -> None:
    divided = segment("p1", "the exploi-\ntation of a child-\ncentred way")
    whole = segment("p2", "exploitation")
    assert normalised(divided, whole).segments[0].text == "the exploitation of a child-centred way"
    evidence = normalised(divided, whole).segments[0].repairs[0].evidence
    assert [item.type for item in evidence] == ["phrase"]
    # Or a lexicon that has the whole and not the halves.
    assert normalised(divided).segments[0].text == "the exploitation of a child-centred way"
    own_hyphen = segment("p1", "cross-\nborder and non-\nliving")
    assert normalised(own_hyphen).segments[0].text == "cross-border and non-living"


def test_furniture_is_put_away_but_not_lost() -> None:
    page = segment("furniture1", "- 2 - C-III/143/DR")
    done = normalised(segment("p1", "Text."), furniture=(page,))
    (away,) = done.furniture
    assert (away.text, away.raw, codes(away)) == ("", "- 2 - C-III/143/DR", ["N201"])
    assert away.repairs[0].evidence[0].type == "position"


def test_repeated_furniture_names_the_other_places() -> None:
    motto = segment("furniture1", "For democracy. For everyone.")
    other_motto = Segment("other:en:furniture2", "en", "furniture2", motto.raw, motto.raw)
    other = Document("other", "en", (), furniture=(other_motto,))
    done = normalised(segment("p1", "Text."), furniture=(motto,), corpus=[other])
    evidence = done.furniture[0].repairs[0].evidence
    assert [(item.type, item.where) for item in evidence] == [("repeated", "other:en:furniture2")]


def siblings(lines: list[int], lang: Any = "ar") -> list[Segment]:
    return [segment(f"pre{n}", "وإذ تدرك،", None, lang, line) for n, line in enumerate(lines, 1)]


def test_lost_paragraph_break_among_parted_siblings() -> None:
    done = normalised(*siblings([1, 3, 5, 7, 9, 10, 12, 14]))
    assert [codes(part) for part in done.segments].index(["N206"]) == 5
    assert sum("N206" in codes(part) for part in done.segments) == 1


def test_a_list_without_blank_lines_has_lost_none() -> None:
    assert not any(map(codes, normalised(*siblings([1, 2, 3, 4, 5, 6])).segments))


def test_odd_end_mark_is_proposed_never_applied() -> None:
    raws = ["تحث؛", "تدعو؛", "تشدد،", "تطالب؛", "تؤكد؛", "تعترف؛", "تدعو."]
    parts = [segment(f"op{n}", f"{n}. {raw}", str(n), "ar") for n, raw in enumerate(raws, 1)]
    done = normalised(*parts)
    odd = [part for part in done.segments if "N604" in codes(part)]
    assert [(part.place, part.text) for part in odd] == [("op3", "تشدد،")]
    (found,) = [repair for repair in odd[0].repairs if repair.code == "N604"]
    assert (found.status, found.edit.after) == ("proposed", "؛")


def test_a_rejected_repair_is_not_made_and_stays_rejected() -> None:
    part = segment("op4", "- 4. *Urges* **all**", "4")
    first = normalised(part).segments[0]
    emphasis = [repair for repair in first.repairs if repair.code == "N302"]
    keys = [repair_key(part.id, repair, first.repairs) for repair in emphasis[:2]]
    assert len(set(keys)) == 2
    done = normalised(part, decisions=dict.fromkeys(keys, "reject")).segments[0]
    assert done.text == "*Urges* all"
    refused = [repair for repair in done.repairs if repair.status == "rejected"]
    assert [repair.edit.start for repair in refused] == [0, 6]


def test_skip_and_only() -> None:
    part = segment("op4", "- 4. *Urges*", "4")
    assert normalised(part, skip=["N3"]).segments[0].text == "*Urges*"
    assert normalised(part, only=["N302"]).segments[0].text == "- 4. Urges"


def test_title_of_the_document_follows() -> None:
    assert normalised(segment("title", "# التشريعات", lang="ar")).title == "التشريعات"


def test_explanation_and_diff_show_what_was_done() -> None:
    part = normalised(segment("op4", "- 4. *Urges* all\nof them", "4")).segments[0]
    shown = explain_repairs(part)
    assert "doc:en:op4 [0:5] N202 list marker: applied" in shown
    assert "[\\n -> ]" in shown or "[\\n ->  ]" in shown
    assert word_diff(part) == ("[-- 4. *Urges*-]{+Urges+} all[-\\n-]{+ +}of them")
