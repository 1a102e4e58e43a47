"""A denial in a short pair whose other side denies nothing at all.

In long texts one word denies in many ways; of some 10,000 pairs of at most twelve words on each
side, among them the Bible, United Nations texts and conversations, four in a thousand had a denial
on one side only, and half of these were dialect, or لِمَ ("why").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.language import script
from parallel_corpus.language.negation import Marker
from parallel_corpus.model import Language

_SHORT = 12  # words of either side
_FEW = 4
# Other languages say these without a denial: "don't forget" is "remember".
_IDIOMS = re.compile(
    r"\b(?:forget|mind|worry|hesitate|fail|miss|neglect|sure|doubt|help|matter|why|what for|"
    r"how come|how about|at ease|just|soon|only|surpris\w*|hardly|barely|like|"
    r"without|same|alone|rather|yet|"
    r"impolite|rude|agree|until)\b",
    re.IGNORECASE,
)
_AR_IDIOMS = re.compile(
    r"(?<!\w)[وف]?لا (?:[تي]قلق\w*|[تي]نس\w*|[تي]تردد\w*|[تي]خف|بأس|داعي|مانع|غنى)"
)
# Dialects deny by ما ... ش, مش, ماشي, مو: what only looks like a word of theirs is passed over too.
_DIALECT = re.compile(
    r"(?<!\w)(?:[وف]?ما\w*|م[اب]?\w*ش|\w+ش|مش|مو|ماشي|والو|مب\w+|\w*[ژۆڤگپ]\w*)(?!\w)"
)


def denied_alone(
    mine: Sequence[Marker], theirs: Sequence[Marker], links: Anchors, language: Language
) -> list[Marker]:
    """Return the plain denials of a short text, where the other text has no denial of any kind.

    `language` is that of `mine`. Words of both sides must be linked: of texts that have nothing to
    do with each other, nothing is told.
    """
    english, arabic = links.texts
    if theirs or max(len(links.english), len(links.arabic)) > _SHORT or not _are_linked(links):
        return []
    bare = script.strip_marks(arabic)
    if _IDIOMS.search(english) or _AR_IDIOMS.search(bare) or "?" in english or "؟" in arabic:
        return []
    if language == "en" and _DIALECT.search(bare):
        return []
    plain = [marker for marker in mine if marker.kind == "plain" and marker.twice < 0]
    return plain if len(mine) == len(plain) == 1 else []


def _are_linked(links: Anchors) -> bool:
    """Tell whether enough words are linked: two, in texts of a few words one."""
    return len(links.there) >= (1 if min(len(links.english), len(links.arabic)) <= _FEW else 2)
