"""Single words of a text, how they are nearly always rendered, and where they are not.

A word's rendering is counted by paragraphs: the Arabic stem that stands wherever the English one
does, and hardly elsewhere (Dice coefficient, as for terms). Nothing is aligned word by word, so
that only what is nearly without exception counts as usual; an exception needs a rival that is
known to translate the word and has nothing else in its paragraph to answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parallel_corpus.checks.word_rows import TokenisedPair, frames_of, rows_of, units_with
from parallel_corpus.evidence.bitext import BitextEvidence
from parallel_corpus.evidence.lexicon import TranslationLexicon
from parallel_corpus.evidence.lexicon.stems import root
from parallel_corpus.evidence.lexicon.stems import stem as word_stem
from parallel_corpus.evidence.runs import is_content
from parallel_corpus.language import script
from parallel_corpus.language.difference import likeness
from parallel_corpus.model import Unit

LEAST = 10
"""In how many paragraphs a word stands before its rendering is called usual."""

_USUAL = 0.9  # of a word's paragraphs that have the usual rendering
_OWN = 0.6  # of the rendering's paragraphs that have the word
_RELATED = 0.1  # strength in the lexicon of a word and its usual rendering
_RARE = 2  # paragraphs that the other rendering stands in, at most
_FRAMES = 3  # paragraphs in which the usual one stands beside the same word
_NEAR, _NEARER = 0.4, 0.6  # cosines of single words
_ANSWERED = 0.05  # strength in the lexicon
_ALIKE = 0.6  # of letters: another form of the word
PREPOSITIONS = frozenset(("عبر", "علي", "في", "من", "الي", "عن", "لدي", "ضد", "نحو", "خلال"))
"""The keys of words that a rendering may stand behind."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A place where a word is rendered otherwise: its span in the English, the rival's in Arabic.

    `usual` is the usual rendering as it is mostly written, which `count` of `total` paragraphs
    with the word have.
    """

    unit: Unit
    english: tuple[int, int]
    arabic: tuple[int, int]
    usual: str
    count: int
    total: int


def deviations(evidence: BitextEvidence) -> Iterator[Deviation]:
    """Yield the places of a document where a word has not its usual rendering."""
    bitext, lexicon = evidence.bitext, evidence.lexicon
    rows = list(rows_of(bitext))
    if len(rows) < LEAST:
        return
    english = units_with(row.english for row in rows)
    arabic = units_with(row.arabic for row in rows)
    for stem, places in sorted(english.items()):
        if len(places) < LEAST:
            continue
        usual = _usual(stem, places, arabic, rows, lexicon)
        if usual:
            likely = [
                found
                for found in _rivals(stem, usual, places, arabic, rows)
                if _means_nearly(evidence, rows, found) and not _is_answered(lexicon, rows, found)
            ]
            yield from _best_of_each(likely, usual, rows)
            yield from _prepositions(stem, usual, places, rows)


@dataclass(frozen=True, slots=True)
class _Found:
    """A deviation, with the row and the word of it that may be the rival of a word's rendering."""

    deviation: Deviation
    stem: str
    row: int
    rival: int


def _best_of_each(
    likely: Sequence[_Found], usual: str, rows: Sequence[TokenisedPair]
) -> Iterator[Deviation]:
    """Yield one rival per row, the one beside the most usual neighbour.

    Where the usual rendering stands there too, only less often than the word, the rival must be
    one in another row as well: translators leave out what would be said twice.
    """
    alone = [found for found in likely if not rows[found.row].at(1, usual)]
    known = {rows[found.row].arabic[found.rival].stem for found in alone}
    told: set[int] = set()
    for found in likely:
        row = rows[found.row]
        sure = found in alone or row.arabic[found.rival].stem in known
        if sure and found.row not in told:
            told.add(found.row)
            yield found.deviation


def _means_nearly(evidence: BitextEvidence, rows: Sequence[TokenisedPair], found: _Found) -> bool:
    """Tell whether the rival is near the word and its usual rendering in the encoder's space.

    It must be near no other English word of the row.
    """
    row = rows[found.row]
    others = sorted({word.stem for word in row.english if is_content(word.stem)} - {found.stem})
    forms = [row.form(found.rival), found.stem, found.deviation.usual, *others]
    rival, *rest = evidence.vectors([script.strip_marks(form) for form in forms])
    word, usual, *further = (float(rival @ vector) for vector in rest)
    return min(word, usual) >= _NEAR and all(value < _NEARER for value in further)


def _is_answered(lexicon: TranslationLexicon, rows: Sequence[TokenisedPair], found: _Found) -> bool:
    """Tell whether the rival is the best rendering there of another English word."""
    row = rows[found.row]
    rival = row.arabic[found.rival].stem
    for word in row.english:
        known = lexicon.strengths.get(word_stem(word.stem), {})
        strength = known.get(rival, 0.0)
        if word.stem == found.stem or strength < _ANSWERED:
            continue
        if strength >= max(known.get(other.stem, 0.0) for other in row.arabic):
            return True
    return False


