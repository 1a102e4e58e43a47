"""Terms found in the corpus itself: repeated English phrases and how each is rendered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from parallel_corpus.checks.forms import is_form
from parallel_corpus.evidence.lexicon import (
    Token,
    TranslationLexicon,
    load_translation_lexicon,
    tokens,
)
from parallel_corpus.model import Bitext, Unit

_STOP = frozenset(
    word
    for line in (
        "the a an of and or to in on for with by from at as that which who whom this these those",
        "its their his her it is are be been was were has have had not no all any such other more",
        "also into under over between among through within without including inter alia per will",
        "shall should must may can could would than both each every well",
    )
    for word in line.split()
)
_GAPS = frozenset((" ", "-", "\u00a0"))
_SIZES = (2, 3, 4)
_MOST_WORDS = 4
_RELATED = 0.05  # how strongly each word must go with one of the other side

Gram = tuple[str, ...]
Located = tuple[Gram, tuple[int, int]]
Found = tuple[int, tuple[int, int]]
"""The row, and the span of a phrase in its English text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: the unit, and the spans of the term and of its rendering there."""

    document: str
    unit: Unit
    english: tuple[int, int]
    arabic: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Term:
    """A repeated English phrase, its usual Arabic, and where it is rendered so or otherwise."""

    english: str
    arabic: str
    usual: tuple[Place, ...]
    others: tuple[Place, ...]

    @property
    def count(self) -> int:
        return len(self.usual) + len(self.others)


@dataclass(frozen=True, slots=True)
class _ChunkedPair:
    """A pair, each side cut into stretches: words with no more than a space between them."""

    document: str
    unit: Unit
    english: list[list[Token]]
    """Without the words that make no term, which part what stands around them."""
    arabic: list[list[Token]]
    english_text: str
    arabic_text: str

    @property
    def arabic_words(self) -> list[Token]:
        return list(chain.from_iterable(self.arabic))


def find_terms(
    bitexts: Iterable[Bitext], *, least: int = 3, lexicon: TranslationLexicon | None = None
) -> list[Term]:
    """Find the terms of a corpus, most frequent first; `least` is how many units must have one.

    A rendering is the Arabic word sequence that goes most exclusively with the phrase (Dice
    coefficient over units), and whose words are related to the term's by the lexicon.
    """
    lexicon = lexicon or load_translation_lexicon()
    rows = [row for bitext in bitexts for row in _rows(bitext)]
    english = _occurrences(rows, least)
    candidates = {
        gram: _candidates(gram, places, rows, _related(gram, lexicon))
        for gram, places in english.items()
    }
    arabic = _units_with({other for found in candidates.values() for other in found}, rows)
    found = []
    for gram, places in english.items():
        rendering = _rendering(
            gram, len({row for row, _ in places}), candidates[gram], arabic, lexicon
        )
        if rendering:
            found.append(_term(rendering, places, rows))
    found.sort(key=lambda term: (-term.count, term.english))
    return found


def _rows(bitext: Bitext) -> Iterator[_ChunkedPair]:
    for unit in bitext.units:
        if unit.paired:
            texts = unit.source_text, unit.target_text
            en, ar = texts if bitext.source_language == "en" else texts[::-1]
            words = [word for word in tokens(en) if not _is_stop(en, word)]
            yield _ChunkedPair(bitext.document, unit, _cut(words, en), _cut(tokens(ar), ar), en, ar)


def _cut(words: Iterable[Token], text: str) -> list[list[Token]]:
    """Return stretches of `words` that nothing interrupts, not even punctuation."""
    found: list[list[Token]] = []
    end = -1
    for word in words:
        if end >= 0 and text[end : word.start] in _GAPS:
            found[-1].append(word)
        else:
            found.append([word])
        end = word.end
    return found


def _grams(stretches: Iterable[Sequence[Token]], sizes: Sequence[int]) -> Iterator[Located]:
    """Yield word sequences inside the stretches, and where they stand in the text."""
    for words in stretches:
        for size in sizes:
            for i in range(len(words) - size + 1):
                part = words[i : i + size]
                yield tuple([word.stem for word in part]), (part[0].start, part[-1].end)


def _grams_of(
    wanted: Container[str], stretches: Iterable[Sequence[Token]], sizes: Sequence[int]
) -> Iterator[Located]:
    """Yield the word sequences that consist of `wanted` stems.

    A sequence is at most as frequent as its words (Agrawal and Srikant 1994), so most need not be
    made to be counted.
    """
    for words in stretches:
        part: list[Token] = []
        for word in words:
            if word.stem in wanted:
                part.append(word)
            elif part:
                yield from _grams((part,), sizes)
                part = []
        yield from _grams((part,), sizes)


def _occurrences(rows: Sequence[_ChunkedPair], least: int) -> dict[Gram, list[Found]]:
    units = Counter(stem for row in rows for stem in _stems(row.english))
    wanted = {stem for stem, count in units.items() if count >= least}
    found: dict[Gram, list[Found]] = defaultdict(list)
    for index, row in enumerate(rows):
        for gram, place in _grams_of(wanted, row.english, _SIZES):
            found[gram].append((index, place))
    often = {g: p for g, p in found.items() if len({row for row, _ in p}) >= least}
    longer = _counts_of_longer(often)
    # A longer phrase that accounts for every occurrence of this one takes its place.
    return {g: p for g, p in sorted(often.items()) if longer.get(g, 0) < len(p)}


def _stems(stretches: Iterable[Sequence[Token]]) -> set[str]:
    return {word.stem for words in stretches for word in words}


def _is_stop(text: str, word: Token) -> bool:
    shown = text[word.start : word.end].casefold()
    return shown in _STOP or len(shown) < 3 or not shown.isalpha()


def _counts_of_longer(often: dict[Gram, list[Found]]) -> dict[Gram, int]:
    """Count, for each phrase, the most frequent longer phrase that contains it."""
    most: dict[Gram, int] = {}
    for gram, places in often.items():
        for size in range(1, len(gram)):
            for i in range(len(gram) - size + 1):
                inner = gram[i : i + size]
                most[inner] = max(most.get(inner, 0), len(places))
    return most


def _candidates(
    gram: Gram, places: list[Found], rows: Sequence[_ChunkedPair], wanted: Container[str]
) -> dict[Gram, int]:
    """Count the units of each sequence of `wanted` Arabic words in half of a phrase's units."""
    units = {row for row, _ in places}
    sizes = range(2, min(_MOST_WORDS, len(gram) + 1) + 1)
    counts: Counter[Gram] = Counter()
    for index in units:
        counts.update({g for g, _ in _grams_of(wanted, rows[index].arabic, sizes)})
    return {found: count for found, count in sorted(counts.items()) if 2 * count >= len(units)}


