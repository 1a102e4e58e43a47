"""How likely a letter is read as another, lost or invented: learnt from OCR beside its truth.

The counts in `channel.tsv` are those of the noisy channel of Shannon as spelling correction uses
it (Kernighan, Church and Gale, 1990): for each letter meant, by its place in the word, how often
each letter was read. Letters that were never seen confused get a small share by their shapes
(`confusions.tsv`), so that a rare confusion stays possible.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from parallel_corpus.normalise.words.confusions import candidates, table

# How many observations the share by shape counts for.
_PRIOR = 30
_LOST, _GAINED, _OTHER = 0.004, 0.002, 0.0008
_STEEPNESS = 2.5  # a cost of 0.4 in confusions.tsv is a tenth of the probability


@dataclass(frozen=True, slots=True)
class Channel:
    """Logarithms (base 10) of the probability of each confusion: (damaged, meant, place).

    The place is "i", "m" or "f" (initial, medial, final); damaged is "" for a letter that was
    lost, meant is "" for one that was invented. `swaps` are the confusions of one letter with
    another by (damaged, place), `lost` the letters that may be missing at a place.
    """

    weights: Mapping[tuple[str, str, str], float]
    swaps: Mapping[tuple[str, str], Sequence[tuple[str, float]]]
    lost: Mapping[str, Sequence[tuple[str, float]]]

    def weight(self, damaged: str, meant: str, place: str) -> float:
        """Return the log-probability of one change, learnt or by default."""
        known = self.weights.get((damaged, meant, place))
        if known is not None:
            return known
        return math.log10(_OTHER if damaged and meant else _GAINED if damaged else _LOST)


def place_of(index: int, length: int) -> str:
    """Return "i", "m" or "f" for a letter's index in a word of `length` letters."""
    return "f" if index >= length - 1 else "i" if index == 0 else "m"


def change_of(damaged: str, meant: str) -> tuple[str, str, str] | None:
    """Return the one letter that differs: (damaged, meant, place); None if more does.

    >>> change_of("مسلة", "مسلمة"), change_of("كتب", "كتاب"), change_of("كتب", "علم")
    (('', 'م', 'm'), ('', 'ا', 'm'), None)
    """
    if abs(len(damaged) - len(meant)) > 1:
        return None
    short = min(len(damaged), len(meant))
    start = 0
    while start < short and damaged[start] == meant[start]:
        start += 1
    end = 0
    while end < short - start and damaged[-1 - end] == meant[-1 - end]:
        end += 1
    one, two = damaged[start : len(damaged) - end], meant[start : len(meant) - end]
    if len(one) > 1 or len(two) > 1:
        return None
    return one, two, place_of(start, len(meant) if two else len(damaged))


@cache
def load_channel() -> Channel:
    """Return the channel that is shipped; `tests/benchmarks/learn_channel.py` wrote its counts."""
    return channel_of(_rows(files(__package__).joinpath("channel.tsv").read_text("utf-8")))


def _rows(text: str) -> Iterator[tuple[str, str, str, int, int]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            damaged, meant, place, seen, total = line.split("\t")
            yield damaged, meant, place, int(seen), int(total)


def channel_of(rows: Iterable[tuple[str, str, str, int, int]]) -> Channel:
    """Return the channel of counts (damaged, meant, place, seen, of how many), smoothed."""
    weights: dict[tuple[str, str, str], float] = {}
    counted = list(rows)
    for damaged, meant, place, seen, total in counted:
        share = _prior(damaged, meant)
        weights[damaged, meant, place] = math.log10((seen + _PRIOR * share) / (total + _PRIOR))
    letters = sorted({meant for _, meant, _ in weights if meant})
    totals = {(meant, place): total for damaged, meant, place, _, total in counted if meant}
    swaps: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for damaged, meant, place in product(letters, letters, "imf"):
        if damaged != meant:
            known = weights.get((damaged, meant, place))
            share = _PRIOR * _prior(damaged, meant) / (totals.get((meant, place), 0) + _PRIOR)
            weight = math.log10(share) if known is None else known
            swaps.setdefault((damaged, place), []).append((meant, weight))
    lost: dict[str, list[tuple[str, float]]] = {}
    for (damaged, meant, place), weight in sorted(weights.items()):
        if not damaged:
            lost.setdefault(place, []).append((meant, weight))
    return Channel(weights, swaps, lost)


def _prior(damaged: str, meant: str) -> float:
    if not damaged:
        return _LOST
    if not meant:
        return _GAINED
    costs = [item.cost for item in table().get(damaged[0], ()) if item.meant == meant]
    return float(10 ** (-_STEEPNESS * min(costs))) if costs else _OTHER


def readings(form: str, channel: Channel) -> dict[str, tuple[float, str]]:
    """Return each spelling one change away from `form`: its log-probability, and the change.

    Most are no words; the caller asks a lexicon.
    """
    found: dict[str, tuple[float, str]] = {}
    for word, weight, by in _readings(form, channel):
        if weight > found.get(word, (-99.0, ""))[0]:
            found[word] = (weight, by)
    found.pop(form, None)
    return found


def _readings(form: str, channel: Channel) -> Iterator[tuple[str, float, str]]:
    invented = math.log10(_GAINED)
    for index, letter in enumerate(form):
        place = place_of(index, len(form))
        for meant, weight in channel.swaps.get((letter, place), ()):
            yield form[:index] + meant + form[index + 1 :], weight, f"{letter}<{meant}"
        weight = channel.weights.get((letter, "", place), invented)
        yield form[:index] + form[index + 1 :], weight, f"gained {letter}"
    for index in range(len(form) + 1):
        for meant, weight in channel.lost.get(place_of(index, len(form) + 1), ()):
            yield form[:index] + meant + form[index:], weight, f"lost {meant}"
    # What letters are taken for by their shapes, pairs of them included.
    for item in candidates(form, "ar", lost=False):
        yield item.word, -_STEEPNESS * item.cost, item.by
