"""Pages to people's decisions: the review desk, a local web page over a corpus or files."""

from parallel_corpus.review.serve import Texts, places_of, review

__all__ = ["Texts", "places_of", "review"]
