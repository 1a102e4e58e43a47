"""Sub-paragraphs inside a paragraph: (a), (b) and (أ), (ب) in parallel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.language import script
from parallel_corpus.language.list_letters import latin_letter
from parallel_corpus.model import Finding

_MARK = re.compile(
    r"(?:^|(?<=[\s:;,.،؛]))\(?([A-Za-z]|[\u0621-\u064a]ـ?|\d{1,2}|[\u0660-\u0669]{1,2})\)(?=\s)"
)
_LEAST = 2


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        source, target = _marks(unit.source_text), _marks(unit.target_text)
        keys = [key for key, _, _ in source], [key for key, _, _ in target]
        if not _is_list(keys[0]) or keys[0] == keys[1] or len(keys[0]) == len(keys[1]):
            continue
        yield context.finding(
            CHECK.code,
            unit,
            0.6,
            f"The source has {len(keys[0])} lettered items, the translation {len(keys[1])}",
            source_spans=[span(unit.source_text, a, b) for _, a, b in source],
            target_spans=[span(unit.target_text, a, b) for _, a, b in target],
            evidence={"source_items": keys[0], "target_items": keys[1]},
        )


def _marks(text: str) -> list[tuple[str, int, int]]:
    return [
        (latin_letter(script.word_key(match[1])), *match.span()) for match in _MARK.finditer(text)
    ]


def _is_list(keys: list[str]) -> bool:
    """(a), (b) and so on from the beginning; "paragraph 3 (a)" is no list."""
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
