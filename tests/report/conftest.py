"""A small checked corpus made by hand: the adopted resolution and its draft, with faults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.model import (
    Alignment,
    Bead,
    Change,
    Document,
    Edit,
    Evidence,
    Finding,
    Repair,
    Segment,
    Span,
    segment_id,
)  # fmt: skip

DATA = Path(__file__).parent / "data" / "ipu143.json"


def documents(texts: dict[str, dict[str, list[list[str]]]]) -> dict[tuple[str, str], Document]:
    made = {}
    for document, halves in texts.items():
        for language, rows in halves.items():
            segments = tuple(
                Segment(segment_id(document, language, place), language, place, text, text, number)  # type: ignore[arg-type]
                for place, number, text in rows
            )
            made[document, language] = Document(
                document, language, segments, title=rows[0][2],  # type: ignore[arg-type]
                supersedes="ipu143-draft" if document == "ipu143-adopted" else None,
            )  # fmt: skip
    return made


def span(document: Document, place: str, text: str) -> Span:
    start = document.segment(place).text.index(text)
    return Span(start, start + len(text), text)


def refs(place: str, document: str = "ipu143-adopted") -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (f"{document}:en:{place}",), (f"{document}:ar:{place}",)


@pytest.fixture(scope="session")
def corpus() -> CheckedCorpus:
    return build_by_hand()


def build_by_hand() -> CheckedCorpus:
    made = documents(json.loads(DATA.read_text("utf-8")))
    english, arabic = made["ipu143-adopted", "en"], made["ipu143-adopted", "ar"]
    arabic = with_repairs(arabic)
    alone = Document("ipu142-note", "en", (Segment("ipu142-note:en:p1", "en", "p1", "A", "A"),))
    pairs = []
    findings = _findings(english, arabic)
    for name, source, target in (
        ("ipu143-adopted", english, arabic),
        ("ipu143-draft", made["ipu143-draft", "en"], made["ipu143-draft", "ar"]),
    ):
        beads = tuple(
            Bead((s.id,), (t.id,), 0.5 + (i % 7) / 15, 0.3, "number")
            for i, (s, t) in enumerate(zip(source.segments, target.segments, strict=True))
        )
        alignment = Alignment((f"{name}:en", f"{name}:ar"), beads)
        own = tuple(f for f in findings if f.document == name)
        changes = _changes() if name == "ipu143-adopted" else ()
        pairs.append(CheckedPair.of(source, target, alignment, own, changes))
    every = (english, arabic, made["ipu143-draft", "en"], made["ipu143-draft", "ar"], alone)
    run = {
        "encoder": {"name": "use"},
        "versions": {"numpy": "2"},
        "settings": {"unit": "paragraph"},
    }
    return CheckedCorpus(every, tuple(pairs), findings, run)


def with_repairs(arabic: Document) -> Document:
    """One applied and one proposed repair of a damaged word, and a routine one."""
    segments = []
    for original in arabic.segments:
        segment = original
        if segment.place == "pre15":
            start = segment.text.index("الفُصّر")
            edit = Edit(start, "الفُصّر", "القُصّر")
            evidence = (Evidence("source", "ipu143-adopted:en:pre15", "minors", 0.7),)
            fixed = Repair(edit, "qaf-feh", "letter", "ocr", evidence, 0.93)
            text = segment.text.replace("الفُصّر", "القُصّر")
            segment = replace(segment, text=text, repairs=(fixed,))
        if segment.place == "op4":
            start = segment.text.index("وتجرىم")
            edit = Edit(start, "وتجرىم", "وتجريم")
            maybe = Repair(edit, "yeh-maqsura", "letter", "ocr", (), 0.6, "proposed")
            joined = Repair(Edit(0, "4. ", ""), "list-marker", "layout", "layout")
            raw = "4. " + segment.text
            segment = replace(segment, raw=raw, repairs=(joined, maybe))
        segments.append(segment)
    return replace(arabic, segments=tuple(segments))


def _findings(english: Document, arabic: Document) -> tuple[Finding, ...]:
    return (
        Finding(
            "V01", "ipu143-adopted", *refs("op18"), 0.97,
            "The English was amended after the draft (paragraph 10), the Arabic was not: it still "
            "speaks of “شبكات التواصل الاجتماعي” where the English now has “companies in the "
            "digital industry”.",
            (span(english, "op18", "companies in the digital industry"),),
            (span(arabic, "op18", "لشبكات التواصل الاجتماعي"),),
            {"old_source": "Calls upon", "old_target_ids": ["x"], "target_kept": 0.95},
        ),
        Finding(
            "S02", "ipu143-adopted", *refs("op3"), 0.6,
            "The Arabic writes 18 after a space.", (span(english, "op3", "18"),),
            (span(arabic, "op3", "18"),), {"source_numbers": ["18"], "target_numbers": ["18"]},
        ),
        Finding(
            "P01", "ipu143-adopted", *refs("op3"), 0.4,
            "The English ends in “;”, the Arabic in “،”.",
        ),
        Finding("P01", "ipu143-draft", *refs("op2", "ipu143-draft"), 0.4,
                "The English ends in “;”, the Arabic in “،”."),
        Finding("P01", "ipu142-note", (), (), 1.0, "There is no Arabic text of this."),
    )  # fmt: skip


def _changes() -> tuple[Change, ...]:
    def change(place: str, old: str, *figures: float, followed: str) -> Change:
        (source, target), (old_source, old_target) = refs(place), refs(old, "ipu143-draft")
        return Change(
            "ipu143-adopted", "amended", source, target, old_source, old_target, False, *figures,
            followed=followed,  # type: ignore[arg-type]
        )  # fmt: skip

    return (
        change("op14", "op7", 0.95, 0.94, 0.757, 0.772, followed="yes"),
        change("op18", "op10", 0.64, 0.95, 0.735, 0.847, followed="no"),
        Change("ipu143-adopted", "added", *refs("op22")),
        Change("ipu143-adopted", "unchanged", *refs("op16"), *refs("op8", "ipu143-draft")),
    )
