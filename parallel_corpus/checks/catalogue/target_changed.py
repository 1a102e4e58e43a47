"""The translation changed where the source did not: often a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label
from parallel_corpus.checks.versions import Comparison, within
from parallel_corpus.language import script
from parallel_corpus.language.difference import likeness
from parallel_corpus.language.inflection import is_inflected
from parallel_corpus.model import Finding, Span

_ALIKE = 0.7
_PROCLITICS = ("و", "ف")


def _run(context: CheckContext) -> Iterator[Finding]:
    for item in context.comparisons:
        for old, new in item.target.replaced:
            gain = _gain(context, item, old, new)
            if gain is not None and gain > context.options["gain"]:
                yield _finding(context, item, old, new, gain)


def _gain(context: CheckContext, item: Comparison, old: Span, new: Span) -> float | None:
    """Compute how much closer to the source the target comes with its old words put back.

    None where the exchange is not one of similar-looking words.
    """
    if not _look_alike(old.text, new.text):
        return None
    text = item.target.new
    restored = text[: new.start] + old.text + text[new.end :]
    return context.similarity(item.source.new, restored) - item.new_similarity


def _look_alike(old: str, new: str) -> bool:
    one, other = script.word_keys(old), script.word_keys(new)
    if len(one) != len(other) or len(one) > 2:
        return False
    one, other = [_bare(word) for word in one], [_bare(word) for word in other]
    if one == other:
        return False
    if likeness(" ".join(one), " ".join(other)) < _ALIKE:
        return False
    # Another form of the word is what another noun asks for.
    pairs = zip(script.words(old), script.words(new), strict=True)
    return not all(is_inflected(before[2], after[2]) for before, after in pairs)


def _bare(word: str) -> str:
    return word[1:] if len(word) > 3 and word.startswith(_PROCLITICS) else word


def _finding(context: CheckContext, item: Comparison, old: Span, new: Span, gain: float) -> Finding:
    return context.finding(
        CHECK.code,
        item.unit,
        min(0.95, 0.5 + 8 * gain),
        f"In {label(item.unit.target)} the translation changed “{old.text}” to the "
        f"similar-looking “{new.text}”, though nothing in the source asks for it, and the earlier "
        f"word agrees better with the source",
        target_spans=within((new,), item.unit.target_text),
        evidence={
            "old_target_word": old.text,
            "new_target_word": new.text,
            "similarity_now": item.new_similarity,
            "similarity_with_old_word": item.new_similarity + gain,
            "old_target_ids": [segment.id for segment in item.old_target],
        },
    )


CHECK = Check(
    code="V04",
    name="target-changed-alone",
    family="versions",
    severity="warning",
    scope="versions",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A word of the translation that became a similar-looking other one since the "
        "earlier version, where putting the earlier word back brings it closer to the source.",
        matters="Such slips pass every spelling checker: the new word exists, and is wrong.",
        wrong="A correction of grammar that happens to lie further from the source's vector.",
        example="العملات (currencies) became العمليات (operations).",
    ),
    run=_run,
    options={"gain": 0.004},
)
