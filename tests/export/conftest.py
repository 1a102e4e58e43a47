"""A small checked corpus with everything an export must carry: the hard cases are named here."""

from __future__ import annotations

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
    Source,
    Span,
)
from tests.interchange import checked, pytest_runtest_logreport, pytest_sessionfinish

__all__ = ["checked", "pytest_runtest_logreport", "pytest_sessionfinish"]

OLD_EN = "Calls on social media networks to remove such material;"
NEW_EN = "Calls on companies in the digital industry to remove such material;"
AR = "تدعو شبكات التواصل الاجتماعي إلى إزالة هذه المواد؛"

TEXTS = {
    # place: (English, Arabic); "" where the side has no such segment
    "title": ("Resolution", "قرار"),
    "pre1": ("=1+1 & <b>“quoted”</b>", "@الاحتفاظ"),  # formula and markup
    "op1": ("Recalls\x0cArticle 5\x01;", "تستذكر المادة ٥؛"),  # XML forbids \x0c and \x01
    "op2": ("First half,", "النصف الأول والثاني؛"),
    "op3": ("second half;", ""),
    "op4": ("", "فقرة بلا أصل؛"),
    "op5": ("Nobody translated this;", ""),
    "op18": (NEW_EN, AR),
}


def _document(name: str, language: str, texts: dict[str, str], **more: object) -> Document:
    path = f"raw/{name}.{language}.txt"
    repair = Repair(
        Edit(0, "ـ", ""), "N010", "tatweel", "layout", (Evidence("lexicon", path, "قرار", 0.9),)
    )
    segments = tuple(
        Segment(
            id=f"{name}:{language}:{place}",
            language=language,  # type: ignore[arg-type]
            place=place,
            raw="ـ" + text if place == "title" else text,
            text=text,
            number=place[2:] if place.startswith("op") else None,
            source=Source(path, "0" * 64, line, line),
            repairs=(repair,) if place == "title" else (),
        )
        for line, (place, text) in enumerate(texts.items(), 1)
        if text
    )
    return Document(name, language, segments, **more)  # type: ignore[arg-type]


def _bead(source: str, target: str, score: float = 0.9, method: str = "embedding") -> Bead:
    return Bead(
        tuple(f"new:en:{place}" for place in source.split()),
        tuple(f"new:ar:{place}" for place in target.split()),
        score,
        0.25,
        method,  # type: ignore[arg-type]
    )


def make_corpus() -> CheckedCorpus:
    english = _document("new", "en", {p: en for p, (en, _) in TEXTS.items()}, supersedes="old")
    arabic = _document("new", "ar", {p: ar for p, (_, ar) in TEXTS.items()}, supersedes="old")
    old_english = _document("old", "en", {"op9": OLD_EN})
    old_arabic = _document("old", "ar", {"op9": AR})
    beads = (
        _bead("title", "title", 0.98, "number"),
        _bead("pre1", "pre1", method="human"),
        _bead("op1", "op1"),
        _bead("op2 op3", "op2", 0.123456),
        _bead("", "op4", 0.0),
        _bead("op5", "", 0.0),
        _bead("op18", "op18", 0.735),
    )
    start = NEW_EN.index("companies")
    findings = (
        Finding(
            "V01",
            "new",
            ("new:en:op18",),
            ("new:ar:op18",),
            0.97,
            "The Arabic still follows the draft:\nsocial media networks.",
            (Span(start, start + 33, NEW_EN[start : start + 33]),),
            (Span(5, 28, AR[5:28]),),
            {"old_source": OLD_EN, "similarity": 0.8474999, "words": ("شبكات",)},
        ),
        Finding("N01", "new", ("new:en:op1",), ("new:ar:op1",), 0.5, "=5 is not ٥"),
        Finding("S04", "new", ("new:en:op18.s1",), ("new:ar:op18.s1",), 0.2, "A sentence."),
    )
    change = Change(
        "new",
        "amended",
        ("new:en:op18",),
        ("new:ar:op18",),
        ("old:en:op9",),
        ("old:ar:op9",),
        True,
        0.64,
        0.95,
        0.735,
        0.847,
        "no",
    )
    pair = CheckedPair.of(
        english,
        arabic,
        Alignment(("new:en", "new:ar"), beads, "sig"),
        findings,
        (change,),
    )
    return CheckedCorpus(
        (old_english, old_arabic, english, arabic), (pair,), findings, {"encoder": "use"}
    )


@pytest.fixture
def corpus() -> CheckedCorpus:
    return make_corpus()
