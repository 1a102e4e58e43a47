"""Whether a document takes the ligature of lam and alef apart the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parallel_corpus.normalise.rule import ARABIC

# The article before a turned lam-alef: األ for الأ, اال for الا. No Arabic word begins so.
IMPOSSIBLE = re.compile(f"(?<![{ARABIC}])[وفبك]?ا[اأإآ]ل(?=[{ARABIC}])")
# Words whose lam-alef stands as it should.
_RIGHT = re.compile(f"(?<![{ARABIC}])[وفبك]?ال[اأإآ](?=[{ARABIC}])")
# One may be a slip of the keyboard.
_ENOUGH = 2


def turns_lam_alef(texts: Iterable[str]) -> bool:
    """Return whether words begin as no Arabic word can, more often than as they should."""
    turned = right = 0
    for text in texts:
        turned += len(IMPOSSIBLE.findall(text))
        right += len(_RIGHT.findall(text))
    return turned >= _ENOUGH and turned > right
