"""Which English and Arabic words translate each other, and which words of a pair nothing covers."""

from parallel_corpus.checks.lexicon.stems import Token, stem, tokens
from parallel_corpus.checks.lexicon.table import Lexicon, load_lexicon

__all__ = ["Lexicon", "Token", "load_lexicon", "stem", "tokens"]
