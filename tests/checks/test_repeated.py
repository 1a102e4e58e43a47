"""How loud a passage is that is translated in two ways, and where it is not told at all."""

from __future__ import annotations

from dataclasses import replace

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings, severity
from parallel_corpus.checks.repeated import repeats
from parallel_corpus.model import Alignment, Bead, Document, Segment
from tests.checks.resolutions import encoder

ENGLISH = "The Council shall adopt its own rules of procedure."
USUAL = "يعتمد المجلس نظامه الداخلي الخاص به."
OTHER = "يقر المجلس لوائح إجراءاته بنفسه كل عام."
ROWS = [(ENGLISH, USUAL), (ENGLISH, OTHER), (ENGLISH, USUAL)]


def text(name: str, rows: list[tuple[str, str]]) -> Bitext:
    sides = [
        Document(
            name,
            language,
            tuple(
                Segment(f"{name}:{language}:p{n}", language, f"p{n}", row[side], row[side])
                for n, row in enumerate(rows, 1)
            ),
        )
        for side, language in enumerate(("en", "ar"))
    ]
    beads = tuple(Bead((f"{name}:en:p{n}",), (f"{name}:ar:p{n}",)) for n in range(1, len(rows) + 1))
    return Bitext.of(name, *sides, Alignment((f"{name}:en", f"{name}:ar"), beads))


def test_a_warning_in_a_text_and_a_note_in_a_table() -> None:
    settings = CheckSettings(select=("T06",))
    table = Bitext.from_rows("t", [(str(n), *row) for n, row in enumerate(ROWS)])
    for bitext, grave in ((text("d", ROWS), "warning"), (table, "info")):
        (finding,) = checks.check(bitext, encoder(), settings=settings)
        assert severity(finding) == grave
        assert "نظامه" in finding.message


def test_many_places_are_told_once() -> None:
    rows = [*ROWS[:1] * 9, *ROWS[1:2] * 5]
    (finding,) = checks.check(text("d", rows), encoder(), settings=CheckSettings(select=("T06",)))
    assert finding.evidence["times"] == 5


def test_another_document_and_not_an_earlier_version() -> None:
    one, other = text("d", ROWS[:1]), text("e", ROWS[1:2])
    (found,) = repeats([one, other], by_source=True)
    assert (found.bitext.document, found.elsewhere) == ("e", "d")
    assert not list(repeats([one, replace(other, previous=one)], by_source=True))


def test_the_reverse_is_one_translation_of_two_sources() -> None:
    rows = [(ENGLISH, USUAL), ("The Assembly may amend the rules of the Council.", USUAL)]
    (found,) = repeats([text("d", rows)], by_source=False)
    assert found.unit.source_text == rows[1][0]
    assert not list(repeats([text("d", rows)], by_source=True))
