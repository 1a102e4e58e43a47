"""Two texts to beads: paragraphs by structure and meaning, sentences inside them."""

from parallel_corpus.align.beads import align_vectors
from parallel_corpus.align.constraints import Constraints
from parallel_corpus.align.documents import align
from parallel_corpus.align.inside import align_sentences
from parallel_corpus.align.lines import align_texts
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.stretch import IndexBead
from parallel_corpus.language.sentences import split

__all__ = [
    "AlignOptions",
    "Constraints",
    "IndexBead",
    "align",
    "align_sentences",
    "align_texts",
    "align_vectors",
    "split",
]
