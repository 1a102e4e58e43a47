"""The kinds of what annotators say: codes, names and explanations, from `annotated.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from parallel_corpus.checks.check import Check, Explanation

OTHER = "R16"
"""The kind of whatever has a heading of its own."""

_NO_LETTER = re.compile(r"[^\w]+|_+")


def _load() -> Mapping[str, Mapping[str, Any]]:
    path = files("parallel_corpus.checks") / "annotated.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _kind(code: str, row: Mapping[str, Any]) -> Check:
    told = Explanation(row["finds"], row["matters"], row["wrong"], row["example"])
    return Check(
        code=code,
        name=row["name"],
        family=row["family"],
        severity=row.get("severity", "warning"),
        scope="annotation",
        mqm=row["mqm"],
        explanation=told,
    )


def _plain(name: str) -> str:
    return _NO_LETTER.sub(" ", name.casefold()).strip()


_ROWS = _load()
_NAMES = {_plain(name): code for code, row in _ROWS.items() for name in row["takes"]}

ANNOTATED: Mapping[str, Check] = {code: _kind(code, row) for code, row in _ROWS.items()}
"""Every kind of annotation by its code."""


def kind_of(category: str) -> str:
    """Return the code for what an annotator calls a category; its last part that is known counts.

    >>> kind_of("Accuracy/Mistranslation"), kind_of("wrong_term"), kind_of("legal effect")
    ('R01', 'R11', 'R16')
    """
    for part in reversed(re.split(r"[/>:|]+", category)):
        code = _NAMES.get(_plain(part))
        if code:
            return code
    return OTHER
