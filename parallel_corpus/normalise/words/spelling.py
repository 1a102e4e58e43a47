"""How a document spells: a word that is put into it should be written as its author writes.

Books printed in Egypt end words in ى for ي, and many texts leave the hamza off the alef. Neither
is damage. Candidates are looked up, and written, in the document's own spelling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from parallel_corpus.normalise.words.lexicon import Lexicon

_ALEFS = str.maketrans("أإآ", "ااا")
_ENOUGH = 12
_SELDOM = 0.05


@dataclass(frozen=True, slots=True)
class Spelling:
    """Whether alefs go without hamza (`bare`), and whether ي loses its dots (`dotless`)."""

    bare: bool = False
    dotless: bool = False

    def of(self, word: str) -> str:
        """Return `word` as this document would write it.

        >>> Spelling(bare=True, dotless=True).of("أخي")
        'اخى'
        """
        if self.bare:
            word = word.translate(_ALEFS)
        if self.dotless and word.endswith("ي"):
            word = word[:-1] + "ى"
        return word


def spelling_of(forms: Iterable[str]) -> Spelling:
    """Return how the words of one document are spelt; as in dictionaries where too few tell."""
    alefs: Counter[bool] = Counter()
    ends: Counter[str] = Counter()
    for form in filter(None, forms):
        if form[0] in "اأإآ" and not form.startswith("ال"):
            alefs[form[0] == "ا"] += 1
        if form[-1] in "يى":
            ends[form[-1]] += 1
    return Spelling(
        bare=alefs[True] >= _ENOUGH and alefs[False] <= _SELDOM * alefs[True],
        dotless=ends["ى"] >= _ENOUGH and ends["ي"] <= 2 * _SELDOM * ends["ى"],
    )


def shares_in(lexicon: Lexicon, spelling: Spelling) -> Callable[[str], float]:
    """Return the function that gives a form's share of text, in a document's spelling."""
    if spelling == Spelling():
        return lexicon.frequency
    shares = _folded(lexicon, spelling)
    return (lambda form: shares.get(form, 0.0)) if shares else lexicon.frequency


@lru_cache(maxsize=4)
def _folded(lexicon: Lexicon, spelling: Spelling) -> dict[str, float]:
    """Return the shares of a lexicon's words in a document's spelling; {} where it lists none."""
    shares: dict[str, float] = {}
    for word, share in lexicon.listed().items():
        spelt = spelling.of(word)
        shares[spelt] = shares.get(spelt, 0.0) + share
    return shares
