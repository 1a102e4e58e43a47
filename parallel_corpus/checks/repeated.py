"""Passages that come back: one source with two translations, or two sources with one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.language import script
from parallel_corpus.model import Bitext, Finding, Unit

LEAST = 5
"""Words: a shorter passage is a label, which may rightly be translated by its place."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A unit that comes back otherwise: the place that has the usual wording, and how often."""

    bitext: Bitext
    unit: Unit
    usual: Unit
    count: int
    elsewhere: str = ""
    """The document of the usual one, where it is another."""


@dataclass(frozen=True, slots=True)
class _Occurrence:
    bitext: Bitext
    unit: Unit
    other: str
    """The key of the side that may differ."""


def repeats(bitexts: Sequence[Bitext], *, by_source: bool) -> Iterator[Repeat]:
    """Yield each place whose one side stands elsewhere too, with another other side.

    The most frequent wording is the usual one; of several, the first in the text. Vowel marks,
    punctuation and case make no difference, and what differs in numbers only is left to the checks
    of numbers.
    """
    groups: dict[str, list[_Occurrence]] = defaultdict(list)
    for bitext in bitexts:
        for unit in bitext.units:
            if unit.paired:
                texts = unit.source_text, unit.target_text
                same, other = texts if by_source else texts[::-1]
                if _is_passage(same) and _is_passage(other):
                    groups[script.comparison_key(same)].append(
                        _Occurrence(bitext, unit, script.comparison_key(other))
                    )
    for places in groups.values():
        yield from _unusual(places)


def _unusual(places: Sequence[_Occurrence]) -> Iterator[Repeat]:
    counts = Counter(place.other for place in places)
    if len(counts) < 2:
        return
    first: dict[str, _Occurrence] = {}
    for place in places:
        first.setdefault(place.other, place)
    usual = max(first.values(), key=lambda place: counts[place.other])
    for place in places:
        if place.other == usual.other or _words(place.other) == _words(usual.other):
            continue
        if _are_versions(place.bitext, usual.bitext):
            continue
        elsewhere = "" if place.bitext is usual.bitext else usual.bitext.document
        yield Repeat(place.bitext, place.unit, usual.unit, counts[usual.other], elsewhere)


def _is_passage(text: str) -> bool:
    return sum(word.isalpha() for word in script.word_keys(text)) >= LEAST


def _words(key: str) -> tuple[str, ...]:
    return tuple(word for word in key.split(" ") if not any(c.isdecimal() for c in word))


def _are_versions(one: Bitext, other: Bitext) -> bool:
    """Tell whether one bitext supersedes the other: version checks report what changed there."""
    return other.document in _older(one) or one.document in _older(other)


def _older(bitext: Bitext) -> Iterable[str]:
    previous = bitext.previous
    while previous is not None:
        yield previous.document
        previous = previous.previous


def repeat_finding(context: CheckContext, code: str, found: Repeat, *, by_source: bool) -> Finding:
    """Return the finding that tells one repeat; a note where the units are rows of a table."""
    usual = found.usual
    where = label(usual.source)
    said = (
        f"The same source is translated otherwise in {where}: “{short(usual.target_text, 60)}”"
        if by_source
        else f"The same translation stands for another source in {where}: "
        f"“{short(usual.source_text, 60)}”"
    )
    finding = context.finding(
        code,
        found.unit,
        0.5,
        said,
        evidence={
            "pattern": f"{usual.name}: {script.comparison_key(_other(found.unit, by_source))}",
            "place": usual.name,
            **({"other_document": found.elsewhere} if found.elsewhere else {}),
            "text": _other(usual, by_source),
            "usual_times": found.count,
        },
    )
    return finding if found.bitext.source is not None else replace(finding, severity="info")


def _other(unit: Unit, by_source: bool) -> str:
    return unit.target_text if by_source else unit.source_text
