"""What is grammar and not damage: two forms of one word, as people vary them on purpose."""

from __future__ import annotations

import re
from typing import Literal

from parallel_corpus.model import Language

Variation = Literal["clitic", "ending", "person", "seat"]

_PROCLITIC = re.compile("(?:[وف])?(?:لل|(?:[بكل])?(?:ال)?|س)")
_PARTICLE = re.compile("لل|[بكل]?ال|[وفبكلس]")
_ENDINGS = (
    *("تهما", "تهم", "تها", "ته", "هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني"),
    *("ات", "ان", "ين", "ون", "وا", "تان", "تين", "ية", "اً", "ه", "ة", "ا", "ي", "ت", "ن", "ى"),
)
_PERSONS = frozenset("يتنأ")
_SEATS = str.maketrans("أإآٱؤئىة", "ااااءءيه")
# A number is never taken for a damaged other number.
_NUMBERS = (
    *("واحد", "اثن", "ثلاث", "ثلث", "أربع", "خمس", "ست", "سبع", "سبعين", "ثمان", "تسع", "عشر"),
    *("مائة", "مئة", "مائت", "ألف", "آلاف", "مليون", "ثالث", "رابع", "خامس", "سادس", "سابع"),
    *("ثامن", "تاسع", "عاشر", "حادي", "ثاني"),
)
_SHORTEST = 2
_ENGLISH_ENDINGS = re.compile(r"(?:'s|’s|s|es|ed|d|ing|ly|al|r|er|n)\Z")


def variation(one: str, other: str, language: Language) -> Variation | None:
    """Return how two forms vary as grammar lets them; None if they do not.

    >>> variation("وتحث", "تحث", "ar"), variation("ومراقبتهم", "ومراقبتهما", "ar")
    ('clitic', 'ending')
    >>> variation("يؤديه", "تؤديه", "ar"), variation("السريعة", "الشريعة", "ar")
    ('person', None)
    """
    if language == "en":
        return "ending" if _english_stem(one) == _english_stem(other) else None
    if one.translate(_SEATS) == other.translate(_SEATS):
        return "seat"
    if set(stems(one)) & set(stems(other)):
        return "clitic"
    bare, other_bare = light_stem(one), light_stem(other)
    if bare == other_bare:
        return "clitic"
    if _is_number(bare) and _is_number(other_bare):
        return "ending"
    if _ends_apart(one, other):
        return "ending"
    if bare[1:] == other_bare[1:] and {bare[0], other_bare[0]} <= _PERSONS:
        return "person"
    return None


def _is_number(word: str) -> bool:
    return any(word.startswith(number) for number in _NUMBERS)


def light_stem(word: str) -> str:
    """Return an Arabic word without its proclitics and article, at least three letters of it.

    >>> light_stem("وللعملات"), light_stem("المشفرة"), light_stem("بها")
    ('عملات', 'مشفرة', 'بها')
    """
    match = _PROCLITIC.match(word)
    end = match.end() if match else 0
    return word[end:] if len(word) - end > _SHORTEST else word


def stems(word: str) -> tuple[str, ...]:
    """Return the word, and what is left when one particle, and when one more, is taken off.

    The first two are likely to be words; the third may have lost a letter of its own.

    >>> stems("لواضعي"), stems("وللعملات")
    (('لواضعي', 'واضعي', 'اضعي'), ('وللعملات', 'للعملات', 'عملات'))
    """
    found = [word]
    for _ in range(2):
        match = _PARTICLE.match(found[-1])
        if match is None or len(found[-1]) - match.end() <= _SHORTEST:
            break
        found.append(found[-1][match.end() :])
    return tuple(found)


def prefix_of(word: str) -> str:
    """Return what `light_stem` takes off."""
    return word[: len(word) - len(light_stem(word))]


def _ends_apart(one: str, other: str) -> bool:
    """Tell whether both are a common stem with different endings, or with and without one."""
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    for cut in range(size, max(_SHORTEST, size - _SHORTEST), -1):
        tails = one[cut:], other[cut:]
        if all(not tail or tail in _ENDINGS for tail in tails):
            return True
    return False


def _english_stem(word: str) -> str:
    return _ENGLISH_ENDINGS.sub("", word.casefold())
