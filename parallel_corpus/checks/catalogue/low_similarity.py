"""A pair that says less of the same than the pairs around it."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short, whole
from parallel_corpus.evidence.divergence import probability
from parallel_corpus.evidence.readings import Reading, ReadSide
from parallel_corpus.evidence.runs import has_content
from parallel_corpus.evidence.spread import Spread
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Unit

# Pairs of the UN development set with five words and more: median and scaled MAD.
_PRIOR = Spread(0.80, 0.09)
_SHORTEST = 7  # words: vectors of shorter lines and of headings say little
_ANCHORED = 0.45  # share of the shorter side's words with a sure counterpart


_STRANGE, _UNANSWERED = 0.0, 0.1  # log odds that a side says more; share of its words

_HEADINGS = frozenset(("title", "subtitle", "head"))


def _run(context: CheckContext) -> Iterator[Finding]:
    units = [
        unit
        for unit in context.paired
        if min(len(script.words(unit.source_text)), len(script.words(unit.target_text)))
        >= _SHORTEST
        and not {segment.kind for segment in unit.source} <= _HEADINGS
    ]
    spread = Spread.of([context.similarities[unit.key] for unit in units], _PRIOR)
    for unit in units:
        similarity = context.similarities[unit.key]
        below = spread.below(similarity)
        if below > context.options["deviations"] and _mismatched(context, unit):
            yield context.finding(
                CHECK.code,
                unit,
                min(0.99, 1 - context.options["deviations"] / (2 * below)),
                f"The two sides say different things, or far less of the same than elsewhere in "
                f"this text: “{short(unit.source_text, 40)}” / “{short(unit.target_text, 40)}”",
                source_spans=whole(unit.source_text),
                target_spans=whole(unit.target_text),
                evidence={
                    "similarity": similarity,
                    "median": spread.median,
                    "deviations_below": below,
                },
            )


def _mismatched(context: CheckContext, unit: Unit) -> bool:
    """Tell whether single words disagree as well: a list of names alone has a low similarity."""
    if context.judgements[unit.key].mismatch <= context.limits["mismatch"]:
        return False
    reading = context.judgements[unit.key].reading
    if reading is not None and not _is_strange(reading):
        return False
    links = context.anchors[unit.key]
    words = min(len(links.english), len(links.arabic))
    return len(links.there) < _ANCHORED * words


def _is_strange(reading: Reading) -> bool:
    """Tell whether either side, read word by word, says what the other does not."""
    return min(reading.source.odds, reading.target.odds) > _STRANGE or all(
        _share_unanswered(side) > _UNANSWERED for side in (reading.source, reading.target)
    )


def _share_unanswered(side: ReadSide) -> float:
    """Return the expected share of a side's words of content without a counterpart."""
    odds = [float(side.network[i]) for i in range(len(side.words)) if has_content(side, i)]
    return sum(probability(value) for value in odds) / len(odds) if odds else 0.0


CHECK = Check(
    code="C01",
    name="low-similarity",
    family="coverage",
    severity="warning",
    scope="document",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A pair whose sentence vectors agree far less than those of the document's other "
        "pairs, more than `deviations` robust deviations below the median, and whose single "
        "words find no counterparts either, by lexicon and network. Headings and lines of less "
        "than seven words are not asked.",
        matters="It is the mark of a wrong pairing, a wrong file, or a paragraph rewritten on one "
        "side.",
        wrong="Very free translation, verse, lists of names, and texts of a few words.",
        example="A paragraph on budgets beside one on elections.",
    ),
    run=_run,
    options={"deviations": 3.5},
)
