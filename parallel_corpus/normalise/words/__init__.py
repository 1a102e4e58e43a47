"""Words that were damaged: what else they may be, and what the corpus says of it."""

from parallel_corpus.normalise.words.lexicon import Lexicon, load_lexicon

__all__ = ["Lexicon", "load_lexicon"]
