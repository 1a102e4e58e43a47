"""Light stems: inflected forms of one word share one, without a dictionary.

Arabic after Larkey, Ballesteros and Connell (2002, SIGIR), "light10", with و ف ب ل ك taken off
longer words; English by a few suffixes and a cut. For comparison only, never for display.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parallel_corpus.language import script

_AR_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_AR_SUFFIXES = (
    "هما", "ها", "هم", "هن", "كم", "نا", "ات", "ون", "ين", "ان", "يه", "تين", "تان",
    "ه", "ي", "ا", "ت",
)  # fmt: skip
_AR_SERVILE = (
    "است", "يست", "تست", "مست", "انت", "مت", "يت", "ات", "ان", "م", "ي", "ت", "ن", "ا",
)  # fmt: skip
_AR_VOWELS = str.maketrans("", "", "اويءىئؤ")
_EN_SUFFIXES = ("ational", "ation", "ations", "ing", "ies", "ed", "es", "ly", "s")
_EN_LONGEST = 7


class Token(NamedTuple):
    """A word of a text: where it stands, and its stem."""

    start: int
    end: int
    stem: str


def tokens(text: str) -> list[Token]:
    """Split `text` into words with their stems; the parts of a hyphenated word are separate words.

    >>> [token.stem for token in tokens("child-centred policies")]
    ['child', 'centr', 'polic']
    """
    found = []
    for start, end, word in script.words(text):
        if "-" not in word:
            found.append(Token(start, end, stem(word)))
            continue
        at = start
        for part in word.split("-"):
            if part:
                found.append(Token(at, at + len(part), stem(part)))
            at += len(part) + 1
    return found


def places_of(stems: Sequence[str]) -> dict[str, list[int]]:
    """Return where each stem stands.

    >>> places_of(["law", "on", "law"])
    {'law': [0, 2], 'on': [1]}
    """
    found: dict[str, list[int]] = {}
    for place, word in enumerate(stems):
        found.setdefault(word, []).append(place)
    return found


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """
    >>> stem("والأطفال") == stem("للأطفال"), stem("protecting") == stem("protected")
    (True, True)
    """
    key = script.word_key(word)
    if not key:
        return key
    return _arabic(key) if "\u0620" <= key[0] <= "\u06d3" else _english(key)


@lru_cache(maxsize=1 << 17)
def root(stem: str) -> str:
    """Strip an Arabic stem of its first servile letters and its long vowels.

    Rougher than a root: enough to see that two stems may be of one. Other words stay as they are.

    >>> root("تسليم") == root("سلم"), root("treaty")
    (True, 'treaty')
    """
    if not "\u0620" <= stem[:1] <= "\u06d3":
        return stem
    prefix = next((p for p in _AR_SERVILE if stem.startswith(p) and len(stem) - len(p) >= 3), "")
    rest = stem[len(prefix) :]
    return rest if len(rest) <= 3 else rest[0] + rest[1:-1].translate(_AR_VOWELS) + rest[-1]


def _arabic(key: str) -> str:
    for article in _AR_ARTICLES:
        if key.startswith(article) and len(key) - len(article) >= 3:
            key = key[len(article) :]
            break
    else:
        if key[0] in "وف" and len(key) >= 4:
            key = key[1:]
        if key[0] in "بلك" and len(key) >= 5:
            key = key[1:]
    # Twice, so that الجنسيين, الجنسية and الجنسي meet: a dual or plural of an adjective in ي.
    for _ in range(2):
        suffix = next((s for s in _AR_SUFFIXES if key.endswith(s) and len(key) - len(s) >= 3), "")
        key = key[: len(key) - len(suffix)]
    return key


def _english(key: str) -> str:
    key = key.removesuffix("'s").removesuffix("'")
    for suffix in _EN_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 4:
            key = key[: -len(suffix)]
            break
    return key[:_EN_LONGEST]
