"""Two paragraphs that translate each other and bear different numbers."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Segment

# Arabic list letters go by the abjad order: (أ) (ب) (ج) (د) (هـ) stand for (a) (b) (c) (d) (e).
_ABJAD = dict(zip("ابجدهوزحطيكلمنسعفصقرشت", "abcdefghijklmnopqrstuv", strict=True))
_REPEATS = {"مكرر": "bis", "ثالثا": "ter", "رابعا": "quater"}


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        source, target = _numbers(unit.source), _numbers(unit.target)
        if not source or not target or [key for _, key in source] == [key for _, key in target]:
            continue
        said = [" and ".join(number for number, _ in side) for side in (source, target)]
        yield context.finding(
            CHECK.code,
            unit,
            0.7,
            f"The paragraph is number {said[0]} in the source and {said[1]} in the translation: "
            f"“{short(unit.source_text)}”",
            evidence={"source_number": said[0], "target_number": said[1]},
        )


def _numbers(segments: tuple[Segment, ...]) -> list[tuple[str, str]]:
    return [(s.number, number_key(s.number)) for s in segments if s.number]


def number_key(number: str) -> str:
    """One form for a paragraph number in either script.

    >>> number_key("١٢ مكرر") == number_key("12 bis"), number_key("(أ)") == number_key("a")
    (True, True)
    """
    words = script.word_keys(number)
    return "".join(
        _REPEATS.get(word) or "".join(_ABJAD.get(letter, letter) for letter in word)
        for word in words
    )


CHECK = Check(
    code="S02",
    name="number-mismatch",
    family="structure",
    severity="warning",
    scope="unit",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="A pair whose paragraph numbers differ. 12 and ١٢, (a) and (أ), bis and مكرر agree.",
        matters="Resolutions are cited by paragraph number, in every language by the same one.",
        wrong="A list that lost its numbers in one file and was counted anew. A pair of which only "
        "one side bears a number is not reported.",
        example="“7. Emphasizes …” beside “8. تشدد …”.",
    ),
    run=_run,
)
