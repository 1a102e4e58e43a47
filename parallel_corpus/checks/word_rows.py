"""The pairs of a document as words: English ones by lemma, Arabic ones by stem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parallel_corpus.evidence.lexicon import Token, tokens
from parallel_corpus.evidence.runs import is_content
from parallel_corpus.language.lemmas import english_lemma
from parallel_corpus.model import Bitext, Unit

_LONGEST = 400  # words of a side that are looked at


@dataclass(frozen=True, slots=True)
class TokenisedPair:
    """A pair: its English and Arabic text, and their words; an English one by its lemma."""

    unit: Unit
    texts: tuple[str, str]
    english: tuple[Token, ...]
    arabic: tuple[Token, ...]

    def at(self, language: int, stem: str) -> list[int]:
        words = self.arabic if language else self.english
        return [i for i, word in enumerate(words) if word.stem == stem]

    def form(self, i: int) -> str:
        """Return the Arabic word of a number, as it is written."""
        return self.texts[1][self.arabic[i].start : self.arabic[i].end]


def rows_of(bitext: Bitext) -> Iterator[TokenisedPair]:
    """Yield the paired units of a bitext as rows."""
    for unit in bitext.units:
        if unit.paired:
            texts = unit.source_text, unit.target_text
            en, ar = texts if bitext.source_language == "en" else texts[::-1]
            english = tuple(
                word._replace(stem=english_lemma(en[word.start : word.end]))
                for word in tokens(en)[:_LONGEST]
            )
            yield TokenisedPair(unit, (en, ar), english, tuple(tokens(ar)[:_LONGEST]))


def units_with(sides: Iterable[Sequence[Token]]) -> dict[str, list[int]]:
    """Return in which rows, by number, each stem stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sides):
        for stem in {word.stem for word in words}:
            found[stem].append(number)
    return found


def frames_of(
    usual: str, places: Sequence[int], rows: Sequence[TokenisedPair]
) -> Counter[tuple[int, str]]:
    """Count the paragraphs where each content word stands before (-1) or behind (1) a rendering."""
    found: Counter[tuple[int, str]] = Counter()
    for number in places:
        row = rows[number]
        found.update(
            {
                (step, row.arabic[i + step].stem)
                for i in row.at(1, usual)
                for step in (-1, 1)
                if 0 <= i + step < len(row.arabic) and is_content(row.form(i + step))
            }
        )
    return found
