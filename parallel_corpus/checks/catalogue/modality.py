"""A duty that became a permission, or a probability that became a possibility."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.closed import Mention
from parallel_corpus.language.modality import LOOSE, OPPOSITES, modality
from parallel_corpus.language.negation import markers
from parallel_corpus.model import Finding, Language

_BEHIND = 3  # words behind a modal in which a denial belongs to it


def _run(context: CheckContext) -> Iterator[Finding]:
    lists = modality()
    for unit in context.paired:
        sides = Sides.of(context, unit, lists)
        if all(sides.mentions):
            for found in contrasts(sides, context.anchors[unit.key], OPPOSITES):
                if _denied(sides.english, found.english, "en") or _denied(
                    sides.arabic, found.arabic, "ar"
                ):
                    continue  # "may not" is "must not"
                loose = {found.english.name, found.arabic.name} <= LOOSE
                yield contrast_finding(
                    context,
                    unit,
                    sides,
                    found,
                    CHECK.code,
                    "something stronger or weaker",
                    severity="info" if loose else None,
                )


def _denied(text: str, modal: Mention, language: Language) -> bool:
    """Tell whether a denial follows the modal, which turns a permission into a duty not to."""
    after = " ".join(text[modal.end :].split()[:_BEHIND])
    return any(marker.kind in ("plain", "strong") for marker in markers(after, language))


CHECK = Check(
    code="C09",
    name="modality",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="“Must” or “shall” beside يجوز, “may” beside يجب, “probably” beside ربما, where "
        "neither side has the right counterpart anywhere. “Must” beside ينبغي is not reported, "
        "“probably” beside ربما is a note, since many translators make no difference.",
        matters="In law and instructions the modal is the rule: a duty is no permission.",
        wrong="“May not” is a prohibition, and a denial far from its verb is sometimes missed.",
        example="“The tenant must give notice” beside يجوز للمستأجر الإخطار.",
    ),
    run=_run,
)
