"""Which document of a folder is an earlier version of which: by their names, and by their words.

A name tells most: "draft", "Rev.1", "v2", "1.0", a date, مسودة. Words confirm it where a name could
mean something else (a report of each year), and find versions whose names say nothing of it.
Near-duplicates by word shingles: Broder, On the resemblance and containment of documents (1997).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from zlib import crc32

from parallel_corpus.language.script import word_keys
from parallel_corpus.read.version_names import Version, version_of

_SHINGLE = 3  # words
_SKETCH = 400  # shingles that a document is known by
_COMMON = 25  # documents: a shingle that stands in more is a phrase, not a text
_LIKE = 0.2  # share of common shingles of two versions whose names are alike
_MUCH = 0.6  # and of two whose names are not
_SAME = 0.98
_UNLIKE = 0.05  # less is another text, however alike the names
_LONG = 60  # shingles: shorter texts may change altogether


@dataclass(frozen=True, slots=True)
class Succession:
    """`newer` is taken to supersede `older`; `why` says by what ("name", "name and words")."""

    newer: str
    older: str
    why: str


def find_successions(words: Mapping[str, Iterable[str]]) -> tuple[list[Succession], list[str]]:
    """Return the versions among documents, and what looks like one but cannot be put in order.

    `words` are the words of each document (of one language) by its name, which may hold folders.
    """
    sketches = {name: _sketch(text) for name, text in words.items()}
    versions = {name: version_of(name) for name in words}
    families: dict[str, list[str]] = defaultdict(list)
    for name, version in versions.items():
        families[version.family].append(name)
    found: list[Succession] = []
    doubts: list[str] = []
    for members in families.values():
        for older, newer in pairwise(sorted(members, key=lambda n: (versions[n].order, n))):
            likeness = _likeness(sketches[older], sketches[newer])
            long = min(len(sketches[older]), len(sketches[newer])) >= _LONG
            why = _why(versions[older], versions[newer], likeness)
            if why and long and likeness < _UNLIKE:
                doubts.append(f"{older} and {newer} are called versions, but hold other texts")
            elif why:
                found.append(Succession(newer, older, why))
    _add_alike(found, doubts, sketches, versions)
    return found, doubts


def _why(older: Version, newer: Version, likeness: float) -> str:
    """Say why one document of a family supersedes the other; "" where it does not."""
    if older.order == newer.order or not (older.marked or newer.marked):
        return ""
    if likeness >= _LIKE:
        return "name and words"
    both_stages = older.order[0] < 0 < newer.order[0]
    return "name" if older.sure or newer.sure or both_stages else ""


def _add_alike(
    found: list[Succession],
    doubts: list[str],
    sketches: Mapping[str, frozenset[int]],
    versions: Mapping[str, Version],
) -> None:
    """Add versions whose names are not alike but whose words are; doubts where order is open."""
    newer, older = {s.newer for s in found}, {s.older for s in found}
    for one, other, likeness in _alike(sketches):
        if versions[one].family == versions[other].family:
            continue
        first, second = sorted((one, other), key=lambda n: (versions[n].order, n))
        told = versions[first].order[0] < versions[second].order[0]
        if told and likeness < _SAME and second not in newer and first not in older:
            found.append(Succession(second, first, "name and words"))
            newer.add(second)
            older.add(first)
        else:
            what = "hold the same text" if likeness >= _SAME else "are much alike"
            doubts.append(f"{first} and {second} {what}: if one supersedes the other, say so")


def _sketch(words: Iterable[str]) -> frozenset[int]:
    """Return the least hashes of a text's shingles: a sample that is the same for the same text."""
    keys = [key for word in words for key in word_keys(word)]
    shingles = {
        crc32(" ".join(keys[i : i + _SHINGLE]).encode("utf-8", "surrogatepass"))
        for i in range(max(1, len(keys) - _SHINGLE + 1))
    }
    return frozenset(sorted(shingles)[:_SKETCH]) if keys else frozenset()


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    if not one or not other:
        return 0.0
    union = sorted(one | other)[:_SKETCH]
    return sum(shingle in one and shingle in other for shingle in union) / len(union)


def _alike(sketches: Mapping[str, frozenset[int]]) -> list[tuple[str, str, float]]:
    """Return pairs of documents that share much of their text, found by what few documents hold."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for shingle in sketches[name]:
            holders[shingle].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            shared.update(combinations(names, 2))
    found = []
    for (one, other), count in sorted(shared.items()):
        if count * 4 < min(len(sketches[one]), len(sketches[other])):
            continue
        likeness = _likeness(sketches[one], sketches[other])
        if likeness >= _MUCH:
            found.append((one, other, likeness))
    return found


def oldest_first(names: Sequence[str], older: Mapping[str, str]) -> list[str]:
    """Return `names` with each after what it supersedes, otherwise by name."""
    ordered: list[str] = []

    def place(name: str) -> None:
        if name in ordered:
            return
        if name in older:
            place(older[name])
        ordered.append(name)

    for name in sorted(names):
        place(name)
    return ordered
