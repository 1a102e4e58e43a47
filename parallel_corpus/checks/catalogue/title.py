"""Ms. beside السيد, or Mr. beside السيدة."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.closed import ClosedList, named_lists
from parallel_corpus.model import Finding


@lru_cache(maxsize=1)
def _lists() -> tuple[ClosedList, ClosedList]:
    return named_lists("people.tsv")


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        sides = Sides.of(context, unit, _lists())
        if all(sides.mentions):
            for found in contrasts(sides, context.anchors[unit.key], (("mr", "ms"),)):
                yield contrast_finding(context, unit, sides, found, CHECK.code, "the other sex")


CHECK = Check(
    code="M04",
    name="form-of-address",
    family="names",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="“Mr.” beside السيدة or “Ms.” and “Mrs.” beside السيد, where the other side has no "
        "form of address that answers.",
        matters="A person is called by the wrong sex in a record that names them.",
        wrong="Lists of several people whose forms of address are drawn together.",
        example="“Ms. Haddad” beside السيد حداد.",
    ),
    run=_run,
)
