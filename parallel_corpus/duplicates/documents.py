"""Documents that are in the corpus twice: the same resolution in two files, or nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parallel_corpus.duplicates.similarity import Sketcher, contained, jaccard, near, shingles
from parallel_corpus.language import script
from parallel_corpus.model import Document

_SHINGLE = 3  # words
_VALUES, _BAND = 256, 2  # of those with a similarity of 0.1 72% are compared, of 0.2 99.5%


@dataclass(frozen=True, slots=True)
class TwinDocuments:
    """Two documents that say much the same in at least one language.

    Both shares are by language and of three-word sequences, 0 to 1: `similarity` is what both have
    of what either has (Jaccard), `contained` what of the shorter one stands in the longer. `newer`
    names the one that supersedes the other or bears the later date, "" where nothing says so.
    `declared` says that one is known as the other's earlier version, or as a copy of it.
    """

    one: str
    other: str
    similarity: Mapping[str, float]
    contained: Mapping[str, float]
    newer: str = ""
    declared: bool = False


def twin_documents(documents: Iterable[Document], *, threshold: float = 0.5) -> list[TwinDocuments]:
    """Find pairs of documents of which one holds a share `threshold` of the other, in a language.

    Those that nobody declared come first. A document inside one more than five times as long may
    be missed: their signatures have little in common.
    """
    texts: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    known: dict[str, Document] = {}
    for document in documents:
        name = f"{document.id}@{document.witness}" if document.witness else document.id
        words = [key for segment in document.segments for key in script.word_keys(segment.text)]
        if words:
            texts[document.language][name] = shingles(words, _SHINGLE)
            known.setdefault(name, document)
    pairs = {pair for sides in texts.values() for pair in _alike(sides, threshold)}
    found = [_twins(known[one], known[other], one, other, texts) for one, other in sorted(pairs)]
    return sorted(found, key=_rank)


def _alike(sides: Mapping[str, frozenset[str]], threshold: float) -> list[tuple[str, str]]:
    names = sorted(sides)
    sketch = Sketcher(_VALUES)
    signatures = np.stack([sketch(sides[name]) for name in names])
    return [
        (names[i], names[j])
        for i, j in near(signatures, _BAND)
        if contained(sides[names[i]], sides[names[j]]) >= threshold
    ]


def _twins(
    one: Document,
    other: Document,
    name: str,
    second: str,
    texts: Mapping[str, Mapping[str, frozenset[str]]],
) -> TwinDocuments:
    both = {
        language: (sides[name], sides[second])
        for language, sides in sorted(texts.items())
        if name in sides and second in sides
    }
    similarity = {language: round(jaccard(*sides), 4) for language, sides in both.items()}
    shares = {language: round(contained(*sides), 4) for language, sides in both.items()}
    declared = one.id == other.id or one.id == other.supersedes or other.id == one.supersedes
    newer = _newer((one, other), (name, second))
    return TwinDocuments(name, second, similarity, shares, newer, declared)


def _rank(twins: TwinDocuments) -> tuple[bool, float, str, str]:
    return twins.declared, -max(twins.contained.values()), twins.one, twins.other


def _newer(documents: Sequence[Document], names: Sequence[str]) -> str:
    one, other = documents
    if one.supersedes == other.id != one.id:
        return names[0]
    if other.supersedes == one.id != other.id:
        return names[1]
    if one.date and other.date and one.date != other.date:
        return names[int(one.date < other.date)]
    return ""
