"""Article 5 in one language, paragraph 5 in the other."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.references import Reference, references
from parallel_corpus.model import Finding

# Kinds that nobody translates for one another; "chapter" and "section" overlap in Arabic usage.
_DISTINCT = frozenset({"article", "paragraph", "resolution"})


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    for unit in context.paired:
        source = references(unit.source_text, bitext.source_language)
        if not source:
            continue
        target = references(unit.target_text, bitext.target_language)
        for one in source:
            other = _confused(one, source, target)
            if other is None:
                continue
            here = span(unit.source_text, one.start, one.end)
            there = span(unit.target_text, other.start, other.end)
            yield context.finding(
                CHECK.code,
                unit,
                0.8,
                f"The source cites {one.kind} {one.number} (“{here.text}”), the translation "
                f"{other.kind} {other.number} (“{there.text}”)",
                source_spans=[here],
                target_spans=[there],
                evidence={"source_kind": one.kind, "target_kind": other.kind},
            )


def _confused(one: Reference, source: list[Reference], target: list[Reference]) -> Reference | None:
    """Return a reference of the same number and another kind, unless the source has it too."""
    if one.kind not in _DISTINCT or any(_same(one, other) for other in target):
        return None
    for other in target:
        if (
            other.number == one.number
            and other.kind in _DISTINCT
            and not any(_same(other, also) for also in source)
        ):
            return other
    return None


def _same(one: Reference, other: Reference) -> bool:
    return one.kind == other.kind and one.number == other.number


CHECK = Check(
    code="N03",
    name="references",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="link-cross-reference",
    explanation=Explanation(
        finds="A citation whose number agrees and whose kind does not: article, paragraph and "
        "resolution, المادة, الفقرة and القرار.",
        matters="The reader is sent to another provision.",
        wrong="Instruments whose divisions bear other names in Arabic by custom, as rules of "
        "procedure, which are مواد; rules are therefore not compared.",
        example="“article 5” beside “الفقرة 5”.",
    ),
    run=_run,
)
