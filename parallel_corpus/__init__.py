"""Clean, align and check English-Arabic parallel texts.

import parallel_corpus as pc

corpus = pc.build("data")
corpus.findings     # a pandas frame, worst first
corpus.pairs        # a pandas frame, one row a pair
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parallel_corpus.corpus import Corpus, Pair, build, check
    from parallel_corpus.encode import load_encoder
    from parallel_corpus.errors import CorpusError

__all__ = ["Corpus", "CorpusError", "Pair", "build", "check", "load_encoder", "normalise"]

# Name to where it lives: `import parallel_corpus` must stay instant.
_PUBLIC = {
    "Corpus": ("corpus", "Corpus"),
    "Pair": ("corpus", "Pair"),
    "CorpusError": ("errors", "CorpusError"),
    "build": ("corpus", "build"),
    "check": ("corpus", "check"),
    "load_encoder": ("encode", "load_encoder"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "normalise":  # a room of the package that can be called, see there
        return import_module("parallel_corpus.normalise")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'parallel_corpus' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(f"parallel_corpus.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
