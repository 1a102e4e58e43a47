"""N107: lam-alef turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.lam_alef import IMPOSSIBLE
from parallel_corpus.normalise.rule import ARABIC, MARKS, Pass, Rule, Scene

_WORD = re.compile(f"[{ARABIC}{MARKS}]+")
_PAIR = re.compile("[اأإآ]ل")
_LONE = {"ال": "لا", "وال": "ولا", "فال": "فلا"}
# A word that is so much commoner than what is written was meant, in a document that turns them.
_COMMONER = 10.0
_LIKELY = 1e-8
_PRONOUN = re.compile("(?:هما|هم|هن|ها|ه|كم|نا)\\Z")
_WITH_PRONOUN = 0.1
_SHORTEST = 4


def lam_alef(text: str, scene: Scene) -> Iterator[Repair]:
    """Find words whose lam-alef, one sign in print, was taken apart the wrong way round."""
    if scene.language != "ar" or not scene.lam_alef:
        return
    for match in _WORD.finditer(text):
        meant = _meant(match[0], scene)
        if meant is not None:
            said = "other words here begin in a way that no Arabic word does (األ, اال)"
            evidence = [Evidence("document", "", said, 0.9)]
            yield RULE.fix(match.start(), match[0], meant, evidence=evidence)


def _meant(word: str, scene: Scene) -> str | None:
    if word in _LONE:
        return _LONE[word]
    impossible = IMPOSSIBLE.match(word)
    if impossible:
        at = impossible.end() - 2
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    ways = [(_share(way, scene), way) for way in _ways(word)]
    best = max(ways, default=(0.0, ""))
    if best[0] >= _LIKELY and best[0] > _COMMONER * _share(word, scene):
        return best[1]
    return None


def _share(word: str, scene: Scene) -> float:
    """Return how common a word is.

    Where it is not listed, that of what stands before its pronoun.
    """
    found = scene.share(word)
    stem = _PRONOUN.sub("", word)
    if found or len(stem) < _SHORTEST:
        return found
    return _WITH_PRONOUN * scene.share(stem)


def _ways(word: str) -> Iterable[str]:
    """Return the word with each alef and lam turned but those of the article."""
    for pair in _PAIR.finditer(word):
        at = pair.start()
        if at or word[0] != "ا":
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


RULE = Rule(
    code="N107",
    name="lam-alef turned round",
    kind="extraction/lam-alef",
    origin="unknown",
    finds="ال, أل, إل and آل where the ligature of lam and alef was read: تالحظ, األسر, ال يجوز.",
    why=(
        "Some PDF files map the ligature to its letters in the order of the page. No word begins "
        "with اأ, اإ, اآ or اا before ل; where a document has such words, its others are turned "
        "where the turned word is by far the commoner."
    ),
    wrong_when="A document quotes such spellings, or writes both words.",
    before="األسر الفقيرة في األقاليم",
    after="الأسر الفقيرة في الأقاليم",
    confidence=0.95,
    passes=(Pass("round", 165, lam_alef),),
)
