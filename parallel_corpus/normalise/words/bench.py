"""The bench on which words are weighed: the corpus in one language, and what is known of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from parallel_corpus.model import Language
from parallel_corpus.normalise.words.confusions import IMPOSSIBLE, distance
from parallel_corpus.normalise.words.contexts import Running, RunningWord
from parallel_corpus.normalise.words.inflection import light_stem
from parallel_corpus.normalise.words.spelling import Spelling, shares_in, spelling_of
from parallel_corpus.normalise.words.suggestion import Suggestion
from parallel_corpus.normalise.words.vocabulary import Vocabulary

_PLAIN = {
    "ar": re.compile("[\u0621-\u063a\u0641-\u064a]{3,40}"),
    "en": re.compile("[A-Za-z]{3,40}"),
}
_DEBRIS = re.compile(r"[|\]]\[|[|\[]\]|\[\||\|{2}")
_PLAUSIBLE = 1e-8
_CHEAP = 1.0
# So large a share of words with a plausible repair is damage; below it, names and rare words.
_DAMAGED = 0.02
# Less will do where the strange words are not names: a third of them has a plausible repair.
_LIGHTLY_DAMAGED = 0.004
_NOT_NAMES = 0.3
# Who sets vowel marks throughout wrote with care, and often in words that no lexicon has.
_VOCALISED = 0.3
_ENOUGH_DAMAGE = 6

_USUAL = Spelling()

lightly = lru_cache(maxsize=1 << 16)(light_stem)


@dataclass(slots=True)
class Bench:
    """All segments of one language: their ids, owners (document, by number) and words.

    `repaired` counts, for each segment, the damage to letters that was repaired already;
    `figures` gives for each owner the numbers of its translation; `kin` gives for each owner its
    other versions and witnesses, which say nearly the same.
    """

    language: Language
    vocabulary: Vocabulary
    ids: Sequence[str]
    owners: Sequence[int]
    texts: Sequence[str]
    repaired: Sequence[int]
    kin: Mapping[int, frozenset[int]] = field(default_factory=dict)
    figures: Mapping[int, frozenset[str]] = field(default_factory=dict)
    running: Running = field(init=False)
    counts: Counter[str] = field(init=False)
    stems: Counter[str] = field(init=False)
    pairs: Counter[tuple[str, str]] = field(init=False)
    _near: dict[str, list[tuple[float, str, float, str]]] = field(default_factory=dict)
    _suspect: dict[str, bool] = field(default_factory=dict)
    suspects: dict[int, float] = field(init=False)
    damaged: frozenset[int] = field(init=False)
    vocalised: frozenset[int] = field(init=False)
    rivals: list[Suggestion] | None = None
    habits: dict[int, Counter[str]] = field(default_factory=dict)
    _own: dict[int, Counter[str]] = field(init=False)
    _pairs_of: dict[int, Counter[tuple[str, str]]] = field(default_factory=dict)
    _stems_of: dict[int, Counter[str]] = field(default_factory=dict)
    _shares: dict[int, Callable[[str], float]] = field(default_factory=dict)
    _terms: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    _lengths: dict[int, int] = field(default_factory=dict)
    _spellings: dict[int, Spelling] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.running = Running.of(self.texts)
        tokens = self.present()
        self.counts = Counter(token.form for token in tokens)
        self._own = {owner: Counter() for owner in self.owners}
        for token in tokens:
            self._own[self.owners[token.segment]][token.form] += 1
        self.stems = Counter(lightly(token.form) for token in tokens)
        self.pairs = Counter((one.form, two.form) for one, two in self.running.beside())
        self._survey(tokens)

    def present(self) -> list[RunningWord]:
        return [token for token in self.running.tokens if token is not None]

    def figures_of(self, owner: int) -> frozenset[str]:
        """Return the numbers of the same document in the other language, in Western digits."""
        return self.figures.get(owner, frozenset())

    def counts_of(self, owner: int) -> Counter[str]:
        """Return how often each form stands in one document."""
        return self._own[owner]

    def pairs_here(self, owner: int, one: str, two: str) -> int:
        """Return how often two forms stand side by side in a document, its versions included."""
        for first, second in () if self._pairs_of else self.running.beside():
            pairs = self._pairs_of.setdefault(self.owners[first.segment], Counter())
            pairs[first.form, second.form] += 1
        own = {owner, *self.kin.get(owner, ())}
        return sum(self._pairs_of[each][one, two] for each in own if each in self._pairs_of)

    def spelling(self, owner: int) -> Spelling:
        """Return how a document spells its alefs and its final ya."""
        if owner not in self._spellings:
            plain = self.language == "ar"
            self._spellings[owner] = spelling_of(self._own[owner].elements()) if plain else _USUAL
        return self._spellings[owner]

    def share(self, owner: int, form: str) -> float:
        """Return a form's share of text by the lexicon, in the spelling of a document."""
        if owner not in self._shares:
            self._shares[owner] = shares_in(self.vocabulary.lexicon, self.spelling(owner))
        return self._shares[owner](form)

    def length_of(self, owner: int) -> int:
        """Return how many words a document has, at least one."""
        if owner not in self._lengths:
            self._lengths[owner] = max(1, self._own[owner].total())
        return self._lengths[owner]

    def terms_like(self, owner: int, form: str) -> set[str]:
        """Return words that the document uses again, that no lexicon has, and that are much alike.

        They share a spelling with `form` once at most one letter of each is left out.
        """
        if owner not in self._terms:
            terms: dict[str, list[str]] = {}
            for word, count in self._own[owner].items():
                if count > 1 and self.is_plain(word) and not self.share(owner, word):
                    for piece in _without_one(word):
                        terms.setdefault(piece, []).append(word)
            self._terms[owner] = terms
        found = self._terms[owner]
        return {word for piece in _without_one(form) for word in found.get(piece, ())} - {form}

    def is_plain(self, form: str) -> bool:
        """Tell whether a word has only letters of the language, and enough of them to judge by."""
        return bool(_PLAIN[self.language].fullmatch(form))

    def is_suspect(self, form: str) -> bool:
        """Tell whether the lexicon lacks a word that the corpus does not keep using as a name."""
        found = self._suspect.get(form)
        if found is None:
            found = self._suspect[form] = (
                len(form) >= _SHORTEST
                and not self.vocabulary.knows(form)
                and self.counts[form] < _A_NAME
                and self.is_plain(form)
                and not (self.language == "en" and form[0].isupper())
            )
        return found

    def is_doubtful(self, segment: int, form: str) -> bool:
        """Tell whether a form of a damaged document is rare enough to have been another word."""
        return self.is_doubtful_form(self.owners[segment], form)

    def is_doubtful_form(self, owner: int, form: str) -> bool:
        """Tell the same of a form of one document, given by its number."""
        return (
            len(form) >= _DOUBTFUL_LENGTH
            and self._own[owner][form] < _A_NAME
            and self.share(owner, form) < _DOUBTFUL
            and self.is_plain(form)
        )

    def is_scrap(self, owner: int, form: str) -> bool:
        """Tell whether a form of one or two letters is hardly a word (ف, عل): left of another.

        Such scraps may stand again and again: a common word is often misread in one way.
        """
        return (
            0 < len(form) < _DOUBTFUL_LENGTH
            and form not in _ONE_LETTER_WORDS
            and self.share(owner, form) < _SCRAP
            and bool(_LETTERS.fullmatch(form))
        )

    def recurs(self, segment: int, form: str) -> bool:
        """Tell whether a form that hardly any text has stands again and again in its document."""
        owner = self.owners[segment]
        return (
            len(form) >= _SHORTEST
            and self._own[owner][form] >= _A_NAME
            and self.share(owner, form) < _UNHEARD_OF
            and self.is_plain(form)
        )

    def stems_of(self, owner: int) -> Counter[str]:
        """Return how often each light stem stands in one document."""
        if owner not in self._stems_of:
            stems: Counter[str] = Counter()
            for form, count in self._own[owner].items():
                stems[lightly(form)] += count
            self._stems_of[owner] = stems
        return self._stems_of[owner]

    def is_vocalised(self, segment: int) -> bool:
        """Tell whether the segment's document bears vowel marks throughout (scripture, verse)."""
        return self.owners[segment] in self.vocalised

    def relation(self, segment: int, other: int) -> str:
        """Return what a segment is to another: "phrase" (same document), "version", or "corpus"."""
        owner, stranger = self.owners[segment], self.owners[other]
        if owner == stranger:
            return "phrase"
        return "version" if stranger in self.kin.get(owner, ()) else "corpus"

    def near(self, form: str) -> list[tuple[float, str, float, str]]:
        """Return known words one confusion away: (score, word, cost, confusions), best first.

        The score is the word's share of text, ten times less for every 0.4 of cost, and
        thirty times more for a word that this corpus itself uses.
        """
        if form not in self._near:
            self._near[form] = _near(self, form)
        return self._near[form]

    def cost(self, damaged: str, meant: str) -> tuple[float, str]:
        """Return what reading `meant` as `damaged` costs; IMPOSSIBLE where it does not happen."""
        if not (self.is_plain(damaged) and self.is_plain(meant)):
            return IMPOSSIBLE, ""
        return distance(damaged, meant, _DEAREST if len(damaged) > _SHORTEST else _CHEAP)

    def is_broken(self, form: str) -> bool:
        """Tell whether a string is no word, and a plausible word is one confusion away."""
        if not self.is_suspect(form):
            return False
        found = self.near(form)
        return bool(found) and found[0][0] > _PLAUSIBLE

    def _survey(self, tokens: Iterable[RunningWord]) -> None:
        """Return for each document the share of its words that are broken."""
        total: Counter[int] = Counter()
        broken: Counter[int] = Counter()
        strange: Counter[int] = Counter()
        marked_words: Counter[int] = Counter()
        for token in tokens:
            owner = self.owners[token.segment]
            total[owner] += 1
            broken[owner] += self.is_broken(token.form)
            strange[owner] += self.is_suspect(token.form)
            marked_words[owner] += token.word != token.form
        for owner, text, count in zip(self.owners, self.texts, self.repaired, strict=True):
            # What is repaired by now was broken; debris like |] is nobody's writing.
            count_all = count + len(_DEBRIS.findall(text))
            broken[owner] += count_all
            strange[owner] += count_all
        self.suspects = {owner: min(1.0, broken[owner] / total[owner]) for owner in total}
        self.vocalised = frozenset(
            owner for owner in total if marked_words[owner] >= _VOCALISED * total[owner]
        )
        self.damaged = frozenset(
            owner
            for owner, share in self.suspects.items()
            if broken[owner] >= _ENOUGH_DAMAGE
            and owner not in self.vocalised
            and (
                share >= _DAMAGED
                or (share >= _LIGHTLY_DAMAGED and broken[owner] >= _NOT_NAMES * strange[owner])
            )
        )

    def is_ruined(self, segment: int) -> bool:
        """Tell whether so many words are broken that no writer's slips explain it."""
        owner = self.owners[segment]
        return owner in self.damaged and self.suspects[owner] >= _DAMAGED

    def is_damaged(self, segment: int) -> bool:
        """Tell whether the segment's document is damaged all over (OCR of a bad scan)."""
        return self.owners[segment] in self.damaged


_SHORTEST = 4
_DOUBTFUL_LENGTH = 3
_DOUBTFUL = 2e-6
_SCRAP = 1e-4
_ONE_LETTER_WORDS = frozenset("و")
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_UNHEARD_OF = 1e-7
_A_NAME = 3
_DEAREST = 2.0


def _near(bench: Bench, form: str) -> list[tuple[float, str, float, str]]:
    best: dict[str, tuple[float, str, float, str]] = {}
    for share, item in bench.vocabulary.near(form):
        score = share * 10 ** (-2.5 * item.cost) * (30 if bench.counts[item.word] else 1)
        if score > best.get(item.word, (0.0,))[0]:
            best[item.word] = (score, item.word, item.cost, item.by)
    return sorted(best.values(), key=lambda found: (-found[0], found[1]))


def _without_one(word: str) -> list[str]:
    """Return a word, and what it is without each of its letters."""
    return [word, *(word[:index] + word[index + 1 :] for index in range(len(word)))]
