"""Pages to people's decisions: the review desk, a local web page over a corpus."""

from parallel_corpus.review.serve import review

__all__ = ["review"]
