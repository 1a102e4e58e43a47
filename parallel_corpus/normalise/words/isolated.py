"""Broken words that no sister text explains: the lexicon and the confusions alone must tell."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.words.bench import Bench, Suggestion, lightly, marked
from parallel_corpus.normalise.words.contexts import Token
from parallel_corpus.normalise.words.inflection import variation

# The best candidate must be so many times likelier than the next, or nothing is said.
_CLEARLY = 5.0
_LIKELY = 3e-9
_VERY_LIKELY = 2e-8
_HALF = 2e-5
_SHORT = 4
_UNUSUAL = 1e-6
_RARE = 1e-7
_COMMON = 5e-6
_FAR_AHEAD = 6.0
_EASY = 0.7
_SEEN = 2
_OFTEN = 5
_RARER = 5.0
_MUCH_COMMONER = 30.0
_LONE_ARTICLE = "ال"
_CASE_SEAT = re.compile("ا[ؤئء](?:ه|ها|هم|هما|هن|ك|كم|نا|ي)\\Z")
_SEATS = frozenset("أآؤئء")


def broken_words(bench: Bench) -> Iterator[Suggestion]:
    """Spellings that are no words: what they were made of, where one word clearly leads."""
    for token in bench.present():
        if bench.is_vocalised(token.segment):
            continue
        yield from _sign_for_comma(bench, token)
        if bench.is_suspect(token.form):
            yield from _one_word(bench, token)
            yield from _two_words(bench, token)


def _one_word(bench: Bench, token: Token) -> Iterator[Suggestion]:
    found = bench.near(token.form)
    if not found or found[0][0] < _LIKELY:
        return
    score, meant, cost, by = found[0]
    lead = score / found[1][0] if len(found) > 1 else 100.0
    varies = variation(token.form, meant, bench.language)
    if lead < _CLEARLY or varies == "clitic":
        return
    damaged, seen = bench.is_damaged(token.segment), bench.counts[meant]
    if not damaged and not _is_striking(bench, meant, cost, lead, seen):
        return
    # A strange English word in small letters is no name; an Arabic one may be.
    no_name = bench.language == "en" and seen >= _SEEN
    evidence = [Evidence("confusion", "confusions.tsv", by, 0.5)]
    if bench.vocabulary.knows(meant):
        evidence.append(Evidence("lexicon", bench.vocabulary.lexicon.name, meant, 0.6))
    if seen:
        evidence.append(Evidence("corpus", "", f"{meant} stands {seen} times in the corpus", 0.6))
    if damaged:
        share = bench.suspects[bench.owners[token.segment]]
        evidence.append(Evidence("damage", "", f"{share:.1%} of its words are broken", 0.5))
    yield Suggestion(
        segment=token.segment,
        start=token.start,
        before=token.word,
        after=marked(token.word, meant),
        code="N703" if varies == "seat" and not damaged else "N701",
        score=5.0 + math.log10(score),
        evidence=tuple(evidence),
        apply=(damaged and score >= _VERY_LIKELY) or (no_name and cost <= _EASY),
        confidence=0.8 if damaged or no_name else 0.6,
    )


def _is_striking(bench: Bench, meant: str, cost: float, lead: float, seen: int) -> bool:
    """In a sound document a strange word is mostly a name: only the plainest case is worth it."""
    if bench.vocabulary.commonness(meant) < _COMMON or lead < _FAR_AHEAD:
        return False
    return cost <= _EASY or seen >= _SEEN


def _two_words(bench: Bench, token: Token) -> Iterator[Suggestion]:
    """عبرالإنترنت, ofthe: two common words without their space."""
    share = bench.vocabulary.lexicon.frequency
    best = (0.0, 0)
    for cut in range(2, len(token.form) - 1):
        worst = min(share(token.form[:cut]), share(token.form[cut:]))
        best = max(best, (worst, cut))
    if best[0] < _HALF or token.word != token.form:
        return
    halves = token.form[: best[1]], token.form[best[1] :]
    if min(map(len, halves)) < 2 + (bench.language == "ar"):
        return
    # ة and ى end words: where one stands inside, no lexicon is needed to see two words.
    ends = halves[0][-1] in "ةى" and halves[1].startswith("ال")
    damaged = bench.is_damaged(token.segment)
    apart = bench.pairs[halves]
    if not (ends or damaged or apart):
        return
    evidence = [Evidence("lexicon", bench.vocabulary.lexicon.name, " ".join(halves), 0.7)]
    if apart:
        evidence.append(Evidence("corpus", "", f"{apart} times apart in the corpus", 0.6))
    yield Suggestion(
        segment=token.segment,
        start=token.start,
        before=token.word,
        after=" ".join(halves),
        code="N704",
        score=5.0 + math.log10(best[0]) - 2.0,
        evidence=tuple(evidence),
        apply=damaged or ends or apart >= _OFTEN,
        confidence=0.9 if ends else 0.7,
    )


def _sign_for_comma(bench: Bench, token: Token) -> Iterator[Suggestion]:
    """آخرء for آخر، in a document that is damaged all over."""
    word = token.form[:-1]
    if token.word[-1:] != "ء" or not bench.is_damaged(token.segment):
        return
    common = bench.vocabulary.commonness
    if common(word) >= max(_RARE, _MUCH_COMMONER * common(token.form)):
        yield Suggestion(
            segment=token.segment,
            start=token.end - 1,
            before="ء",
            after="،",
            code="N706",
            score=9.0,
            evidence=(Evidence("lexicon", bench.vocabulary.lexicon.name, word, 0.8),),
            apply=True,
            confidence=0.9,
        )


def signs_for_commas(bench: Bench) -> Iterator[Suggestion]:
    """» after Arabic words of a damaged document that opens no quotations, and Latin commas."""
    if bench.language != "ar":
        return
    signs: dict[int, Counter[str]] = {owner: Counter() for owner in bench.owners}
    for owner, text in zip(bench.owners, bench.texts, strict=True):
        signs[owner].update({sign: text.count(sign) for sign in "«»،,"})
    for segment, (owner, text) in enumerate(zip(bench.owners, bench.texts, strict=True)):
        if not bench.is_damaged(segment):
            continue
        counted = signs[owner]
        wrong = "»" if counted["»"] >= 3 * (1 + counted["«"]) else ""
        wrong += "," if counted["،"] else ""
        for match in re.finditer(f"(?<=[\u0621-\u064a])[{wrong}](?=\\s)", text) if wrong else ():
            said = ", ".join(f"{count} {sign}" for sign, count in sorted(counted.items()))
            evidence = (Evidence("balance", "", said + " in the document", 0.8),)
            yield Suggestion(
                segment, match.start(), match[0], "،", "N706", 9.0, evidence, True, 0.85
            )


def broken_in_two(bench: Bench) -> Iterator[Suggestion]:
    """الاست غلال: two neighbours, one of them no word, that together are a common one."""
    share, knows = bench.vocabulary.lexicon.frequency, bench.vocabulary.knows
    tokens = bench.running.tokens
    for first, second in pairwise(tokens):
        if first is None or second is None:
            continue
        text = bench.texts[first.segment]
        if text[first.end : second.start] != " " or not bench.is_plain(first.form + second.form):
            continue
        article = first.form == _LONE_ARTICLE and first.word == first.form
        whole, damaged = first.form + second.form, bench.is_damaged(first.segment)
        rarer = min(share(first.form), share(second.form))
        chance = not damaged or share(whole) < _MUCH_COMMONER * rarer
        if not article and chance and knows(first.form) and knows(second.form):
            continue
        if share(whole) < (_RARE if article else 10 * _RARE):
            continue
        if not article and max(share(first.form), share(second.form)) > share(whole):
            continue
        evidence = (Evidence("lexicon", bench.vocabulary.lexicon.name, whole, 0.7),)
        yield Suggestion(
            segment=first.segment,
            start=first.start,
            before=text[first.start : second.end],
            after=whole,
            code="N705",
            score=6.0,
            evidence=evidence,
            apply=damaged,
            confidence=0.7,
        )


def misspelt_seats(bench: Bench) -> Iterator[Suggestion]:
    """وأبائهم: a rare spelling that is a much commoner word with another hamza."""
    if bench.language != "ar":
        return
    share = bench.vocabulary.lexicon.frequency
    for token in bench.present():
        form = token.form
        if len(form) <= _SHORT or not bench.is_plain(form) or share(form) > _UNUSUAL:
            continue
        if bench.is_vocalised(token.segment) or bench.counts[form] > 1 or not _SEATS & set(form):
            continue
        found = [
            item
            for item in bench.near(form)
            if variation(form, item[1], "ar") == "seat" and _moves_a_seat(form, item[1])
        ]
        if not found:
            continue
        meant = found[0][1]
        at_home = bench.stems[lightly(meant)] > 0
        if share(meant) > max(_RARE, (3 if at_home else _RARER) * share(form)) and (
            at_home or share(form) <= _RARE
        ):
            yield Suggestion(
                segment=token.segment,
                start=token.start,
                before=token.word,
                after=marked(token.word, meant),
                code="N703",
                score=4.0,
                evidence=(Evidence("lexicon", bench.vocabulary.lexicon.name, meant, 0.6),),
                confidence=0.6,
            )


def _moves_a_seat(form: str, meant: str) -> bool:
    """أ for آ, or the seats inside. Not أ for إ, which tells words apart; nor the seat before a
    pronoun, which follows the case (شركاؤها, شركائها).
    """
    case = _CASE_SEAT.search(form)
    return all(
        {one, two} <= _SEATS and one != "آ" and not (case and index == case.start() + 1)
        for index, (one, two) in enumerate(zip(form, meant, strict=False))
        if one != two
    )
