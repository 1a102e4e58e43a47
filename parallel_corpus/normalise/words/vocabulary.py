"""Whether a spelling is a word of its language, clitics and inflection considered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.language.script import strip_marks
from parallel_corpus.model import Language
from parallel_corpus.normalise.words.confusions import Candidate, candidates
from parallel_corpus.normalise.words.lexicon import Lexicon

# wordfreq's rarest forms are as often misspellings as words.
_KNOWN = 3e-8
# A form that is not listed but can be taken apart is rarer than its stem; short stems are chance.
_TAKEN_APART = 0.003
_STEM_KNOWN = {3: 5e-6, 4: 4e-7}

_PREFIX = re.compile("(?:[وف])?(?:لل|(?:[بكل])?(?:ال)?|س)")
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_ENDINGS = (
    *("ان", "ين", "ون", "ات", "ة", "ا", "وا", "ت", "تين", "تان", "ية", "يا", "يات", "يين", "يون"),
    *(
        "اتها",
        "اته",
        "اتهم",
        "تها",
        "ته",
        "تهم",
        "تنا",
        "اتنا",
        "يه",
        "يها",
        "انه",
        "ونه",
        "ونها",
        "ونهم",
    ),
)
_SHORTEST = 3
_FEMININE = frozenset(("ات", "اتها", "اته", "اتهم", "اتنا", "تين", "تان", "يات"))


class Vocabulary:
    """How common words are in a language, by one lexicon; answers are kept."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        self.lexicon = lexicon
        self.language = language
        self.commonness = lru_cache(maxsize=1 << 17)(self._commonness)
        self.near = lru_cache(maxsize=1 << 14)(self._near)

    def knows(self, word: str) -> bool:
        return self.commonness(word) > 0.0

    def _near(self, form: str) -> tuple[tuple[float, Candidate], ...]:
        """Return the listed words one confusion away from `form`, each with its share of text."""
        found = ((self.lexicon.frequency(c.word), c) for c in candidates(form, self.language))
        return tuple((share, candidate) for share, candidate in found if share > 0.0)

    def _commonness(self, word: str) -> float:
        """Return the word's share of running text, estimated where only its stem is listed."""
        plain = strip_marks(word)
        listed = self.lexicon.frequency(plain)
        if listed >= _KNOWN:
            return listed
        stems = arabic_stems(plain) if self.language == "ar" else english_stems(plain)
        best = max((self._of_stem(stem) for stem in stems), default=0.0)
        return best * _TAKEN_APART

    def _of_stem(self, stem: str) -> float:
        found = self.lexicon.frequency(stem)
        return found if found >= _STEM_KNOWN[min(4, max(3, len(stem)))] else 0.0


def arabic_stems(word: str) -> Iterator[str]:
    """Yield what may be left when proclitics and endings are taken off, ة restored."""
    for begin in _beginnings(word):
        rest = word[begin:]
        if begin and len(rest) >= _SHORTEST:
            yield rest
            if word[begin - 1] == "ل" and rest[0] != "ا":
                yield "ال" + rest
        for suffixes, shortest in ((_PRONOUNS, _SHORTEST), (_ENDINGS, _SHORTEST + 1)):
            for suffix in suffixes:
                if rest.endswith(suffix) and len(rest) - len(suffix) >= shortest:
                    yield from _without(rest, suffix)


def _without(word: str, suffix: str) -> Iterator[str]:
    stem = word[: -len(suffix)]
    yield stem
    if suffix in _PRONOUNS:
        yield from _before_pronoun(stem)
    elif suffix in _FEMININE:
        yield stem + "ة"


def _beginnings(word: str) -> list[int]:
    match = _PREFIX.match(word)
    longest = match.end() if match else 0
    return list(range(longest + 1))


def _before_pronoun(stem: str) -> Iterator[str]:
    """Yield a stem as it stands alone: ت was ة, ا was ى, ئ or ؤ was ء."""
    swap = {"ت": "ة", "ا": "ى", "ئ": "ء", "ؤ": "ء"}
    if stem[-1] in swap:
        yield stem[:-1] + swap[stem[-1]]


def english_stems(word: str) -> Iterator[str]:
    """Yield a word without its possessive."""
    for end in ("'s", "’s"):
        if word.endswith(end):
            yield word[: -len(end)]
    if word.endswith(("s'", "s’")):
        yield word[:-1]
