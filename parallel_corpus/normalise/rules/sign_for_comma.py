"""N706: sign for a comma."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.suggestion import Suggestion

_RARE = 1e-7
_MUCH_COMMONER = 30.0
# After other letters ء ends short words only: شيء, جزء, عبء.
_BEFORE_HAMZA = frozenset("اوي")
_LONG = 4
_SHORTEST = 3


def signs_for_commas(bench: Bench) -> Iterator[Suggestion]:
    """Find ء, » and Latin commas where ، was meant, in documents that are damaged all over."""
    if bench.language != "ar":
        return
    signs = _signs(bench)
    for token in bench.present():
        # A document that never has a comma did not lose this one.
        commas = signs[bench.owners[token.segment]]["،"]
        if commas and token.word[-1:] == "ء" and bench.is_ruined(token.segment):
            yield from _hamza(bench, token)
    for segment, (owner, text) in enumerate(zip(bench.owners, bench.texts, strict=True)):
        if bench.is_ruined(segment):
            yield from _unbalanced(segment, text, signs[owner])


def _signs(bench: Bench) -> dict[int, Counter[str]]:
    signs: dict[int, Counter[str]] = {owner: Counter() for owner in bench.owners}
    for owner, text in zip(bench.owners, bench.texts, strict=True):
        signs[owner].update({sign: text.count(sign) for sign in "«»،,"})
    return signs


def _hamza(bench: Bench, token: RunningWord) -> Iterator[Suggestion]:
    """Find a hamza read for a comma: آخرء for آخر،"""
    word, common = token.form[:-1], bench.vocabulary.commonness
    seen = bench.counts_of(bench.owners[token.segment])[word]
    # Of fragments (هؤ لاء) and of words that ء may end (أفاء), a lexicon tells nothing.
    may_end = len(lightly(word)) < _SHORTEST or (word[-1] in _BEFORE_HAMZA and not seen)
    if not may_end and common(word) >= max(_RARE, _MUCH_COMMONER * common(token.form)):
        evidence = [Evidence("lexicon", bench.vocabulary.lexicon.name, word, 0.8)]
        if seen:
            evidence.append(Evidence("phrase", "", f"{word} stands {seen} times here", 0.8))
        never = len(lightly(word)) >= _LONG and word[-1] not in _BEFORE_HAMZA
        if never:
            said = f"no word so long ends in {word[-1]}ء"
            evidence.append(Evidence("spelling", "", said, 0.9))
        yield Suggestion(
            token.segment,
            token.end - 1,
            "ء",
            "،",
            RULE.code,
            9.0,
            tuple(evidence),
            never,
            0.9 if never else 0.6,
        )


def _unbalanced(segment: int, text: str, counted: Counter[str]) -> Iterator[Suggestion]:
    """Find » where no quotation is open in the document, and Latin commas beside Arabic ones."""
    wrong = "»" if counted["»"] >= 3 * (1 + counted["«"]) else ""
    wrong += "," if counted["،"] else ""
    for match in re.finditer(f"(?<=[\u0621-\u064a])[{wrong}](?=\\s)", text) if wrong else ():
        said = ", ".join(f"{count} {sign}" for sign, count in sorted(counted.items()))
        evidence = (Evidence("balance", "", said + " in the document", 0.8),)
        yield Suggestion(segment, match.start(), match[0], "،", RULE.code, 9.0, evidence, True, 0.9)


RULE = Rule(
    code="N706",
    name="sign for a comma",
    kind="ocr/comma",
    origin="ocr",
    finds="ء, » or a Latin comma right after an Arabic word where ، was meant.",
    why=(
        "OCR takes ، for them. Applied where the document's damage is plain and the word without "
        "ء is a word, » has no « in the whole text, or the text has ، as well as the Latin comma."
    ),
    wrong_when="A quotation that began in another text.",
    before="المجتمع» وعلى",
    after="المجتمع، وعلى",
    confidence=0.9,
    words=signs_for_commas,
)
