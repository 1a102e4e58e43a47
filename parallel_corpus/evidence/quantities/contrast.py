"""Numbers that are said for one another: "fifteen" where the translation has خمسين."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parallel_corpus.evidence.quantities.extract import Number

ContrastKind = Literal["digits", "words", "ordinal", "fraction", "scale"]
_SECOND = 2
_TIMES = frozenset(range(2, 7))  # twice, thrice; what is done more often is counted in digits
_SCALES = frozenset(10 ** (3 * i) for i in range(1, 5))


@dataclass(frozen=True, slots=True)
class Contrast:
    """Numbers of the source and those that the translation has in their place."""

    kind: ContrastKind
    source: tuple[Number, ...]
    target: tuple[Number, ...]


def contrasts(left: list[Number], right: list[Number]) -> list[Contrast]:
    """Pair what is left over on either side, and take it out of the lists.

    Fractions go with fractions and "thousands" with "millions"; a Roman number or a name's, which
    nobody misses, counts where the other side has a number in its place.
    """
    found = []
    for belongs in (_is_fraction, _is_vague, _is_count):
        one, other = ([n for n in side if belongs(n) and _counts(n)] for side in (left, right))
        for source, target in _pairs(one, other):
            if belongs is _is_fraction and "fraction" not in (source.kind, target.kind):
                continue
            found.append(Contrast(_kind(source, target), (source,), (target,)))
            left.remove(source)
            right.remove(target)
    return [*found, *_times(left, right)]


def _times(left: list[Number], right: list[Number]) -> list[Contrast]:
    """Pair "twice" with the ثلاث of ثلاث مرات: nothing else may be left over on either side."""
    for one, other in ((left, right), (right, left)):
        times = [n for n in one if n.kind == "multiple" and n.readings <= _TIMES]
        counts = [n for n in other if n.firm]
        if len(times) == len(counts) == 1 and not any(n.firm for n in one):
            number = counts[0]
            if number.kind == "cardinal" and number.form == "words" and number.readings <= _TIMES:
                pair = (times[0], number) if one is left else (number, times[0])
                one.remove(times[0])
                other.remove(number)
                return [Contrast("words", (pair[0],), (pair[1],))]
    return []


def _is_fraction(number: Number) -> bool:
    """Tell whether a third is the third part, rather than the third in a row."""
    return number.kind == "fraction" or (
        number.kind == "ordinal" and any(value < 1 for value in number.readings)
    )


def _is_vague(number: Number) -> bool:
    return number.kind == "vague"


def _is_count(number: Number) -> bool:
    return number.kind in ("cardinal", "ordinal")


def _counts(number: Number) -> bool:
    if number.marker or number.kind == "multiple":
        return False
    return number.firm or number.implied or number.glued


def _pairs(left: list[Number], right: list[Number]) -> list[tuple[Number, Number]]:
    """Pair in order; firm numbers first, since one that may be a name is nobody's counterpart."""
    if max(len(left), len(right)) > 2 * min(len(left), len(right)) + 1:
        # A note or sentence is missing: its numbers answer to none. They are of digits as a rule.
        left, right = ([n for n in side if n.form == "words" and n.firm] for side in (left, right))
        if len(left) != len(right):
            return []
    if len(left) != len(right):
        left, right = ([n for n in side if n.firm] or side for side in (left, right))
    return [
        (one, other)
        for one, other in zip(left, right, strict=False)
        if one.firm or other.firm or (one.glued and other.glued) or _are_of_a_kind(one, other)
    ]


def _are_of_a_kind(one: Number, other: Number) -> bool:
    if one.kind != other.kind or one.kind not in ("ordinal", "fraction"):
        return False
    # "First" of "first discovered" is no counterpart of a century.
    return all(value > _SECOND for value in one.readings) == all(
        value > _SECOND for value in other.readings
    )


def _kind(one: Number, other: Number) -> ContrastKind:
    if "fraction" in (one.kind, other.kind):
        return "fraction"
    if one.kind == "vague" or _ratio_is_scale(one, other):
        return "scale"
    if "digits" in (one.form, other.form):
        return "digits"
    return "ordinal" if one.kind == other.kind == "ordinal" else "words"


def _ratio_is_scale(one: Number, other: Number) -> bool:
    """Say whether the numbers differ by a scale only: 3.5 million, 3.5 billion."""
    return any(
        a and b and max(a, b) / min(a, b) in _SCALES for a in one.readings for b in other.readings
    )
