"""Words that were damaged: found, weighed against evidence, repaired or proposed."""

from parallel_corpus.normalise.words.lexicon import Lexicon, load_lexicon
from parallel_corpus.normalise.words.repair import repair_text, repair_words

__all__ = ["Lexicon", "load_lexicon", "repair_text", "repair_words"]
