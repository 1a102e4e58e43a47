"""Whether two Arabic words that look alike are forms of one word, by their letters alone."""

from __future__ import annotations

from parallel_corpus.language import script

_ENDINGS = frozenset(("ه", "ا", "ي", "ت", "ان", "ين", "ون", "ات", "ها", "هم", "هما", "وا", "نا"))
_PERSONS = frozenset("يتنا")
_SHORTEST = 4


def is_inflected(one: str, other: str) -> bool:
    """Tell whether two words differ only by an ending or by the person of a verb.

    Rougher than lemmas, and without their lexicon: for pairs that are known to look alike.

    >>> is_inflected("مناسبة", "مناسب"), is_inflected("نستذكر", "تستذكر")
    (True, True)
    >>> is_inflected("للعملات", "للعمليات"), is_inflected("وقوع", "وقمع")
    (False, False)
    """
    short, long = sorted((script.word_key(one), script.word_key(other)), key=len)
    if len(short) < _SHORTEST:
        return short == long
    if long.startswith(short) and long[len(short) :] in {"", *_ENDINGS}:
        return True
    return short[1:] == long[1:] and {short[0], long[0]} <= _PERSONS
