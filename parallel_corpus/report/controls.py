"""Characters that nobody sees, shown by their codes: overrides of direction, and what repairs move.

A text that was not normalised may hold characters that turn round what is written after them (see
Boucher and Anderson, "Trojan Source", 2021); a page shows them instead of obeying them.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

from parallel_corpus.language.bidi import STEERING

_STEERING = re.compile(f"({STEERING.pattern})")
_CODE = Markup('<bdi class="control" dir="ltr">U+{:04X}{}</bdi>')


def visible(text: str) -> Markup:
    """Escape a text for a page, with what steers the direction of its display shown by codes.

    >>> str(visible("<gnp\u202e.exe>"))
    '&lt;gnp<bdi class="control" dir="ltr">U+202E</bdi>.exe&gt;'
    """
    return Markup("").join(
        _code(piece, 1) if _STEERING.match(piece) else escape(piece)
        for piece in _STEERING.split(text)
    )


def revealed(text: str) -> Markup:
    """Escape a text for a page, with all that is invisible in it, or looks like a space, by codes.

    >>> str(revealed("5\u00a0\u00a0km"))
    '5<bdi class="control" dir="ltr">U+00A0×2</bdi>km'
    """
    return Markup("").join(
        escape("".join(run)) if char.isprintable() or char == "\n" else _code(char, len(run))
        for char, run in ((char, list(same)) for char, same in groupby(text))
    )


def _code(char: str, times: int) -> Markup:
    return _CODE.format(ord(char), f"×{times:,}" if times > 1 else "")
