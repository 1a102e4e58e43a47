"""What a file of this folder says about the format it reads: its `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["document", "bitext", "pair", "glossary"]
"""A document is lines of text; a bitext units of both languages in one file; a pair two files, one
a language, whose units belong together by key or by time; a glossary concepts with their terms.
"""

Option = Literal["left", "columns", "tracked"]


@dataclass(frozen=True)
class Reader:
    """One way to read the files of some endings.

    `read` takes the path of a document; path, source and target language of a bitext or glossary;
    both paths of a pair. `options` are the keywords it takes besides: `left` (a LeftOut that is
    told what is left out), `columns` (which columns of a table hold what), `tracked` (how to read
    tracked changes).
    """

    kind: Kind
    endings: tuple[str, ...]
    read: Callable[..., Any]
    options: frozenset[Option] = frozenset()
