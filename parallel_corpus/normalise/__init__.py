"""Document to Document with its Repairs: every change to a text is recorded here.

normalise_document(document, corpus)   layout, markup, characters: one document
normalise_text(text, lang)             the same for a plain string
replay, restore, raw_span              the record forwards, backwards, and in raw offsets
RULES                                  what each code means
"""

import sys
from types import ModuleType
from typing import Any

from parallel_corpus.model import Language
from parallel_corpus.normalise.document import normalise_document
from parallel_corpus.normalise.explain import explain_repairs, word_diff
from parallel_corpus.normalise.record import raw_span, replay, restore
from parallel_corpus.normalise.rules import RULES, Rule
from parallel_corpus.normalise.text import (
    STAGES,
    Normalised,
    Policy,
    normalise_text,
    repair_key,
)
from parallel_corpus.normalise.words import load_lexicon, repair_text, repair_words


class _Room(ModuleType):
    """So that `parallel_corpus.normalise(text, lang="ar")` works, whatever was imported first."""

    def __call__(self, text: str, lang: Language, **options: Any) -> Normalised:
        return repair_text(text, lang, **options)


sys.modules[__name__].__class__ = _Room

__all__ = [
    "RULES",
    "STAGES",
    "Normalised",
    "Policy",
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
