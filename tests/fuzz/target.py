"""What a target is, and what it may do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parallel_corpus.errors import CorpusError


@dataclass(frozen=True)
class Target:
    """`check` may raise nothing but what it asserts; `seeds` are inputs to begin with."""

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    share: int = 1
    """How many parts of the time it gets."""


def refusing(work: Callable[[], object]) -> None:
    """Do `work`; a refusal that teaches is as good as a result."""
    with suppress(CorpusError):
        work()


@cache
def workplace() -> Path:
    """A folder of this process, in memory where there is such a place."""
    shm = Path("/dev/shm")  # noqa: S108
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=shm if shm.is_dir() else None))


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")
