"""Which of a form's readings is meant at a place, or that it is right, or that none of them is.

A conditional logit model (McFadden, 1974) over the readings that the noisy channel ranks, with what
the document says of each: how often the word stands here, beside the same words, under another
particle. `tests/benchmarks/learn_choice.py` fitted the weights to real OCR with its truth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import mul

from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.habits import habits
from parallel_corpus.normalise.words.inflection import variation
from parallel_corpus.normalise.words.ranking import Reading, likely, ranked

Values = tuple[float, ...]

_RARE = 1e-9
_USUAL_SHARE = 7.0  # a share of 1e-7, in negative powers of ten
_USUAL_LENGTH = 4
_LONGEST = 8
_STEM = 4
_SCRAP = 2
_READINGS = 12
_ALEFS = str.maketrans("أإآٱ", "اااا")
# A form that can be taken apart into known pieces is rarer than the rarest of them.
_TAKEN_APART = 0.3
# A word is the document's own where so few of it are expected in a text of this length.
_OWN = 0.3

_SAID = ("share of text", "stands here", "own word", "stem here", "phrase before", "phrase after")
NAMES = (
    *("kept", "none", "channel", "letter gained", "letter lost", "space lost", "length", "habit"),
    *("another form", *_SAID, "taken apart"),
    *(f"kept: {name}" for name in (*_SAID, "taken apart", "length", "scrap", "recurs")),
    *("none: length", "none: one letter", "none: two letters", "none: beside a scrap"),
    *("none: recurs", "scrap: letter gained", "scrap: letter lost", "scrap: letter misread"),
    *("scrap: end lost", "scrap: recurs"),
)
# Fitted to pages, and to whole books, of auc_aco000838, columbia_aco000270 and cornell_aco000177
# (CAMeL Lab; Apache-2.0): what a document says of its words weighs more the longer it is.
WEIGHTS: tuple[Values, Values] = (
    (
        1.7, 1.3, 1.21, -1.09, -0.44, -1.64, 0.15, 0.79, -0.79, 1.27, 0.59, 1.65, 0.9, 0.69,
        0.56, -0.65, -0.09, -0.87, -0.72, 0.4, -0.13, 0.03, -0.65, 0.21, -1.14, 0.03, -0.96,
        1.15, 0.76, 0.96, -0.32, 0.0, -0.23, -0.55, 0.29, 0.29,
    ),
    (
        1.95, 1.64, 1.08, -1.07, -0.62, -1.38, 0.19, 1.68, -0.72, 1.16, 0.36, 0.9, 0.69, 1.07,
        0.72, -0.64, 0.01, -0.54, -0.27, 0.39, -0.42, -0.27, -0.62, 0.22, -0.85, -0.12, -0.95,
        1.62, 0.82, 0.88, -0.24, 0.0, -0.57, -1.02, 0.23, 0.35,
    ),
)  # fmt: skip
# A document of so many words (in powers of ten) is weighed as a page; of ten times more, as a book.
_PAGE = 2.4


@dataclass(frozen=True, slots=True)
class DoubtfulForm:
    """A doubtful form in its document, and the words before and after it ("" at an edge).

    `extent` is 0 in a document as short as a page, 1 in one as long as a book.
    """

    owner: int
    form: str
    before: str
    after: str
    extent: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest reading at a place, its values by `NAMES`, and probabilities (0-1).

    `kept` is the probability that the form is right, `none` that neither it nor any reading is,
    `second` that of the next reading; `kept_values` are the values of the form as it stands.
    """

    reading: Reading
    values: Values
    kept_values: Values
    probability: float
    kept: float
    none: float
    second: float


def place_at(bench: Bench, position: int) -> DoubtfulForm:
    """Return the place of the word at a position of the running text."""
    token, tokens = bench.running.token(position), bench.running.tokens
    before, after = tokens[position - 1], tokens[position + 1]
    owner = bench.owners[token.segment]
    return DoubtfulForm(
        owner=owner,
        form=token.form,
        before=before.form if before else "",
        after=after.form if after else "",
        extent=extent_of(bench.length_of(owner)),
    )


def readings_at(bench: Bench, place: DoubtfulForm) -> list[Reading]:
    """Return the likeliest readings of a form, but for other spellings of it (أحد of احد).

    A letter alone is no word, nor is و, which is written with the next. No OCR exchanges the order
    of two letters.
    """
    plain = _plain(place.form)
    found = ranked(bench, place.owner, place.form, limit=_READINGS)
    return [
        item
        for item in found
        if len(item.word) > 1 and _plain(item.word) != plain and not _exchanged(item.by)
    ]


def _exchanged(by: str) -> bool:
    read, _, meant = by.partition("<")
    return len(read) > 1 and read == meant[::-1]


def _plain(word: str) -> str:
    bare = word.translate(_ALEFS)
    return bare[:-1] + "ي" if bare.endswith("ى") else bare


def choose(bench: Bench, place: DoubtfulForm, found: Sequence[Reading]) -> Choice:
    """Return the likeliest of the readings `found` (one at least) at a place."""
    return chosen(alternatives(bench, place, found), found, place.extent)


def extent_of(words: int) -> float:
    """Return how much a document of so many words is weighed as a book (1) and not a page (0)."""
    return min(1.0, max(0.0, math.log10(words) - _PAGE))


