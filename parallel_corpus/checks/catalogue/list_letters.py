"""Item (a) in one language, item (ب) in the other."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import exchanged_findings
from parallel_corpus.evidence.quantities.list_letters import other_letters
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return exchanged_findings(context, CHECK.code, 0.75, other_letters)


CHECK = Check(
    code="N15",
    name="list-letters",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="link-cross-reference",
    explanation=Explanation(
        finds="A letter in brackets that is another one in the translation: (a) is (أ), (c) is "
        "(ج), by the abjad or the order of the dictionary. Both sides must have as many.",
        matters="The reader is sent to another item.",
        wrong="A list that counts by Roman letters, and a second letter beside it.",
        example="“paragraph 3 (a)” beside “الفقرة 3 (ب)”.",
    ),
    run=_run,
)
