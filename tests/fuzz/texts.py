"""Strings through the normaliser and the quantities, as bytes and as pieces of real damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.evidence.quantities.compare import unmatched
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.evidence.quantities.list_letters import other_letters
from parallel_corpus.evidence.quantities.measures import mismeasured
from parallel_corpus.evidence.quantities.months import months
from parallel_corpus.evidence.quantities.ranges import turned
from parallel_corpus.evidence.quantities.references import references
from parallel_corpus.evidence.quantities.weekdays import other_weekdays
from parallel_corpus.language.numerals import numerals
from parallel_corpus.language.script import comparison_key
from parallel_corpus.read.formats import numbering
from tests.fuzz.target import Target, text_of
from tests.normalise.test_record import EVERYTHING, WORDS, check_laws

RAW = Path(__file__).parents[2] / "data" / "raw"
PARTS = st.one_of(st.sampled_from(WORDS), st.text(EVERYTHING, max_size=8), st.text(max_size=4))
NUMBERS = [
    *("12", "١٢", "1,000.5", "12/5/2021", "18 bis", "third", "twenty-one", "two hundred and", "%"),
    *("مئة", "وعشرون", "الحادي والعشرين", "أيار/مايو", "May", "IV", "article 5(2)(a)", "المادة ٥"),
    *(" ", "-", "/", ".", "ألف", "مليون", "million", "half", "نصف", "p.m.", "°", "²", "½"),
]


def check_normalise(data: bytes) -> None:
    """The first byte is the language; laws 1 and 2 hold."""
    check_laws(text_of(data[1:]), "en" if data[:1] == b"e" else "ar")


def check_quantities(data: bytes) -> None:
    english, _, arabic = text_of(data).partition("\n")
    check_numbers(english, arabic)


def check_numbers(english: str, arabic: str) -> None:
    for text, language in ((english, "en"), (arabic, "ar")):
        found = quantities(text, language)
        places = (*found.numbers, *found.dates, *found.codes, *numerals(text, language))
        for item in (*places, *months(text, language), *references(text, language)):
            assert 0 <= item.start < item.end <= len(text)
        comparison_key(text)
    for compare in (unmatched, mismeasured, other_letters, other_weekdays, turned):
        compare(english, arabic, ("en", "ar"))


def check_numbering(data: bytes) -> None:
    """List numbers in every form that Word knows, also unknown ones."""
    number, form = int.from_bytes(data[:3], "big", signed=True), text_of(data[3:])
    numbering.shown(number, form)


@settings(database=None, deadline=None)
@given(st.lists(PARTS, max_size=14).map("".join), st.sampled_from(["ar", "en"]))
def normalise_pieces(text: str, language: str) -> None:
    check_laws(text, language)


SENTENCE = st.lists(st.one_of(st.sampled_from(NUMBERS), st.text(max_size=3)), max_size=12).map(
    "".join
)


@settings(database=None, deadline=None)
@given(SENTENCE, SENTENCE)
def quantity_pieces(english: str, arabic: str) -> None:
    check_numbers(english, arabic)


def by_hypothesis(test: Callable[..., None]) -> Callable[[bytes], None]:
    """Bytes as hypothesis's choices, so that atheris steers its strategies."""
    one: Callable[[bytes], object] = test.hypothesis.fuzz_one_input  # type: ignore[attr-defined]

    def check(data: bytes) -> None:
        one(data)

    return check


def lines(mark: bytes) -> list[bytes]:
    found: list[bytes] = []
    for path in sorted(RAW.iterdir()):
        texts = path.read_bytes().splitlines()[:60]
        found += (mark + line[:400] for line in texts if len(line) > 20)
    return found


FORMS = ("decimal", "lowerRoman", "upperLetter", "arabicAbjad", "arabicAlpha", "ordinal", "none")

TARGETS = [
    Target("normalise", check_normalise, lambda: lines(b"a") + lines(b"e"), 2),
    Target("normalise-pieces", by_hypothesis(normalise_pieces), lambda: [bytes(64)], 2),
    Target("quantities", check_quantities, lambda: ["\n".join(NUMBERS).encode(), *lines(b"")]),
    Target("quantity-pieces", by_hypothesis(quantity_pieces), lambda: [bytes(64)]),
    Target("numbering", check_numbering, lambda: [b"\0\0\x0c" + f.encode() for f in FORMS]),
]
