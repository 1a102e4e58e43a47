"""Files of beads: which lines or segments go with which, made by people or by a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.files import read_regular

Ref = int | str
Pairing = tuple[tuple[Ref, ...], tuple[Ref, ...]]
"""A bead by line numbers, or by ids of segments: (source lines, target lines)."""

_LISTS = re.compile(r"\s*(\[[^\]]*\])\s*:\s*(\[[^\]]*\])\s*(?::.*)?")


def read_pairings(path: str | Path) -> list[Pairing]:
    """Return the beads of a file: what `align` prints as JSON, or `[0, 1] : [2]` a line.

    Raises CorpusError, with the line, for anything else.
    """
    path = Path(path)
    try:
        text = read_regular(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise CorpusError(f"cannot read the beads: {reason}", where=path) from error
    beads = []
    for number, line in _rows(text):
        try:
            beads.append(_pairing(line))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise CorpusError(
                "this line is not a bead",
                where=f"{path}:{number}",
                hint='Write [0, 1] : [2], or {"source": [0, 1], "target": [2]}; '
                "`align --format jsonl` and `align --json` do",
            ) from error
    return beads


def _rows(text: str) -> Iterable[tuple[int, Any]]:
    """Return lines with their numbers; the beads of the one object that `align --json` prints."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("beads"), list):
        return [(number, bead) for number, bead in enumerate(whole["beads"], start=1)]
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line.strip()) for number, line in lines if line.strip()]


def _pairing(line: Any) -> Pairing:
    if isinstance(line, str) and line.startswith("{"):
        line = json.loads(line)
    if isinstance(line, dict):
        sides = [line["source"], line["target"]]
    else:
        match = _LISTS.fullmatch(line)
        if match is None:
            raise ValueError("no two lists")
        sides = [json.loads(match[1]), json.loads(match[2])]
    source, target = (tuple(side) if isinstance(side, list) else (None,) for side in sides)
    refs = (*source, *target)
    if not (
        all(isinstance(ref, str) for ref in refs) or all(type(r) is int and r >= 0 for r in refs)
    ):
        raise ValueError("lines are ids, or integers from 0 on")
    return source, target
