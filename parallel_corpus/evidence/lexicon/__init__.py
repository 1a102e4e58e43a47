"""Which English and Arabic words translate each other, and which words of a pair nothing covers."""

from parallel_corpus.evidence.lexicon.dictionary import Dictionary, load_dictionary
from parallel_corpus.evidence.lexicon.stems import Token, places_of, stem, tokens
from parallel_corpus.evidence.lexicon.table import TranslationLexicon, load_translation_lexicon

__all__ = [
    "Dictionary",
    "Token",
    "TranslationLexicon",
    "load_dictionary",
    "load_translation_lexicon",
    "places_of",
    "stem",
    "tokens",
]
