"""Document to Document with its Repairs: every change to a text is recorded here.

normalise_document(document, corpus)   layout, markup, characters: one document
normalise_text(text, lang)             the same for a plain string
replay, restore, raw_span, RawSpans    the record forwards, backwards, and in raw offsets
RULES                                  what each code means
"""

from parallel_corpus.normalise.corpus import repair_text, repair_words
from parallel_corpus.normalise.document import normalise_document
from parallel_corpus.normalise.explain import explain_repairs, word_diff
from parallel_corpus.normalise.record import RawSpans, raw_span, replay, restore
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.rules import RULES
from parallel_corpus.normalise.text import (
    STAGES,
    Normalised,
    Policy,
    normalise_text,
    repair_key,
)
from parallel_corpus.normalise.words import load_lexicon

__all__ = [
    "RULES",
    "STAGES",
    "Normalised",
    "Policy",
    "RawSpans",
    "Rule",
    "explain_repairs",
    "load_lexicon",
    "normalise_document",
    "normalise_text",
    "raw_span",
    "repair_key",
    "repair_text",
    "repair_words",
    "replay",
    "restore",
    "word_diff",
]
