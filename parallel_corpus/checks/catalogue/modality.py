"""A duty that became a permission, or a probability that became a possibility."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts, word_number
from parallel_corpus.language.closed import Mention
from parallel_corpus.language.literals import blank
from parallel_corpus.language.modality import LOOSE, OPPOSITES, advises, binds, modality
from parallel_corpus.language.negation import markers
from parallel_corpus.model import Finding, Language, Unit

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
        turned = _turned(context, unit)
        if turned is not None:
            yield turned


def _turned(context: CheckContext, unit: Unit) -> Finding | None:
    """Return a permission that became a duty by على, or a duty that became advice by يفضل."""
    english, arabic = context.texts(unit)
    plain, links = blank(english), context.anchors[unit.key]
    found = binds(plain, blank(arabic))
    if found is not None:
        bound = word_number(links.arabic, found[1][0])
        if links.back.get(bound, -1) >= word_number(links.english, found[0][0]):
            found = None  # What is bound must stand before "may".
    found = found or advises(plain, blank(arabic))
    if found is None:
        return None
    here, there = span(english, *found[0]), span(arabic, *found[1])
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"“{here.text}” stands beside “{there.text}”, which says something stronger or weaker",
        english_spans=[here],
        arabic_spans=[there],
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
