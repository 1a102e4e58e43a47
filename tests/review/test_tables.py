"""What a person edited in a table comes back as decisions."""

from dataclasses import replace
from pathlib import Path

import pytest

from parallel_corpus.build.corpus import build
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import FILE, Store
from parallel_corpus.export import FORMATS, Options, export_to
from parallel_corpus.read.formats import BitextRow, read_bitext
from parallel_corpus.review.tables import new_only, read_decisions
from parallel_corpus.settings import Settings, load_settings

MANIFEST = """
[[document]]
id = "rules"
[[document.texts]]
file = "rules.en.txt"
language = "en"
[[document.texts]]
file = "rules.ar.txt"
language = "ar"
"""
EN = "Readers may borrow 12 books.\n\nThe hall opens at 9.\n\nA lost book is replaced.\n"
AR = "يجوز للقراء استعارة 21 كتابا.\n\nتفتح القاعة في الساعة 9.\n\nيستبدل الكتاب المفقود.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus.toml").write_text(MANIFEST, "utf-8")
    (tmp_path / "rules.en.txt").write_text(EN, "utf-8")
    (tmp_path / "rules.ar.txt").write_text(AR, "utf-8")
    return load_settings(tmp_path)


def table(corpus: CheckedCorpus, name: str, folder: Path) -> list[BitextRow]:
    (done,) = export_to(corpus, [name], folder)
    return list(read_bitext(done.path))


@pytest.mark.parametrize("name", ["xlsx", "csv", "tsv"])
def test_edits_come_back_and_are_built(name: str, settings: Settings, tmp_path: Path) -> None:
    corpus = build(settings)
    rows = table(corpus, name, tmp_path / "out")
    assert read_decisions(rows, corpus, "amal").made == [], "an untouched table decides nothing"
    first = next(row for row in rows if "21" in row.target)
    opened = next(row for row in rows if "opens" in row.source)
    edited = [
        replace(first, target=first.target.replace("21", "12")),
        replace(opened, state="final", notes=("As on the sign",)),
        *(row for row in rows if row not in (first, opened)),
    ]
    # Through the file, as a person saves it.
    (done, *_) = FORMATS[name].write(tmp_path / "edited", edited, Options())
    found = read_decisions(read_bitext(done.path), corpus, "amal")
    assert sorted(d.verdict for d in found.made) == ["comment", "confirm", "edit"]
    assert found.left.lines() == []
    store = Store(settings.root / FILE)
    store.append(lambda ledger: new_only(found.made, ledger))
    assert new_only(found.made, store.load()) == [], "a table that is read twice decides once"
    again = build(settings)
    texts = [segment.text for segment in again.pairs[0].target.segments]
    assert "يجوز للقراء استعارة 12 كتابا." in texts
    methods = {bead.method for bead in again.pairs[0].alignment.beads}
    assert "human" in methods
    assert not [f for f in again.findings if f.code == "N01"]


def test_what_cannot_be_taken_is_said(settings: Settings, tmp_path: Path) -> None:
    corpus = build(settings)
    first, *_ = table(corpus, "csv", tmp_path / "out")
    both = replace(first, source="Other.", target="آخر.")
    strange = replace(first, source_ids=("other:en:p1",))
    lines = replace(first, target="سطر\nوسطر", target_ids=first.target_ids)
    emptied = replace(first, target="")
    found = read_decisions([both, strange, emptied], corpus, "amal")
    assert found.made == []
    assert [line.split(" (")[0] for line in found.left.lines()] == [
        "rows of which both sides changed: 1",
        "rows that are not pairs of this corpus: 1",
        "rows whose lines are not those of their paragraphs: 1",
    ]
    # A line end in the cell of one paragraph is part of its text.
    assert [d.value for d in read_decisions([lines], corpus, "a").made] == [{"text": "سطر\nوسطر"}]
