"""Pictures of a corpus's frames, as Altair charts and styled tables.

Every chart takes a frame of `Corpus` and can be changed further. Its `description` is the
alternative text: what the picture shows, with its figures. Colours are Okabe and Ito's (2008),
which the colour-blind tell apart, and no meaning is in colour alone. Altair comes with
`parallel-corpus[notebooks]`.
"""

from __future__ import annotations

# First, as it says what to install where there is no Altair.
from parallel_corpus.frames.plots.style import AMBER, BLUE, GREY, ORANGE, label_layers, shares_from  # isort: skip
from parallel_corpus.frames.plots.alignment import kept_words, similarity_map
from parallel_corpus.frames.plots.bars import counts
from parallel_corpus.frames.plots.distributions import distribution, reliability
from parallel_corpus.frames.plots.documents import document_ratios, findings_strip, term_drift
from parallel_corpus.frames.plots.tables import change, table
from parallel_corpus.frames.plots.vectors import vector_map

__all__ = [
    "AMBER",
    "BLUE",
    "GREY",
    "ORANGE",
    "change",
    "counts",
    "distribution",
    "document_ratios",
    "findings_strip",
    "kept_words",
    "label_layers",
    "reliability",
    "shares_from",
    "similarity_map",
    "table",
    "term_drift",
    "vector_map",
]
