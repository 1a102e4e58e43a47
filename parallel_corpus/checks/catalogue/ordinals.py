"""An ordinal that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import contrast_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    yield from contrast_findings(context, CHECK.code, ("ordinal",), 0.8)


CHECK = Check(
    code="N07",
    name="ordinals",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="An ordinal in words, or a Roman number, and another ordinal in its place.",
        matters="The reader is sent to another article, session or chapter.",
        wrong="“First” and “second” of an idiom; floors and centuries that are counted otherwise.",
        example="“Chapter IV” beside “الفصل الخامس”.",
    ),
    run=_run,
)
