"""One passage that two documents of a corpus translate in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.repeated import repeat_finding, repeats
from parallel_corpus.model import Finding


def _run_corpus(contexts: Sequence[CheckContext]) -> Iterator[Finding]:
    by_document = {context.bitext.document: context for context in contexts}
    for found in repeats([context.bitext for context in contexts], by_source=True):
        if found.elsewhere:
            context = by_document[found.bitext.document]
            yield repeat_finding(context, CHECK.code, found, by_source=True)


CHECK = Check(
    code="T08",
    name="other-translation-elsewhere",
    family="terminology",
    severity="info",
    scope="corpus",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A passage of five words and more that another document of the corpus has too, "
        "translated otherwise. Versions of one document are compared as versions.",
        matters="Formulas of a house are agreed once, and cited by their wording.",
        wrong="The other document is older, and its wording was given up.",
        example="“The report shall be made public” in two resolutions.",
    ),
    run_corpus=_run_corpus,
)
