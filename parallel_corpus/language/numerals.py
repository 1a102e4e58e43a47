"""Numbers in digits, in words and in Roman letters, in order, for either language."""

from __future__ import annotations

from parallel_corpus.language import script
from parallel_corpus.language.arabic_number_words import arabic_number_words
from parallel_corpus.language.arabic_numerals import arabic_numerals
from parallel_corpus.language.digits import in_digits
from parallel_corpus.language.english_number_words import english_scale
from parallel_corpus.language.english_numerals import english_numerals
from parallel_corpus.language.numeral import Numeral, Value
from parallel_corpus.language.roman import in_roman


def numerals(text: str, language: str) -> list[Numeral]:
    """Return every number of `text`, in order of place.

    >>> [(float(n.value), n.form) for n in numerals("Chapter IV: 2.5 million in twenty days", "en")]
    [(4.0, 'roman'), (2500000.0, 'digits'), (20.0, 'words')]
    """
    digits = in_digits(text, language)
    read = english_numerals if language == "en" else arabic_numerals
    found = read(text, [numeral for numeral in digits if numeral.readings])
    # A version (2.0.1) has no value that a grammar could go on from.
    found += [numeral for numeral in digits if not numeral.readings]
    return sorted([*found, *in_roman(text)], key=lambda numeral: numeral.start)


def scale_of(written: str) -> Value | None:
    """Return the scale that a number's last word names, thousand or above.

    >>> scale_of("3.5 million"), scale_of("ثلاثة بلايين"), scale_of("members")
    (1000000, 1000000000, None)
    """
    last = written.rsplit(" ", 1)[-1].rsplit("\u00a0", 1)[-1]
    english = english_scale(last)
    if english:
        return english
    word = arabic_number_words().get(script.word_key(last))
    return word.value if word and word.role in ("scale", "scales") else None
