"""Whether an Arabic word may be an English name written in Arabic letters.

Consonant skeletons are compared, as vowels are mostly not written; sounds that Arabic writes with
one letter (p and b, v and f, c k q g) fall together.
"""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language import script

_AR = {
    "ب": "b", "پ": "b", "ت": "t", "ث": "s", "ج": "g", "چ": "s", "ح": "h", "خ": "k", "د": "d",
    "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "ع": "", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "w", "ي": "y",
}  # fmt: skip
_EN_PAIRS = {
    "sch": "s", "tch": "s", "sh": "s", "ch": "s", "th": "t", "ph": "f", "kh": "k", "gh": "g",
    "dh": "d", "ck": "k", "qu": "kw", "ce": "s", "ci": "s", "cy": "s", "x": "ks",
}  # fmt: skip
_EN = str.maketrans(
    {"p": "b", "v": "f", "c": "k", "q": "k", "j": "g"} | dict.fromkeys("aeiou'-", "")
)
_SEMIVOWELS = str.maketrans("", "", "wyh")
_ARTICLES = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف")


def sounds_like(english: str, arabic: str) -> bool:
    """
    >>> sounds_like("Lanzarote", "لانزاروت"), sounds_like("INTERPOL", "للإنتربول")
    (True, True)
    >>> sounds_like("Geneva", "الأطفال"), sounds_like("Kenya", "كينيا")
    (False, True)
    """
    latin = _latin(english)
    return any(_alike(latin, form) for form in _arabic(arabic))


_MAY_BE = 0.45  # the share of the longer skeleton that the common consonants in order have


def may_sound_like(english: str, arabic: str) -> bool:
    """Tell whether an Arabic word can at all be an English name, silent letters allowed for.

    Of short skeletons, which say little, nothing is excluded.

    >>> may_sound_like("Wright", "رايت"), may_sound_like("Lindqvist", "هندرسون")
    (True, False)
    """
    spelled = {english, english.casefold().replace("gh", "")}
    return any(
        min(len(one), len(other)) < 2 or _common(one, other) > _MAY_BE * max(len(one), len(other))
        for one in map(_latin, sorted(spelled))
        for other in _arabic(arabic)
    ) or sounds_like(english, arabic)


def _common(one: str, other: str) -> float:
    """Return the length of the longest common subsequence; near sounds count as one."""
    row = [0.0] * (len(other) + 1)
    for a in one:
        before = 0.0
        for j, b in enumerate(other, 1):
            same = before + (a == b or a + b in _NEAR)
            before, row[j] = row[j], max(same, row[j], row[j - 1])
    return row[-1]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 1
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return False
    if len(short) == len(long):
        return _difference(short, long) <= (1 if len(long) > 3 else 0.5)
    # One letter more, and then nothing else may differ.
    return len(short) + 1 == len(long) and any(
        short == long[:i] + long[i + 1 :] for i in range(len(long))
    )


def _difference(one: str, other: str) -> float:
    """Count the letters that differ, those of near sounds by half; the words are of one length."""
    return sum(0.5 if a + b in _NEAR else 1.0 for a, b in zip(one, other, strict=True) if a != b)


# These change places between the ways of writing a name.
_PAIRS = ("gk", "sz", "td", "st", "sg", "bf", "sk")
_NEAR = frozenset(_PAIRS) | {pair[::-1] for pair in _PAIRS}


@lru_cache(maxsize=1 << 15)
def _latin(word: str) -> str:
    plain = script.word_key(word).removesuffix("'s")
    for letters, sound in _EN_PAIRS.items():
        plain = plain.replace(letters, sound)
    return _single(plain.translate(_EN).translate(_SEMIVOWELS))


@lru_cache(maxsize=1 << 16)
def _arabic(word: str) -> tuple[str, ...]:
    """Return the skeletons that the word may have, with and without a possible particle."""
    key = script.word_key(word)
    forms = [key] + [
        key[len(a) :] for a in _ARTICLES if key.startswith(a) and len(key) > len(a) + 2
    ]
    skeletons = ("".join(_AR.get(letter, "") for letter in form) for form in forms)
    return tuple(dict.fromkeys(_single(s.translate(_SEMIVOWELS)) for s in skeletons))


def _single(letters: str) -> str:
    return "".join(a for a, b in zip(letters, " " + letters, strict=False) if a != b)
