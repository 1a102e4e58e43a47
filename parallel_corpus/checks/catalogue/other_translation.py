"""One passage of the source that is translated in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.repeated import repeat_finding, repeats
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for found in repeats([context.bitext], by_source=True):
        yield repeat_finding(context, CHECK.code, found, by_source=True)


CHECK = Check(
    code="T06",
    name="other-translation",
    family="terminology",
    severity="warning",
    scope="document",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A passage of five words and more that stands twice in the source and has two "
        "translations, whatever their punctuation. The most frequent one, or the first, "
        "counts as the usual one. A warning in a text; a note in a table, whose rows may "
        "come from many hands.",
        matters="Who reads both asks what the difference is, and a translation memory brings back "
        "either.",
        wrong="A sentence that refers to something else each time, so that gender or number "
        "differ.",
        example="“The Council shall adopt its rules” is يعتمد المجلس نظامه once and يقر المجلس "
        "لوائحه elsewhere.",
    ),
    run=_run,
)
