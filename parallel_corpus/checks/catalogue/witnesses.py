"""Two copies of one text that do not read the same."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Finding, Segment, Unit, Witness


def _run(context: CheckContext) -> Iterator[Finding]:
    for witness in context.bitext.witnesses:
        copy = {segment.id: segment for segment in witness.document.segments}
        partner = {
            ref: tuple(copy[other] for other in bead.target if other in copy)
            for bead in witness.alignment.beads
            for ref in bead.source
        }
        for unit in context.bitext.units:
            yield from _differences(context, unit, witness, partner)


def _differences(
    context: CheckContext,
    unit: Unit,
    witness: Witness,
    partner: dict[str, tuple[Segment, ...]],
) -> Iterator[Finding]:
    for is_source, side in ((True, unit.source), (False, unit.target)):
        if not side or not all(segment.id in partner for segment in side):
            continue
        others = list(dict.fromkeys(other for segment in side for other in partner[segment.id]))
        text = unit.source_text if is_source else unit.target_text
        change = Difference("\n".join(other.text for other in others), text)
        if change.same:
            continue
        here = ", ".join(f"“{short(s.text, 40)}”" for s in change.added[:3]) or "nothing"
        there = ", ".join(f"“{short(s.text, 40)}”" for s in change.dropped[:3]) or "nothing"
        yield context.finding(
            CHECK.code,
            unit,
            0.5 + 0.45 * change.changed,
            f"Two copies of {label(side)} differ: {here} here, {there} in the other copy",
            source_spans=change.added if is_source else (),
            target_spans=() if is_source else change.added,
            evidence={
                "copy": witness.document.witness or witness.document.id,
                "copy_ids": [other.id for other in others],
                "copy_text": change.old,
                "only_here": change.added,
                "only_in_copy": change.dropped,
            },
        )


CHECK = Check(
    code="V05",
    name="witnesses-differ",
    family="versions",
    severity="warning",
    scope="versions",
    mqm="inconsistent-with-external-reference",
    explanation=Explanation(
        finds="A paragraph that reads differently in two copies of one version of a text. "
        "Spelling of quotes, case, vowel marks and markup do not count.",
        matters="One of the two was published in error, and the translation can follow only one.",
        wrong="Damage in one of the files, not a difference between the texts.",
        example="“members of parliament” in the web page, “parliamentarians” in the print.",
    ),
    run=_run,
)
