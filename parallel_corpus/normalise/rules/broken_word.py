"""N705: broken word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.joining import UNJOINED, features, joined
from parallel_corpus.normalise.words.ranking import likely
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion

_RARE = 1e-7
_COMMON = 1e-6
_MUCH_COMMONER = 30.0
_LONE_ARTICLE = "ال"
# In a damaged document: the whole is so many times likelier than its pieces side by side. Of 122
# such pairs in real OCR not one was two words; below a thousand, most are.
_CLEARLY_ONE = 1e4
_SURELY_ONE = 1e5
_SURELY_ONE_INSIDE = 1e6
# How often such repairs were right in real OCR (`tests/benchmarks/reliability_normalise.py`).
_SEEN_WHOLE, _BY_SHAPE, _PROPOSED = 0.85, 0.8, 0.6
_PROPOSED_FROM, _APPLIED_FROM, _SURE = 0.3, 0.5, 0.8
# Pieces of a word outweigh a letter misread in one of them, which scores 5 and its confidence.
_ABOVE_LETTERS = 5.3
_UNHEARD = 1e-8
_SHORTEST = 4
_SHORTEST_PIECE = 2


def broken_words(bench: Bench) -> Iterator[Suggestion]:
    """Find two neighbours, one of them no word, that together are a common one."""
    yield from rivals_by(bench, "N705")
    for _, first, second in side_by_side(bench):
        if bench.language == "ar" and bench.is_ruined(first.segment):
            values = features(bench, bench.owners[first.segment], first.form, second.form)
            sure = joined(values) if values else 0.0
            if sure >= _PROPOSED_FROM:
                yield _join(bench, first, second, sure)
        elif _are_one(bench, first, second):
            yield _join(bench, first, second)


def side_by_side(bench: Bench) -> Iterator[tuple[int, RunningWord, RunningWord]]:
    """Yield each two words with one blank between them, and the first one's position."""
    for position, (first, second) in enumerate(pairwise(bench.running.tokens)):
        if first is None or second is None or not (first.form and second.form):
            continue
        gap = bench.texts[first.segment][first.end : second.start]
        if gap == " " and bench.is_plain(first.form + second.form):
            yield position, first, second


def _are_one(bench: Bench, first: RunningWord, second: RunningWord) -> bool:
    owner, knows = bench.owners[first.segment], bench.vocabulary.knows
    one, two = bench.share(owner, first.form), bench.share(owner, second.form)
    whole = bench.share(owner, first.form + second.form)
    article = first.form == _LONE_ARTICLE and first.word == first.form
    if article:
        return whole >= _RARE
    chance = not bench.is_damaged(first.segment) or whole < _MUCH_COMMONER * min(one, two)
    if chance and knows(first.form) and knows(second.form):
        return False
    return whole >= _COMMON and max(one, two) <= whole


def _odds(bench: Bench, first: RunningWord, second: RunningWord) -> float:
    """Return how many times likelier the whole is than its two pieces side by side."""
    share = partial(likely, partial(bench.share, bench.owners[first.segment]))
    apart = (share(first.form) + _UNHEARD) * (share(second.form) + _UNHEARD)
    return share(first.form + second.form) / apart


def _opens_after_unjoined(bench: Bench, first: RunningWord, second: RunningWord) -> bool:
    """Tell whether a gap lies where letters do not join, between pieces that are no words."""
    return (
        first.form[-1] in UNJOINED
        and min(len(first.form), len(second.form)) >= _SHORTEST_PIECE
        and len(first.form) + len(second.form) >= _SHORTEST
        and _odds(bench, first, second) >= _SURELY_ONE
    )


def _has_lone_letter(bench: Bench, first: RunningWord, second: RunningWord) -> bool:
    """Tell whether one piece is a letter that is no word, and the whole far likelier than both."""
    if not any(_is_lone(token.form) for token in (first, second)):
        return False
    least = _SURELY_ONE if first.form[-1] in UNJOINED else _SURELY_ONE_INSIDE
    return len(first.form + second.form) >= _SHORTEST and _odds(bench, first, second) >= least


def _is_lone(form: str) -> bool:
    return len(form) == 1 and form != "و"


def _join(
    bench: Bench, first: RunningWord, second: RunningWord, sure: float = _PROPOSED
) -> Suggestion:
    owner, whole = bench.owners[first.segment], first.form + second.form
    here = bench.counts_of(owner)[whole]
    lone = first.form != _LONE_ARTICLE and _has_lone_letter(bench, first, second)
    unjoined = _opens_after_unjoined(bench, first, second)
    evidence = [Evidence("lexicon", bench.vocabulary.lexicon.name, whole, 0.7)]
    if here:
        evidence.append(Evidence("phrase", "", f"{whole} stands {here} times here", 0.8))
    if lone:
        evidence.append(Evidence("spelling", "", "no word is one letter but و", 0.9))
    if unjoined:
        said = f"{first.form[-1]} does not join the next letter; {first.form} {second.form}"
        evidence.append(Evidence("spelling", "", f"{said} are no words", 0.9))
    clear = sure >= _SURE or _odds(bench, first, second) >= _CLEARLY_ONE
    apply = (
        bench.is_ruined(first.segment)
        and sure >= _APPLIED_FROM
        and first.form != _LONE_ARTICLE
        and ((here > 0 and clear) or lone or unjoined)
    )
    return Suggestion(
        segment=first.segment,
        start=first.start,
        before=bench.texts[first.segment][first.start : second.end],
        after=whole,
        code=RULE.code,
        score=_ABOVE_LETTERS + sure,
        evidence=tuple(evidence),
        apply=apply,
        confidence=(_SEEN_WHOLE if here else _BY_SHAPE) if apply else sure,
    )


RULE = Rule(
    code="N705",
    name="broken word",
    kind="ocr/broken-word",
    origin="ocr",
    finds="A word in two pieces, of which one at least is no word.",
    why=(
        "Together they are a common word. Applied where the document or, in the same context, "
        "another text has it whole, and in a damaged text where a gap opens after a letter that "
        "does not join the next, between pieces that are no words; otherwise proposed."
    ),
    wrong_when="The first piece is an abbreviation.",
    before="الاست غلال",
    after="الاستغلال",
    confidence=0.9,
    version=5,
    words=broken_words,
)
