"""What the evidence says to a claim: that it cannot be so, that it is likely, or nothing.

A claim of an omission is weighed by whether the words are covered on the other side, by lexicon,
encoder and sound (`evidence.coverage`); a claim about a number by the numbers of both sides; one
about a term by the glossary. A claim about a word's sense nothing here can weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from parallel_corpus.checks.glossary import Entry, find_phrase
from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.coverage import Coverage, Side, cover
from parallel_corpus.evidence.lexicon import load_translation_lexicon
from parallel_corpus.evidence.quantities.compare import unmatched
from parallel_corpus.evidence.quantities.extract import Quantities, quantities
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.language import script
from parallel_corpus.model import Bitext, Key, Span, Unit

# Log likelihood ratios that a word has no counterpart. Of 35 claimed omissions and additions on
# 301 pairs that a large model read, 20 have a word above the one; below the other lie, with all
# their words, only claims whose words stand on the other side.
SUPPORTED = 1.5
CONTRADICTED = -2.0


@dataclass(frozen=True, slots=True)
class Weight:
    """What the evidence says; `why` in words for a reader, `figures` as they stand."""

    says: Literal["nothing", "supported", "contradicted"] = "nothing"
    why: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A remark on a unit whose quotations stand in its texts."""

    unit: Unit
    code: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


class Weighing:
    """Weighs claims about the units of one bitext; texts are encoded for coverage claims only."""

    def __init__(self, bitext: Bitext, encoder: Encoder, glossary: Sequence[Entry] = ()) -> None:
        self._bitext = bitext
        self._memory = TextVectors(encoder, bitext.source_language, bitext.target_language)
        self._glossary = glossary
        self._known: dict[Key, Coverage] = {}

    def prepare(self, claims: Iterable[Claim]) -> None:
        """Work out in one batch the coverage that these claims will need."""
        units = {c.unit.key: c.unit for c in claims if c.code in _COVERAGE}
        texts = [(unit.source_text, unit.target_text) for unit in units.values()]
        if texts:
            found = cover(self._memory, texts, load_translation_lexicon())
            self._known.update(zip(units, found, strict=True))

    def weigh(self, claim: Claim) -> Weight:
        """Say what the evidence says to one claim."""
        weigh = _BY_KIND.get(claim.code)
        return weigh(self, claim) if weigh else Weight()

    def _omission(self, claim: Claim) -> Weight:
        side = self._coverage(claim.unit).source
        return _coverage(side, claim.source, "source", "translation")

    def _addition(self, claim: Claim) -> Weight:
        side = self._coverage(claim.unit).target
        return _coverage(side, claim.target, "translation", "source")

    def _coverage(self, unit: Unit) -> Coverage:
        if unit.key not in self._known:
            texts = [(unit.source_text, unit.target_text)]
            self._known[unit.key] = cover(self._memory, texts, load_translation_lexicon())[0]
        return self._known[unit.key]

    def _number(self, claim: Claim) -> Weight:
        texts = claim.unit.source_text, claim.unit.target_text
        source = quantities(texts[0], self._bitext.source_language)
        target = quantities(texts[1], self._bitext.target_language)
        languages = self._bitext.source_language, self._bitext.target_language
        if unmatched(*texts, languages) or _months(source) != _months(target):
            return Weight("supported", "the numbers or months of the two sides differ")
        quoted = _readings(source, claim.source), _readings(target, claim.target)
        if not all(quoted) or not _numbers_only(source, claim.source):
            return Weight()  # “by 23 March” may be wrong in its “by”
        if all(any(one & other for other in quoted[1]) for one in quoted[0]):
            return Weight("contradicted", "all numbers and months of the two sides agree")
        return Weight()

    def _term(self, claim: Claim) -> Weight:
        english_first = self._bitext.source_language == "en"
        spans = (claim.source, claim.target) if english_first else (claim.target, claim.source)
        english, arabic = (" ".join(span.text for span in side) for side in spans)
        for entry in self._glossary:
            if not find_phrase(entry.english, english):
                continue
            there = next((word for word in entry.arabic if find_phrase(word, arabic)), None)
            if there:
                why = f"the glossary accepts “{there}” for “{entry.english}”"
                return Weight("contradicted", why)
            return Weight("supported", f"the glossary has other words for “{entry.english}”")
        return Weight()

    def _untranslated(self, claim: Claim) -> Weight:
        left = " ".join(span.text for span in claim.target)
        if left and script.script_of(left) == self._bitext.target_language:
            return Weight("contradicted", "the words are in the translation's own script")
        return Weight()


_BY_KIND: Mapping[str, Callable[[Weighing, Claim], Weight]] = {
    "R02": Weighing._omission,  # noqa: SLF001 - the table of this module's own methods
    "R03": Weighing._addition,  # noqa: SLF001
    "R04": Weighing._untranslated,  # noqa: SLF001
    "R05": Weighing._number,  # noqa: SLF001
    "R11": Weighing._term,  # noqa: SLF001
}
_COVERAGE = frozenset({"R02", "R03"})


def _coverage(side: Side, spans: Iterable[Span], here: str, there: str) -> Weight:
    inside = [
        (word, evidence)
        for word, evidence in zip(side.words, side.evidence, strict=True)
        if any(span.start < word.end and word.start < span.end for span in spans)
    ]
    if not inside:
        return Weight()
    figures = {
        "evidence_by_word": {side.text[word.start : word.end]: value for word, value in inside}
    }
    if max(value for _, value in inside) >= SUPPORTED:
        worst = max(inside, key=lambda item: item[1])[0]
        word = side.text[worst.start : worst.end]
        return Weight("supported", f"nothing in the {there} seems to answer “{word}”", figures)
    # A word that stands twice is covered by what may be the counterpart of its other place.
    uses = Counter(word.stem for word in side.words)
    once = all(uses[word.stem] == 1 for word, _ in inside)
    if once and all(value <= CONTRADICTED for _, value in inside):
        words = " ".join(side.text[word.start : word.end] for word, _ in inside)
        why = f"the {there} seems to have a counterpart of the {here}’s “{words}”"
        return Weight("contradicted", why, figures)
    return Weight()


def _numbers_only(found: Quantities, spans: Sequence[Span]) -> bool:
    """Tell whether `spans` hold no letters but those of months and number words."""
    places = [(q.start, q.end) for q in found.numbers]
    places += [(q.start, q.end) for q in found.months]
    return not any(
        letter.isalpha() and not any(start <= span.start + i < end for start, end in places)
        for span in spans
        for i, letter in enumerate(span.text)
    )


def _months(found: Quantities) -> list[int]:
    return sorted(month.month for month in found.months)


def _readings(found: Quantities, spans: Sequence[Span]) -> list[frozenset[str]]:
    """Return the readings of the numbers and months that stand in `spans`."""
    numbers = [(n.start, n.end, frozenset(map(str, n.readings))) for n in found.numbers]
    months = [(m.start, m.end, frozenset({f"month {m.month}"})) for m in found.months]
    return [
        readings
        for start, end, readings in (*numbers, *months)
        if any(span.start < end and start < span.end for span in spans)
    ]
