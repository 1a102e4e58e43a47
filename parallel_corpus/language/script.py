"""What is Arabic, what is Latin: tables, digits, and the keys that texts are compared by.

Nothing here changes text that people see. Keys fold what does not tell words apart for a
reader (vowel marks, hamza seats, case), so that comparison does not stumble over it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
)
from pyarabic import araby

from parallel_corpus.model import Language
from parallel_corpus.support.remembered import remembered

TATWEEL = "\u0640"

Offsets = tuple[int, int]
"""Start and end of letters in their text."""

# Arabic letters, marks and presentation forms; digits and punctuation are neither script.
_ARABIC_LETTERS = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c7\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]+"
)
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+")

# Harakat, superscript alef, Koranic annotation signs. pyarabic strips the common eight only.
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)

_DIGITS = {
    ord(digit): str(value)
    for zero in ("\u0660", "\u06f0")
    for value, digit in enumerate(chr(ord(zero) + i) for i in range(10))
}

# Seats of the hamza and what carries it: one letter to a reader who compares two spellings.
_HAMZA_SEATS = str.maketrans({"ؤ": "و", "ئ": "ي", "\u06cc": "ي", "\u06a9": "ك"})

_WORD = re.compile(
    r"[^\W_]+(?:[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+"
    r"[^\W_]*|[’'\u2010\u2011-][^\W_]+)*"
)


def letters(text: str) -> tuple[int, int]:
    """Return how many Arabic and how many Latin letters stand in `text`.

    >>> letters("مادة 16 of WTO")
    (4, 5)
    """
    arabic, latin = (sum(map(len, one.findall(text))) for one in (_ARABIC_LETTERS, _LATIN_LETTERS))
    return arabic, latin


def script_of(text: str) -> Language | None:
    """Return 'ar' or 'en', the script of most letters; None where there are no letters.

    >>> script_of("الاتحاد (IPU)"), script_of("2021"), script_of("IPU")
    ('ar', None, 'en')
    """
    return _script_of_word(text) if len(text) <= _LONGEST_WORD else _script_of(text)


def _script_of(text: str) -> Language | None:
    arabic, latin = letters(text)
    if arabic == latin == 0:
        return None
    return "ar" if arabic >= latin else "en"


# Fewer lines with letters than this say nothing about a text's language.
_LINES_TO_JUDGE = 3


def majority_script(texts: Sequence[str]) -> Language | None:
    """Return the script of two thirds of the lines with letters, None where there is no such."""
    scripts: list[Language] = [script for text in texts if (script := script_of(text))]
    languages: tuple[Language, ...] = ("ar", "en")
    for script in languages:
        if len(scripts) >= _LINES_TO_JUDGE and scripts.count(script) * 3 >= len(scripts) * 2:
            return script
    return None


# Words come back, texts do not.
_LONGEST_WORD = 32
_script_of_word = lru_cache(maxsize=65536)(_script_of)


def strip_marks(text: str) -> str:
    """Remove tashkeel and tatweel, which no reader needs and every encoder stumbles over.

    >>> strip_marks("الفُصّر الـ143")
    'الفصر ال143'
    """
    return _MARKS.sub("", araby.strip_tatweel(text))


def unmarked(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without tashkeel and tatweel, and where each of its letters stood.

    >>> unmarked("لَا")
    ('لا', (0, 2))
    """
    kept = tuple(place for place, letter in enumerate(text) if strip_marks(letter))
    return "".join(text[place] for place in kept), kept


def stood(found: Offsets, places: Sequence[int]) -> Offsets:
    """Return where the letters [start, end) of a shortened text stood, by the place of each.

    >>> plain, places = unmarked("لَا")
    >>> stood((0, 2), places)
    (0, 3)
    """
    return places[found[0]], places[found[1] - 1] + 1


def western_digits(text: str) -> str:
    """Replace Arabic-Indic and extended digits by 0-9; nothing else changes, not even lengths.

    >>> western_digits("المادة ١٦ و ۱۷")
    'المادة 16 و 17'
    """
    return text.translate(_DIGITS)


def word_key(word: str) -> str:
    """Return the form of a word by which spellings compare: for comparison only, never for display.

    >>> word_key("الأطفالِ") == word_key("الاطفال")
    True
    >>> word_key("Children’s")
    "children's"
    """
    return _known_key(word) if len(word) <= _LONGEST_WORD else _key(word)


def _key(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("\u2019", "'")
    plain = strip_marks(western_digits(folded))
    if not _ARABIC_LETTERS.search(plain):
        return plain
    plain = normalize_alef_maksura_ar(normalize_alef_ar(plain))
    folded = normalize_teh_marbuta_ar(plain)
    return str(folded).translate(_HAMZA_SEATS)


_known_key = lru_cache(maxsize=65536)(_key)


def words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of `text` as (start, end, word); hyphens and apostrophes inside stay.

    >>> words("cross-border, الـ143")
    [(0, 12, 'cross-border'), (14, 20, 'الـ143')]
    >>> [word for _, _, word in words("المخدِّرات")]
    ['المخدِّرات']
    >>> [word for _, _, word in words("يَعۡلَمُ مَا")]
    ['يَعۡلَمُ', 'مَا']
    """
    return list(_words(text))


# As many texts as a piece of a table has: one check after the other asks for the same words.
@remembered()
def _words(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((m.start(), m.end(), m[0]) for m in _WORD.finditer(text))


def word_keys(text: str) -> list[str]:
    """Return the comparison keys of the words of `text`, in order."""
    return [word_key(word) for _, _, word in words(text)]


def comparison_key(text: str) -> str:
    """Join word keys by spaces: two texts with one key have the same words.

    >>> comparison_key("Madrid (Spain)") == comparison_key("Madrid, Spain")
    True
    """
    return " ".join(word_keys(text))
