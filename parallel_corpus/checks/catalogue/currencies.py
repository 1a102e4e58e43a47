"""A sum in another currency in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import measure_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return measure_findings(context, CHECK.code, money=True)


CHECK = Check(
    code="N14",
    name="currencies",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="One amount in two currencies, by name, symbol or ISO code. A converted amount is "
        "another number and is not reported.",
        matters="Twenty-five dollars are not twenty-five dinars.",
        wrong="A currency of several names, as the pound of the Levant.",
        example="“$25” beside “25 دينارا”.",
    ),
    run=_run,
)
