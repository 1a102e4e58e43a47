"""Results to files for other programs.

export_corpus   the files that every build writes
export_to       a corpus in formats of one's choice
export_bitext   the same of a bitext that was checked as a stream
convert         a foreign bitext in formats of one's choice
"""

from parallel_corpus.export.corpus import export_bitext, export_corpus
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.registry import FORMATS, convert, export_to

__all__ = [
    "FORMATS",
    "Exported",
    "Options",
    "convert",
    "export_bitext",
    "export_corpus",
    "export_to",
]
