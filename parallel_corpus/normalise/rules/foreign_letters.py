"""N401: foreign letter form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.rule import ARABIC, MARKS, Pass, Rule, Scene

_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_FOREIGN = re.compile("[\u06cc\u06a9\u06c1\u06be\u06ba]")
# Letters that only Persian and Urdu words have; Arabic borrows them in foreign names.
_PERSIAN_ONLY = re.compile("[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06d2]")
_SHAPES = {"\u06a9": "ك", "\u06c1": "ه", "\u06be": "ه", "\u06ba": "ن", "\u06cc": "ي"}
# Words whose final ی is ى. All others end in it about as often as in ي: a lexicon must say.
_MAKSURA = frozenset(
    ["على", "إلى", "الى", "حتى", "لدى", "متى", "سوى", "مدى", "أنى", "معنى", "مستوى", "أخرى"]
)


def foreign_letters(text: str, scene: Scene) -> Iterator[Repair]:
    """Replace Persian and Urdu code points by Arabic letters (N401)."""
    if scene.language != "ar" or not _FOREIGN.search(text):
        return
    for word in _WORD.finditer(text):
        if not _FOREIGN.search(word[0]) or _PERSIAN_ONLY.search(word[0]):
            continue
        final, evidence = _final_yeh(word[0], scene)
        meant = _shapes(word[0][:-1]) + final
        if meant != word[0]:
            yield RULE.fix(word.start(), word[0], meant, evidence=evidence)


def _shapes(text: str) -> str:
    return _FOREIGN.sub(lambda match: _SHAPES[match[0]], text)


def _final_yeh(word: str, scene: Scene) -> tuple[str, list[Evidence]]:
    """Return the last letter as it should be.

    ی is ى or ي there; it stays where nothing tells which.
    """
    if word[-1] != "\u06cc":
        return _shapes(word[-1]), []
    stem = _shapes(word[:-1])
    if {stem + "ى", stem.lstrip("وف") + "ى"} & _MAKSURA:
        return "ى", [Evidence("lexicon", "closed class", stem + "ى", 1.0)]
    # Not the document's own words: they change as it is repaired, and so would the answer.
    known = [end for end in "يى" if scene.listed(stem + end)]
    if len(known) == 1:
        return known[0], [Evidence("lexicon", "", stem + known[0], 0.8)]
    return word[-1], []


RULE = Rule(
    code="N401",
    name="foreign letter form",
    kind="ocr/foreign-letter",
    origin="ocr",
    finds="Persian ی and ک, Urdu ہ, ھ and ں, in an Arabic text.",
    why="Other code points for the shapes of ي or ى, ك, ه and ن; Arabic has no use for them.",
    wrong_when=(
        "A Persian or Urdu name is quoted in its own spelling: a word with پ چ ژ گ is left alone."
    ),
    before="الرائد\u06ccن",
    after="الرائدين",
    passes=(Pass("round", 280, foreign_letters),),
)
