"""Measures of texts that corpus linguists compare: length ratios, and how varied the words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from parallel_corpus.language.script import word_keys

if TYPE_CHECKING:
    import pandas as pd

WINDOW = 100
"""Words of the window of `moving_type_token_ratio`."""


def moving_type_token_ratio(words: Sequence[str], window: int = WINDOW) -> float:
    """Return the mean share of different words in every window of `window` words.

    A plain type-token ratio falls with a text's length; this one does not (Covington and McFall
    2010, "Cutting the Gordian knot"). A text shorter than the window is one window; of no words the
    ratio is 0.

    >>> moving_type_token_ratio(["a", "b", "a", "a"], window=2)
    0.8333333333333334
    """
    if not words:
        return 0.0
    window = min(window, len(words))
    inside = Counter(words[:window])
    total = len(inside)
    for gone, come in zip(words, words[window:], strict=False):
        inside[come] += 1
        inside[gone] -= 1
        if not inside[gone]:
            del inside[gone]
        total += len(inside)
    return total / window / (len(words) - window + 1)


def document_measures(pairs: pd.DataFrame, *, window: int = WINDOW) -> pd.DataFrame:
    """Return one row a document of `Corpus.pairs`; pairs with an empty side are left out.

    Columns: document, source_words and target_words (how many), length_ratio (words of the target
    for one of the source), source_ttr and target_ttr (see `moving_type_token_ratio`; Arabic
    writes and, the and many pronouns into the word, so only compare within a language). Words
    are compared without case, vowel marks and seats of the hamza.
    """
    import pandas as pd

    both = pairs[(pairs["source_text"] != "") & (pairs["target_text"] != "")]
    rows = []
    for document, part in both.groupby("document", sort=False):
        source, target = (
            [word for text in part[f"{side}_text"] for word in word_keys(text)]
            for side in ("source", "target")
        )
        rows.append(
            {
                "document": document,
                "source_words": len(source),
                "target_words": len(target),
                "length_ratio": len(target) / max(1, len(source)),
                "source_ttr": moving_type_token_ratio(source, window),
                "target_ttr": moving_type_token_ratio(target, window),
            }
        )
    columns = [
        "document", "source_words", "target_words", "length_ratio", "source_ttr", "target_ttr",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