def _usual(
    stem: str,
    places: Sequence[int],
    arabic: Mapping[str, Sequence[int]],
    rows: Sequence[TokenisedPair],
    lexicon: TranslationLexicon,
) -> str | None:
    """Return the stem that nearly always renders a word, None where none does."""
    if not _says_something(stem, 0, places, rows):
        return None
    known = lexicon.strengths.get(word_stem(stem), {})
    with_both: Counter[str] = Counter()
    for number in places:
        with_both.update({word.stem for word in rows[number].arabic})
    found = [
        (count, other)
        for other, count in with_both.items()
        if count >= _USUAL * len(places)
        and count >= _OWN * len(arabic[other])
        and known.get(other, 0.0) >= _RELATED
    ]
    return max(found)[1] if found else None


def _says_something(
    stem: str, side: int, places: Sequence[int], rows: Sequence[TokenisedPair]
) -> bool:
    row = rows[places[0]]
    word = (row.arabic if side else row.english)[row.at(side, stem)[0]]
    form = row.texts[side][word.start : word.end]
    return is_content(form) and len(form) > 3 and form.isalpha()


def _rivals(
    stem: str,
    usual: str,
    places: Sequence[int],
    arabic: Mapping[str, Sequence[int]],
    rows: Sequence[TokenisedPair],
) -> Iterator[_Found]:
    """Find where the usual rendering is rarer than the word, and a rival in its place."""
    frames = frames_of(usual, places, rows)
    for number in places:
        row = rows[number]
        here = row.at(0, stem)
        if len(row.at(1, usual)) >= len(here):
            continue
        for rival in _rival_words(usual, frames, row, arabic):
            deviation = _deviation(row, here, (rival, rival), usual, places, rows)
            yield _Found(deviation, stem, number, rival)


def _rival_words(
    usual: str,
    frames: Counter[tuple[int, str]],
    row: TokenisedPair,
    arabic: Mapping[str, Sequence[int]],
) -> list[int]:
    """Find rare words that stand where the usual rendering does, beside the same neighbour.

    Those with the most usual neighbour come first.
    """
    found: list[tuple[int, int]] = []
    for i, word in enumerate(row.arabic):
        if len(arabic[word.stem]) > _RARE or not _may_replace(row.form(i), word.stem, usual):
            continue
        near = [i + step for step in (-1, 1) if 0 <= i + step < len(row.arabic)]
        often = max((frames[k - i, row.arabic[k].stem] for k in near), default=0)
        if often >= _FRAMES:
            found.append((-often, i))
    return [i for _, i in sorted(found)]


def _may_replace(form: str, stem: str, usual: str) -> bool:
    """Tell whether an Arabic word is a content word other than the usual one."""
    if script.script_of(form) != "ar" or not script.strip_marks(form).isalpha():
        return False
    alike = likeness(root(stem), root(usual)) >= _ALIKE
    return is_content(form) and not alike


def _prepositions(
    stem: str, usual: str, places: Sequence[int], rows: Sequence[TokenisedPair]
) -> Iterator[Deviation]:
    """Find where the usual rendering stands behind an unusual preposition."""
    before: dict[int, list[tuple[str, int]]] = {}
    for number in places:
        row = rows[number]
        before[number] = [
            (key, i) for i in row.at(1, usual) if i and (key := _key(row, i - 1)) in PREPOSITIONS
        ]
    counts = Counter(key for found in before.values() for key in {key for key, _ in found})
    if not counts:
        return
    custom, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    if count < max(LEAST, _USUAL * len(places)):
        return
    for number, found in before.items():
        row = rows[number]
        here = row.at(0, stem)
        other = [i for key, i in found if key != custom]
        # What more there is of the Arabic word answers some other English one.
        if other and len(row.at(1, usual)) == len(here) == 1:
            yield _deviation(row, here, (other[0] - 1, other[0]), usual, places, rows, custom)


def _key(row: TokenisedPair, i: int) -> str:
    word = row.arabic[i]
    return script.word_key(row.texts[1][word.start : word.end])


def _deviation(
    row: TokenisedPair,
    here: Sequence[int],
    there: tuple[int, int],
    usual: str,
    places: Sequence[int],
    rows: Sequence[TokenisedPair],
    custom: str = "",
) -> Deviation:
    shown: Counter[str] = Counter()
    for number in places:
        other = rows[number]
        for i in other.at(1, usual):
            if custom and not (i and _key(other, i - 1) == custom):
                continue
            start = other.arabic[i - 1 if custom else i].start
            form = other.texts[1][start : other.arabic[i].end]
            bare = form.removeprefix("و")
            shown[bare if not custom and word_stem(bare) == usual else form] += 1
            break
    word = row.english[here[-1]]
    return Deviation(
        row.unit,
        (word.start, word.end),
        (row.arabic[there[0]].start, row.arabic[there[1]].end),
        min(shown, key=lambda form: (-shown[form], form)),
        shown.total(),
        len(places),
    )
