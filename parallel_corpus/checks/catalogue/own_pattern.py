"""What the user's own table of patterns finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.checks.own_patterns import Pattern, matches, patterns_of
from parallel_corpus.model import Finding, Span

_OF_PAIRS = ("both", "target lacks", "source lacks")


def _run(context: CheckContext) -> Iterator[Finding]:
    patterns = patterns_of(context.options)
    for unit in context.bitext.units if patterns else ():
        texts = unit.source_text, unit.target_text
        for pattern in patterns:
            if pattern.when in _OF_PAIRS and not unit.paired:
                continue
            found = matches(pattern, *texts)
            if found is None:
                continue
            here, there = found
            finding = context.finding(
                CHECK.code,
                unit,
                0.6,
                pattern.message or _said(pattern, here, there),
                source_spans=here,
                target_spans=there,
                evidence={
                    "pattern": f"{pattern.source} / {pattern.target} / {pattern.when}",
                    "told_by": pattern.where,
                },
            )
            yield replace(finding, severity=pattern.severity)


def _said(pattern: Pattern, here: list[Span], there: list[Span]) -> str:
    """Say what matched, where the table has no message for it."""
    shown = short((here or there)[0].text, 40)
    match pattern.when:
        case "both":
            return f"The source has “{shown}”, and the translation “{short(there[0].text, 40)}”"
        case "target lacks":
            return f"The source has “{shown}”; the translation lacks “{short(pattern.target, 40)}”"
        case "source lacks":
            return f"The translation has “{shown}”; the source lacks “{short(pattern.source, 40)}”"
        case side:
            return f"The {'translation' if side == 'target' else side} has “{shown}”"


CHECK = Check(
    code="U01",
    name="own-pattern",
    family="own",
    severity="warning",
    scope="unit",
    mqm="organizational-style",
    explanation=Explanation(
        finds="What a table of your own says: regular expressions for the source and the target, "
        "reported where one side matches, where both do, or where one does and the other does not. "
        "The table is a CSV (`--patterns`, or `patterns` under [checks] in corpus.toml) or stands "
        "in corpus.toml as [[checks.pattern]]; without one the check is silent.",
        matters="Every house has rules that no program knows: forbidden words, fixed formulas, "
        "brackets that must stay.",
        wrong="A pattern that matches more than was meant; word boundaries (\\b) help.",
        example="source: \\bshall\\b, when: target lacks, target: (?:يجب|يتعين|على)\\b",
    ),
    run=_run,
    options={"patterns": ()},
)
