"""N402: alef maksura inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import strip_marks
from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import ARABIC, MARKS, Pass, Rule, Scene

_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_MEDIAL = re.compile(f"(?<=[{ARABIC}])([{MARKS}]*)ى(?!\u0670)(?=[{MARKS}]*[{ARABIC}])(?!ء)")
# Words that end in ى, as they are written with and without hamza and dots.
_FUNCTION = re.compile(
    "[وف]?(?:على|[إا]لى|لدى|حتى|متى|فى|هى|التى|الذى|لى|بى|[أا]ى)|[وفب]?(?:[أا]خرى|[إا]حدى)"
)
_SHORTEST = 2


def medial_maksura(text: str, scene: Scene) -> Iterator[Repair]:
    """Find ى before another letter of its word, but where the space after it was lost."""
    if scene.language != "ar" or "ى" not in text:
        return
    for word in _WORD.finditer(text):
        if "ى" not in word[0]:
            continue
        meant = _MEDIAL.sub(r"\1ي", word[0])
        if meant != word[0] and not _is_two(word[0], scene) and _is_word(meant, scene):
            yield RULE.fix(word.start(), word[0], meant)


def _is_two(word: str, scene: Scene) -> bool:
    """Tell whether the word is two that lost the space between them (فىالغرفة, see N704)."""
    plain = strip_marks(word)
    for index, letter in enumerate(plain[:-_SHORTEST]):
        if letter == "ى":
            first, second = plain[: index + 1], plain[index + 1 :]
            ends = bool(_FUNCTION.fullmatch(first)) or scene.listed(first)
            if ends and (scene.listed(second) or second.startswith("ال")):
                return True
    return False


def _is_word(meant: str, scene: Scene) -> bool:
    """Tell whether the repaired form is a word here; a chain of letters is left to N701."""
    plain = strip_marks(meant)
    return (
        scene.listed(plain)
        or scene.knows(plain)
        or any(scene.listed(plain[cut:]) for cut in (1, 2, 3) if len(plain) - cut > _SHORTEST)
    )


RULE = Rule(
    code="N402",
    name="alef maksura inside a word",
    kind="ocr/medial-maksura",
    origin="ocr",
    finds="ى before another letter of the same word.",
    why="ى stands only at the end of Arabic words; inside, its dots were lost.",
    wrong_when=(
        "Two words lost the space between them; after على, إلى and their like nothing is done "
        "here (see N704). ىء, as some write شيء, and the ىٰ of the Koran are kept."
    ),
    before="وتجرىم",
    after="وتجريم",
    confidence=0.95,
    passes=(Pass("round", 290, medial_maksura),),
)
