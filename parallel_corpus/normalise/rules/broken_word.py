"""N705: broken word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.contexts import Token
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion

_RARE = 1e-7
_COMMON = 1e-6
_MUCH_COMMONER = 30.0
_LONE_ARTICLE = "ال"


def broken_words(bench: Bench) -> Iterator[Suggestion]:
    """Find two neighbours, one of them no word, that together are a common one."""
    yield from rivals_by(bench, "N705")
    for first, second in pairwise(bench.running.tokens):
        if first is None or second is None:
            continue
        text = bench.texts[first.segment]
        if text[first.end : second.start] != " " or not (first.form and second.form):
            continue
        if not bench.is_plain(first.form + second.form):
            continue
        if _are_one(bench, first, second):
            yield _join(bench, first, second)


def _are_one(bench: Bench, first: Token, second: Token) -> bool:
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


def _is_lone(form: str) -> bool:
    return len(form) == 1 and form != "و"


def _join(bench: Bench, first: Token, second: Token) -> Suggestion:
    owner, whole = bench.owners[first.segment], first.form + second.form
    here = bench.counts_of(owner)[whole]
    article = first.form == _LONE_ARTICLE
    lone = not article and any(_is_lone(token.form) for token in (first, second))
    evidence = [Evidence("lexicon", bench.vocabulary.lexicon.name, whole, 0.7)]
    if here:
        evidence.append(Evidence("phrase", "", f"{whole} stands {here} times here", 0.8))
    if lone:
        evidence.append(Evidence("spelling", "", "no word is one letter but و", 0.9))
    apply = bench.is_ruined(first.segment) and (here > 0 or lone) and not article
    return Suggestion(
        segment=first.segment,
        start=first.start,
        before=bench.texts[first.segment][first.start : second.end],
        after=whole,
        code=RULE.code,
        score=6.0,
        evidence=tuple(evidence),
        apply=apply,
        confidence=0.9 if apply else 0.6,
    )


RULE = Rule(
    code="N705",
    name="broken word",
    kind="ocr/broken-word",
    origin="ocr",
    finds="A word in two pieces, of which one at least is no word.",
    why=(
        "Together they are a common word. Applied where the document has it whole, or another text "
        "has it whole in the same context; otherwise proposed."
    ),
    wrong_when="The first piece is an abbreviation.",
    before="الاست غلال",
    after="الاستغلال",
    confidence=0.9,
    version=2,
    words=broken_words,
)
