"""Sub-paragraphs inside a paragraph: (a), (b) and (أ), (ب) in parallel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.language import script
from parallel_corpus.language.list_letters import latin_letter, letter_number
from parallel_corpus.model import Finding

_MARK = re.compile(
    r"(?:(?:^|(?<=[\s:;,.،؛]))\(?|(?<=\sو)\()([A-Za-z]|[\u0621-\u064a]ـ?|\d{1,2}|[\u0660-\u0669]{1,2})\)"
    r"(?=\s|(?<=\d\))[\u0621-\u064a])"
)
# "1- The father; 2- the son": only where the numbers run on, since "98 - The" begins an article.
_DASHED = re.compile(r"(?:^|(?<=[\s:;,.،؛]))(\d{1,2})\s?[-\u2013]\s?(?=[^\W\d_])")
_LEAST = 2
_GAP = 3  # the next item is at most so many on: (i) after (c) belongs to a list within (c)


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        marks = _marks(unit.source_text), _marks(unit.target_text)
        if len(marks[0]) == len(marks[1]):  # one of them may be misprinted
            continue
        source, target = map(_items, marks)
        keys = [key for key, _, _ in source], [key for key, _, _ in target]
        if not _is_list(keys[0]) or len(keys[0]) == len(keys[1]):
            continue
        if not target and _is_dashed(unit.source_text, source):
            continue  # may be counted by words there
        yield context.finding(
            CHECK.code,
            unit,
            0.6,
            f"The source has {len(keys[0])} numbered or lettered items, the translation "
            f"{len(keys[1])}",
            source_spans=[span(unit.source_text, a, b) for _, a, b in source],
            target_spans=[span(unit.target_text, a, b) for _, a, b in target],
            evidence={"source_items": keys[0], "target_items": keys[1]},
        )


def _items(marks: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the marks of the items, without those of lists within them.

    The (i) and (ii) under (c) are ’1‘ and ’2‘ in one house's Arabic, and nothing in another's.
    """
    kept: list[tuple[str, int, int]] = []
    last = 0
    for mark in marks:
        number = int(mark[0]) if mark[0].isdecimal() else letter_number(mark[0]) or 0
        if kept and mark[0].isdecimal() != kept[0][0].isdecimal():
            continue
        # Another list of the same kind may begin; an item may be missing.
        if number == 1 or last < number <= last + _GAP:
            kept.append(mark)
            last = number
    return kept


def _marks(text: str) -> list[tuple[str, int, int]]:
    found = [
        (latin_letter(script.word_key(match[1])), *match.span()) for match in _MARK.finditer(text)
    ]
    return found or _dashed(text)


def _dashed(text: str) -> list[tuple[str, int, int]]:
    """Return the items of lists whose numbers run from 1 on, each followed by a dash."""
    found: list[tuple[str, int, int]] = []
    for match in _DASHED.finditer(text):
        number = int(match[1])
        if number == 1 or (found and number == int(found[-1][0]) + 1):
            found.append((str(number), *match.span()))
    return found


def _is_dashed(text: str, marks: list[tuple[str, int, int]]) -> bool:
    return ")" not in "".join(text[start:end] for _, start, end in marks)


def _is_list(keys: list[str]) -> bool:
    """Tell whether these run (a), (b) and on from the start; "paragraph 3 (a)" is no list."""
    return len(keys) >= _LEAST and keys[:_LEAST] in (["a", "b"], ["1", "2"])


CHECK = Check(
    code="S05",
    name="subparagraphs",
    family="structure",
    severity="warning",
    scope="unit",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="A paragraph with a list (a), (b), (c) whose translation has more or fewer items. "
        "(أ), (ب), (ج) answer (a), (b), (c).",
        matters="Sub-paragraphs are cited by their letters, and a missing one is missing content.",
        wrong="A translation that turns a list into running text.",
        example="(a) to (d) in English, (أ) to (ج) in Arabic.",
    ),
    run=_run,
)
