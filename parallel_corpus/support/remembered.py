"""Remember what was computed of texts, in memory that does not grow with their length.

`functools.lru_cache` counts results, whatever their size; what a function finds in one text as long
as a line may be can take tens of megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
Result = TypeVar("Result")

_MOST_LETTERS = 2_000_000
_ENTRY = 50  # letters that an entry counts for besides those of its texts
_UNKNOWN = object()


def remembered(*, texts: int = 1) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Remember the results of a function whose first arguments are `texts` texts.

    Those of the last texts are kept that have two million letters together, and at most as many
    older ones. The arguments must be hashable, and given by place.

    >>> @remembered()
    ... def vowels(text: str) -> int:
    ...     print("counting")
    ...     return sum(text.count(vowel) for vowel in "aeiou")
    >>> vowels("corpus"), vowels("corpus")
    counting
    (2, 2)
    """

    def decorate(work: Callable[P, Result]) -> Callable[P, Result]:
        memory = _Memory(work, texts)

        @wraps(work)
        def known(*args: P.args, **_: P.kwargs) -> Result:
            try:
                return cast("Result", memory.young[args])
            except KeyError:
                return cast("Result", memory.add(args))

        return known

    return decorate


class _Memory:
    """The results for the texts of this generation, and for those of the one before."""

    def __init__(self, work: Callable[..., Any], texts: int) -> None:
        self.young: dict[tuple[Any, ...], Any] = {}
        self._old: dict[tuple[Any, ...], Any] = {}
        self._work, self._texts, self._letters = work, texts, 0

    def add(self, args: tuple[Any, ...]) -> Any:
        """Return the result for `args`, which this generation has not yet."""
        result = self._old.get(args, _UNKNOWN)
        if result is _UNKNOWN:
            result = self._work(*args)
        letters = _ENTRY + sum(map(len, args[: self._texts]))
        if self._letters + letters > _MOST_LETTERS:
            self._old, self.young, self._letters = self.young, {}, 0
        self.young[args] = result
        self._letters += letters
        return result
