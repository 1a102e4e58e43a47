"""A glossary: terms that must be rendered in given ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.evidence.lexicon import Token, tokens
from parallel_corpus.language.lemmas import share_lemma
from parallel_corpus.read import formats


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept: an English term, every Arabic rendering that is accepted, and those that are
    not to be used any more."""

    english: str
    arabic: tuple[str, ...]
    deprecated: tuple[str, ...] = ()


def read_glossary(path: Path) -> tuple[Entry, ...]:
    """Read the entries of a CSV, TSV or TBX file, one per English term of a concept.

    Raises ReadError for what is none of them, or has no terms.
    """
    return tuple(
        Entry(term, concept.target, concept.deprecated)
        for concept in formats.read_glossary(path)
        for term in concept.source
    )


def find_phrase(phrase: str, text: str) -> list[tuple[int, int]]:
    """Return where a phrase stands in a text in whatever inflection, its words side by side.

    Words are compared by their stems and, where these differ, by their lemmas: broken plurals are
    forms of their singular.

    >>> find_phrase("كتاب", "قائمة الكتب")
    [(6, 11)]
    >>> find_phrase("الاعتداء الجنسي", "ضحايا للاعتداءات الجنسية")
    [(6, 24)]
    """
    wanted = tokens(phrase)
    words = tokens(text)
    size = len(wanted)
    return [
        (words[i].start, words[i + size - 1].end)
        for i in range(len(words) - size + 1)
        if wanted
        and all(
            _same(phrase, one, text, other)
            for one, other in zip(wanted, words[i : i + size], strict=True)
        )
    ]


def _same(phrase: str, one: Token, text: str, other: Token) -> bool:
    if one.stem == other.stem:
        return True
    return share_lemma(phrase[one.start : one.end], text[other.start : other.end])


def as_entries(terms: Iterable[object]) -> tuple[Entry, ...]:
    """Return entries as they are, or made from the settings' pairs of English and Arabic."""
    found = []
    for term in terms:
        if isinstance(term, Entry):
            found.append(term)
        elif isinstance(term, Sequence) and len(term) == 2:
            english, arabic = term
            found.append(Entry(english, (arabic,) if isinstance(arabic, str) else tuple(arabic)))
    return tuple(found)
