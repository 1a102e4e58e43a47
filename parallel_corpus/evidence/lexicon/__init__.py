"""Which English and Arabic words translate each other, and which words of a pair nothing covers."""

from parallel_corpus.evidence.lexicon.dictionary import Dictionary, load_dictionary
from parallel_corpus.evidence.lexicon.stems import Token, stem, tokens
from parallel_corpus.evidence.lexicon.table import Lexicon, load_lexicon

__all__ = [
    "Dictionary",
    "Lexicon",
    "Token",
    "load_dictionary",
    "load_lexicon",
    "stem",
    "tokens",
]
