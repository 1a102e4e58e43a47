"""Two passages of the source that have one translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.repeated import repeat_finding, repeats
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for found in repeats([context.bitext], by_source=False):
        yield repeat_finding(context, CHECK.code, found, by_source=False)


CHECK = Check(
    code="T07",
    name="same-translation",
    family="terminology",
    severity="warning",
    scope="document",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A passage of five words and more of the translation that stands twice and "
        "answers two different sources. A warning in a text, a note in a table.",
        matters="One of the two was often copied and not translated.",
        wrong="Two English wordings that say the same. Passages that differ in numbers only are "
        "left to the checks of numbers.",
        example="يجوز للدائن الفسخ stands for “The creditor may terminate” and “The debtor may "
        "terminate”.",
    ),
    run=_run,
)
