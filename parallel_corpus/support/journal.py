"""What each stage worked on and how long it took, through standard `logging`.

The logger is "parallel_corpus": a stage's end at INFO, its beginning at DEBUG. A library that
nobody listens to says nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

RETURNED = "returned"
"""The attribute of a log record whose message is in the result as well, and shown from there."""

JOURNAL = logging.getLogger("parallel_corpus")
JOURNAL.addHandler(logging.NullHandler())


@lru_cache(maxsize=64)
def say_once(message: str) -> None:
    """Warn of something the first time it is met in this process."""
    JOURNAL.warning(message)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Log the block as `what`, with its seconds if it ends well."""
    JOURNAL.debug("%s ...", what)
    start = perf_counter()
    yield
    JOURNAL.info("%s: %.2f s", what, perf_counter() - start)


def stage(verb: str) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Log each call of the function as the stage `verb` of its first argument, with its seconds.

    >>> JOURNAL.isEnabledFor(logging.INFO)
    False
    """

    def decorate(work: Callable[P, Result]) -> Callable[P, Result]:
        @wraps(work)
        def logged(*args: P.args, **kwargs: P.kwargs) -> Result:
            if not JOURNAL.isEnabledFor(logging.INFO):
                return work(*args, **kwargs)
            with timed(f"{verb} {_named(args[0]) if args else ''}"):
                return work(*args, **kwargs)

        return logged

    return decorate


def _named(value: object) -> str:
    """Name texts, documents and bitexts; of other things say only what they are.

    >>> _named(Path("raw/law.en.txt")), _named(["a", "b"])
    ('raw/law.en.txt', '2 texts')
    """
    if isinstance(value, (str, Path)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"{len(value)} texts"
    name = getattr(value, "id", "") or getattr(value, "document", "")
    language = getattr(value, "language", "")
    return f"{name}:{language}" if language else str(name) or type(value).__name__
