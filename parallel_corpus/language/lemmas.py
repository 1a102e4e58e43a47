"""Lemmas: the forms of one word, broken plurals too, by what a dictionary would list it under.

Arabic by `farahidi`, which brings the lexicon of AlKhalil Morpho Sys 2 (Boudchiche and others 2017,
Journal of King Saud University); it is loaded when first asked, and takes a second and some 130 MB.
English by its regular endings and a short list.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

from parallel_corpus.language import script

# Plurals of later use that the lexicon lacks, and words whose plural is another word.
_ALSO = {
    "مدراء": "مدير", "نساء": "امراه", "نسوه": "امراه", "نسوان": "امراه", "مخاطر": "خطر",
    "عملاء": "عميل", "وكلاء": "وكيل", "شركاء": "شريك", "خبراء": "خبير", "وزراء": "وزير",
    "مشاريع": "مشروع", "مشروعات": "مشروع",
}  # fmt: skip
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "people": "person", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife",
    "knives": "knife", "leaves": "leaf", "halves": "half", "shelves": "shelf", "thieves": "thief",
    "criteria": "criterion", "phenomena": "phenomenon", "data": "datum", "analyses": "analysis",
    "bases": "basis", "crises": "crisis", "theses": "thesis", "indices": "index",
    "appendices": "appendix", "bodies": "body",
}  # fmt: skip
_WEAK = "اويءهت"
_LETTER = re.compile(r"[\u0621-\u064a]")


def share_lemma(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one word.

    >>> share_lemma("كتاب", "الكتب"), share_lemma("القوانين", "قانون"), share_lemma("laws", "law")
    (True, True, True)
    >>> share_lemma("قاض", "القضاة"), share_lemma("عامل", "العمال")
    (True, True)
    >>> share_lemma("كتاب", "الأبواب"), share_lemma("law", "lawn")
    (False, False)
    """
    first, second = script.word_key(one), script.word_key(other)
    if first == second:
        return True
    if script.script_of(one) != "ar" or script.script_of(other) != "ar":
        return english_lemma(first) == english_lemma(second)
    if _also(first) == _also(second):
        return True
    roots = _analysed(one)[1]
    if not any(_has(root, second) for root in roots):
        return False
    here, there = _analysed(one), _analysed(other)
    return bool(here[0] & there[0]) or any(
        _is_plural_of_agent(singular, plural, root)
        for root in here[1] & there[1]
        for singulars, plurals in ((here[0], there[0]), (there[0], here[0]))
        for singular in singulars
        for plural in plurals
    )


def _is_plural_of_agent(singular: str, plural: str, root: str) -> bool:
    """Tell whether the lemmas are as عَامِل and عَمَّال are, which is how عُمَّال is listed.

    The plural fuʿʿāl of an agent is missing from the lexicon for some words.
    """
    if len(root) != 3:
        return False
    first, second, third = tuple(root)
    return (
        script.word_key(singular) == f"{first}ا{second}{third}"
        and script.word_key(plural) == f"{first}{second}ا{third}"
        and "\u0651" in plural
    )


def english_lemma(word: str) -> str:
    """Return the singular of an English word, by its key.

    >>> english_lemma("Laws"), english_lemma("children"), english_lemma("policies")
    ('law', 'child', 'policy')
    """
    key = script.word_key(word)
    key = key.removesuffix("'s").removesuffix("'")
    if key in _IRREGULAR:
        return _IRREGULAR[key]
    if len(key) > 4 and key.endswith("ies"):
        return f"{key[:-3]}y"
    if re.search(r"(?:s|x|z|ch|sh)es$", key) and len(key) > 4:
        return key[:-2]
    plural = len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is"))
    return key[:-1] if plural else key


def _also(key: str) -> str:
    for prefix in ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف"):
        if key.startswith(prefix) and key[len(prefix) :] in _ALSO:
            return _ALSO[key[len(prefix) :]]
        if key.startswith(prefix) and key[len(prefix) :] in _ALSO.values():
            return key[len(prefix) :]
    return _ALSO.get(key, key)


def _has(root: str, key: str) -> bool:
    """Tell whether the strong letters of a root stand in a word, in order.

    What has not is no form.
    """
    at = 0
    for letter in root:
        if letter in _WEAK:
            continue
        at = key.find(letter, at) + 1
        if at == 0:
            return False
    return True


@lru_cache(maxsize=1)
def _analyser() -> Any:
    from farahidi import Analyzer

    return Analyzer()


@lru_cache(maxsize=1 << 14)
def _analysed(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of a word without inflection of verbs, and its roots."""
    plain = "".join(_LETTER.findall(script.strip_marks(word)))
    with warnings.catch_warnings():
        # The package leaves its own data files to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        found = [item for item in _analyser().analyze(plain) if item.lemma]
    # قاض, قَاضٍ and قَاضِي are one word.
    lemmas = frozenset(re.sub("\u064d$|\u0650\u064a$", "", item.lemma) for item in found)
    roots = frozenset(script.word_key(item.root) for item in found if item.root)
    return lemmas, roots or frozenset((script.word_key(plain),))
