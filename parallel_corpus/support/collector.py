"""Python's collector of cyclic garbage, for processes that are ours alone."""

from __future__ import annotations

import gc

_YOUNG = 50_000  # objects; Python's own 700 walks half a million words of a lexicon while it loads


def collect_seldom() -> None:
    """Look for cycles less often: we keep many small objects, and make few cycles.

    For the command line and for worker processes; a program that uses this package as a library
    has a policy of its own.
    """
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
