"""Clean, align and check English-Arabic parallel texts.

import parallel_corpus as pc

corpus = pc.build("data")
corpus.findings     # a pandas frame, worst first
corpus.pairs        # a pandas frame, one row a pair
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parallel_corpus.encode import load_encoder
    from parallel_corpus.errors import CorpusError
    from parallel_corpus.frames import evaluate, plots
    from parallel_corpus.frames.build import build, check
    from parallel_corpus.frames.clean import normalise
    from parallel_corpus.frames.corpus import Corpus, Pair
    from parallel_corpus.frames.pairs import align, score

__all__ = [
    "Corpus",
    "CorpusError",
    "Pair",
    "align",
    "build",
    "check",
    "evaluate",
    "load_encoder",
    "normalise",
    "plots",
    "score",
]

__version__: str

# Where each public name lives: `import parallel_corpus` must stay instant.
_PUBLIC = {
    "Corpus": ("frames.corpus", "Corpus"),
    "CorpusError": ("errors", "CorpusError"),
    "Pair": ("frames.corpus", "Pair"),
    "align": ("frames.pairs", "align"),
    "build": ("frames.build", "build"),
    "check": ("frames.build", "check"),
    "evaluate": ("frames.evaluate", ""),
    "load_encoder": ("encode", "load_encoder"),
    "normalise": ("frames.clean", "normalise"),
    "plots": ("frames.plots", ""),
    "score": ("frames.pairs", "score"),
}


class _Interface(ModuleType):
    """The package as its users see it.

    `align`, `build` and `normalise` are functions here and rooms of the package, too. Importing a
    room sets it as an attribute of the package; here it must not hide the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _PUBLIC and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # takes longer than all the rest

        return version("parallel-corpus")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'parallel_corpus' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    found = import_module(f"parallel_corpus.{module}")
    return getattr(found, attribute) if attribute else found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


sys.modules[__name__].__class__ = _Interface
