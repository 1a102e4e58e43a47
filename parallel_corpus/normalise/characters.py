"""Letters and digits that cannot stand where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.stage import ARABIC, DIGITS, MARKS, Scene, each, fix

_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_FOREIGN = re.compile("[\u06cc\u06a9\u06c1\u06be\u06ba]")
# Letters that only Persian and Urdu words have; Arabic borrows them in foreign names.
_PERSIAN_ONLY = re.compile("[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06d2]")
_SHAPES = {"\u06a9": "ك", "\u06c1": "ه", "\u06be": "ه", "\u06ba": "ن", "\u06cc": "ي"}
# Words whose final ی is ى. All others end in it about as often as in ي: a lexicon must say.
_MAKSURA = frozenset(
    ["على", "إلى", "الى", "حتى", "لدى", "متى", "سوى", "مدى", "أنى", "معنى", "مستوى", "أخرى"]
)
_MEDIAL = re.compile(f"(?<=[{ARABIC}])([{MARKS}]*)ى(?!\u0670)(?=[{MARKS}]*[{ARABIC}])(?!ء)")
_PREPOSITION = re.compile("(?:[وف]?(?:على|إلى|لدى|حتى)|[وفب]?(?:أخرى|إحدى))(?=[ء-ي]{3})")
_TATWEEL = re.compile("\u0640+")
_NUMBER = re.compile(f"[{DIGITS}]+")
_SYSTEMS = ("0", "\u0660", "\u06f0")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def foreign_letters(text: str, scene: Scene) -> Iterator[Repair]:
    """Persian and Urdu code points for Arabic letters (N401)."""
    if scene.language != "ar" or not _FOREIGN.search(text):
        return
    for word in _WORD.finditer(text):
        if not _FOREIGN.search(word[0]) or _PERSIAN_ONLY.search(word[0]):
            continue
        final, evidence = _final_yeh(word[0], scene)
        meant = _shapes(word[0][:-1]) + final
        if meant != word[0]:
            yield fix("N401", word.start(), word[0], meant, evidence=evidence)


def _shapes(text: str) -> str:
    return _FOREIGN.sub(lambda match: _SHAPES[match[0]], text)


def _final_yeh(word: str, scene: Scene) -> tuple[str, list[Evidence]]:
    """The last letter as it should be. ی is ى or ي there; it stays where nothing tells which."""
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


def medial_maksura(text: str, scene: Scene) -> Iterator[Repair]:
    """ى before another letter of its word (N402), but where a preposition lost its space."""
    if scene.language != "ar" or "ى" not in text:
        return
    for word in _WORD.finditer(text):
        if "ى" in word[0] and not _PREPOSITION.match(word[0]):
            meant = _MEDIAL.sub(r"\1ي", word[0])
            if meant != word[0]:
                yield fix("N402", word.start(), word[0], meant)


def tatweel(text: str, scene: Scene) -> Iterator[Repair]:
    """Strokes that only stretch a word (N403)."""
    if scene.language != "ar":
        return
    for match in _TATWEEL.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if not _is_arabic(before) or after in "\u0653\u0654\u0655\u0670":
            continue  # A stroke by itself, or one that seats a small hamza or alef.
        if not _is_arabic(after):
            yield from () if end - start == 1 else (fix("N403", start, match[0], "\u0640"),)
        elif end - start > 1 or not (before in "بتثنيئ" and after in "رز"):
            yield fix("N403", start, match[0], "")


def _is_arabic(char: str) -> bool:
    return bool(_WORD.match(char)) and char != "\u0640"


def mixed_digits(text: str, scene: Scene) -> Iterator[Repair]:
    """One number in the digits of two systems (N404)."""
    for match in _NUMBER.finditer(text):
        systems = Counter(_system(digit) for digit in match[0])
        if len(systems) == 1:
            continue
        (first, count), (_, second) = systems.most_common(2)
        if count == second:
            around = Counter(_system(digit) for digit in "".join(_NUMBER.findall(text)))
            first = max(systems, key=lambda zero: (around[zero], scene.language == "en"))
        plain = western_digits(match[0])
        meant = plain.translate({ord("0") + n: chr(ord(first) + n) for n in range(10)})
        yield fix("N404", match.start(), match[0], meant)


def _system(digit: str) -> str:
    return max(zero for zero in _SYSTEMS if zero <= digit)


def ligatures(text: str, _scene: Scene) -> Iterator[Repair]:
    """ﬁ and its kin as letters (N405)."""
    return each("N405", _LIGATURE, text, lambda match: unicodedata.normalize("NFKC", match[0]))
