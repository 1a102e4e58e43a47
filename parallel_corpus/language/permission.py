"""What may be done and what may not: "may not", "no one may"; يجوز, لا يجوز."""

from __future__ import annotations

import re
from itertools import islice

from parallel_corpus.language.negation import markers
from parallel_corpus.language.script import stood, unmarked

_DENIED = re.compile(
    r"\b(?:may|can|shall|must)\s+(?:not|neither|never|in no (?:case|event|way))\b|\bcannot\b|"
    r"\b(?:no|neither|nothing|nobody|none)\b(?:\s+[\w’']+){0,5}?\s+(?:may|can|shall|must)\b",
    re.IGNORECASE,
)
_PERMITTED = re.compile(
    r"\b(?:may|might|can|could|entitled?|entitlement|permit\w*|permissible|permission|allow\w*|"
    r"authori[sz]\w*|lawful\w*|rights?|possible|free|open|admissible|able|eligible|option\w*|"
    r"power|choose|discretion\w*)\b",
    re.IGNORECASE,
)
_AR_PERMITTED = re.compile(r"(?<!\w)[وف]?(?:[يت]جوز|[يت]حق|[يت]سوغ)(?!\w)")
# "Than the one that could be imposed": what is told of and not ruled.
_TOLD_OF = re.compile(r"(?<!\w)(?:كان|كانت|التي|الذي|الذين|اللذين|مما|ممن|إذا)(?!\w)")
_NEAR = 4  # words within which a denial before or behind an Arabic verb is its own
_LETTERS = 200  # that these words take
_VERBS = 100  # of a text that are looked at: one with more is no rule


def forbids_only(english: str) -> tuple[int, int] | None:
    """Return where an English text forbids something, None where it also permits something.

    >>> forbids_only("No one may be deprived of nationality.")
    (0, 10)
    >>> forbids_only("Members may attend but may not vote.") is None
    True
    """
    found = _DENIED.search(english)
    return found.span() if found and not _PERMITTED.search(_DENIED.sub(" ", english)) else None


def permits(arabic: str) -> tuple[int, int] | None:
    """Return where an Arabic text rules that something may be done, with no denial about it.

    >>> permits("يجوز حل البرلمان"), permits("لا يجوز حل البرلمان"), permits("يجوز ألا ينشر")
    ((0, 4), None, None)
    """
    plain, places = unmarked(arabic)
    for match in islice(_AR_PERMITTED.finditer(plain), _VERBS):
        start, end = match.span()
        before = " ".join(plain[max(0, start - _LETTERS) : start].split()[-_NEAR:])
        behind = " ".join(plain[end : end + _LETTERS].split()[:_NEAR])
        if _TOLD_OF.search(before):
            continue
        around = (*markers(before, "ar"), *markers(behind, "ar"))
        if all(marker.kind == "weak" for marker in around):
            return stood(match.span(), places)
    return None