def weigh(weights: tuple[Values, Values], values: Values, extent: float) -> float:
    """Return the sum of values, weighed as in a page and as in a book by the document's extent."""
    page, book = (float(sum(map(mul, each, values))) for each in weights)
    return (1 - extent) * page + extent * book


def chosen(table: Sequence[Values], found: Sequence[Reading], extent: float) -> Choice:
    """Return the likeliest of the readings `found`, given the values of all `alternatives`."""
    chances = _probabilities([weigh(WEIGHTS, values, extent) for values in table])
    order = sorted(range(2, len(table)), key=lambda index: (-chances[index], index))
    best = order[0]
    return Choice(
        reading=found[best - 2],
        values=table[best],
        kept_values=table[0],
        probability=chances[best],
        kept=chances[0],
        none=chances[1],
        second=chances[order[1]] if len(order) > 1 else 0.0,
    )


def _probabilities(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    whole = sum(raised)
    return [each / whole for each in raised]


def alternatives(bench: Bench, place: DoubtfulForm, found: Sequence[Reading]) -> list[Values]:
    """Return the values of the form as it stands, of "none of these", and of each reading."""
    return [
        _as_it_stands(bench, place),
        _none(bench, place),
        *(_of(bench, place, reading) for reading in found),
    ]


def _row(values: dict[str, float]) -> Values:
    return tuple(values.get(name, 0.0) for name in NAMES)


def _as_it_stands(bench: Bench, place: DoubtfulForm) -> Values:
    said = _said(bench, place, place.form, itself=1)
    kept = {f"kept: {name}": value for name, value in said.items()}
    return _row(
        {
            **said,
            **kept,
            "kept": 1.0,
            "kept: length": min(_LONGEST, len(place.form)) - _USUAL_LENGTH,
            "kept: scrap": float(bench.is_scrap(place.owner, place.form)),
            "kept: recurs": _recurs(bench, place),
        }
    )


def _none(bench: Bench, place: DoubtfulForm) -> Values:
    around = filter(None, (place.before, place.after))
    scrap = partial(bench.is_scrap, place.owner)
    return _row(
        {
            "none": 1.0,
            "none: length": min(_LONGEST, len(place.form)) - _USUAL_LENGTH,
            "none: one letter": float(len(place.form) == 1),
            "none: two letters": float(len(place.form) == _SCRAP),
            "none: beside a scrap": float(any(scrap(word) for word in around)),
            "none: recurs": _recurs(bench, place),
        }
    )


def _of(bench: Bench, place: DoubtfulForm, reading: Reading) -> Values:
    word, form = reading.word, place.form
    apart = reading.by == "space"
    gained = float(len(word) < len(form))
    lost = float(len(word) > len(form) and not apart)
    values = {
        **_said(bench, place, word),
        "channel": reading.weight,
        "letter gained": gained,
        "letter lost": lost,
        "space lost": float(apart),
        "length": min(_LONGEST, len(word)) - _USUAL_LENGTH,
        "habit": _habit(bench, place.owner, reading.by),
        "another form": float(variation(form, word, bench.language) in ("clitic", "person")),
    }
    if len(form) <= _SCRAP:
        values |= {
            "scrap: letter gained": gained,
            "scrap: letter lost": lost,
            "scrap: letter misread": 1.0 - gained - lost,
            "scrap: end lost": float(word[:-1] == form),
            "scrap: recurs": _recurs(bench, place),
        }
    return _row(values)


def _recurs(bench: Bench, place: DoubtfulForm) -> float:
    if len(place.form) > _SCRAP:
        return 0.0
    return math.log(max(1, bench.counts_of(place.owner)[place.form]))


def _habit(bench: Bench, owner: int, by: str) -> float:
    """Return how often a document's OCR made a confusion elsewhere, per thousand words."""
    count = max(0, habits(bench, owner)[by] - 1)
    return math.log10(1 + 1000 * count / bench.length_of(owner))


def _said(bench: Bench, place: DoubtfulForm, word: str, itself: int = 0) -> dict[str, float]:
    """Return what the lexicon and the document say of a word; `itself` is not counted.

    Of a particle and a word (ما شهد), what they say of the word.
    """
    owner = place.owner
    first, _, rest = word.partition(" ")
    word = rest or first
    listed = likely(partial(bench.share, owner), word)
    share = max(listed, _TAKEN_APART * bench.vocabulary.commonness(word))
    here = bench.counts_of(owner)[word] - itself
    stem = lightly(word)
    beside = bench.pairs_here
    before = beside(owner, place.before, first) - itself if place.before else 0
    after = beside(owner, word, place.after) - itself if place.after else 0
    expected = share * bench.length_of(owner)
    own = here > 0 and expected < _OWN and len(word) >= _STEM
    stems = bench.stems_of(owner)[stem] - itself if len(stem) >= _STEM and here <= 0 else 0
    return {
        "share of text": math.log10(share + _RARE) + _USUAL_SHARE,
        "stands here": math.log1p(max(0, here)),
        "own word": float(own),
        "stem here": math.log1p(max(0, stems)),
        "phrase before": math.log1p(max(0, before)),
        "phrase after": math.log1p(max(0, after)),
        "taken apart": float(listed == 0.0),
    }
