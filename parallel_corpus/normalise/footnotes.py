"""How the marks and labels of footnotes are written."""

from __future__ import annotations

import re

from parallel_corpus.language.script import western_digits

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(RAISED, "0123456789")


def note_name(match: re.Match[str]) -> str:
    """Return the name of a note, in plain Western digits, from the one group that matched."""
    found = next(group for group in match.groups() if group is not None)
    return western_digits(found.translate(_PLAIN))