def _related(gram: Gram, lexicon: TranslationLexicon) -> set[str]:
    """Return the Arabic words that may stand in a rendering: see `_relation`."""
    return {
        arabic
        for english in gram
        for arabic, strength in lexicon.strengths.get(english, {}).items()
        if strength >= _RELATED
    }


def _units_with(wanted: set[Gram], rows: Sequence[_ChunkedPair]) -> Counter[Gram]:
    """Count the units that have each Arabic word sequence.

    Only sequences that matter are counted: all of them are too many.
    """
    stems = {stem for gram in wanted for stem in gram}
    found: Counter[Gram] = Counter()
    for row in rows:
        grams = _grams_of(stems, row.arabic, range(2, _MOST_WORDS + 1))
        found.update({gram for gram, _ in grams} & wanted)
    return found


def _rendering(
    gram: Gram,
    units: int,
    candidates: dict[Gram, int],
    arabic: Counter[Gram],
    lexicon: TranslationLexicon,
) -> Gram | None:
    best, best_worth = None, 0.0
    for candidate, count in candidates.items():
        dice = 2 * count / (units + arabic[candidate])
        worth = dice * _relation(gram, candidate, lexicon) ** 0.5
        if worth > best_worth:
            best, best_worth = candidate, worth
    return best if best_worth >= 0.2 else None


def _relation(gram: Gram, candidate: Gram, lexicon: TranslationLexicon) -> float:
    """Score how well each side's words go with the other's, 0-1; 0 where most have no partner."""
    strengths = [
        max((lexicon.strengths.get(en, {}).get(ar, 0.0) for en in gram), default=0.0)
        for ar in candidate
    ] + [
        max((lexicon.strengths.get(en, {}).get(ar, 0.0) for ar in candidate), default=0.0)
        for en in gram
    ]
    return sum(strengths) / len(strengths) if min(strengths) >= _RELATED else 0.0


def _term(rendering: Gram, places: list[Found], rows: Sequence[_ChunkedPair]) -> Term:
    usual: list[Place] = []
    others: list[Place] = []
    missed: list[tuple[Place, str]] = []
    shown: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for index, place in places:
        row = rows[index]
        names[row.english_text[slice(*place)].casefold()] += 1
        where = _find(rendering, row)
        if where:
            shown[row.arabic_text[slice(*where)]] += 1
            usual.append(Place(row.document, row.unit, place, where))
        elif not set(rendering) <= _stems(row.arabic):
            near = _nearest(rendering, row)
            missed.append((Place(row.document, row.unit, place, near), row.arabic_text))
    form = _commonest(shown)
    for odd, text in missed:
        same = odd.arabic is not None and is_form(form, text[slice(*odd.arabic)])
        (usual if same else others).append(odd)
    return Term(_commonest(names), form, tuple(usual), tuple(others))


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


def _find(rendering: Gram, row: _ChunkedPair) -> tuple[int, int] | None:
    words = row.arabic_words
    stems = [word.stem for word in words]
    for i in range(len(stems) - len(rendering) + 1):
        if tuple(stems[i : i + len(rendering)]) == rendering:
            return words[i].start, words[i + len(rendering) - 1].end
    return None


def _nearest(rendering: Gram, row: _ChunkedPair) -> tuple[int, int] | None:
    """Return as many words as the rendering has, those that share most with it, if any do."""
    best, most = None, 0
    for gram, place in _grams(row.arabic, (len(rendering),)):
        shared = sum(a == b for a, b in zip(gram, rendering, strict=True))
        if shared > most:
            best, most = place, shared
    return best
