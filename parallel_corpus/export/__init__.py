"""Results to files for other programs."""

from parallel_corpus.export.corpus import export_corpus

__all__ = ["export_corpus"]
