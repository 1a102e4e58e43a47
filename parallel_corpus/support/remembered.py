"""Remember what was computed of texts, in memory that does not grow with their length.

`functools.lru_cache` counts results, whatever their size; what a function finds in one text as long
as a line may be can take tens of megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
Result = TypeVar("Result")

_SHORT = 2000  # letters
_MOST_LETTERS = 1_000_000  # of all longer texts of which a function remembers something
_UNKNOWN = object()


def remembered(
    most: int, *, texts: int = 1, longest: int = _SHORT
) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Remember `most` results of a function whose first arguments are `texts` texts.

    Of texts with more than `longest` letters together, fewer results are kept: as many as have
    a million letters. The arguments must be hashable, and given by place.

    >>> @remembered(2)
    ... def vowels(text: str) -> int:
    ...     print("counting")
    ...     return sum(text.count(vowel) for vowel in "aeiou")
    >>> vowels("corpus"), vowels("corpus")
    counting
    (2, 2)
    """

    def decorate(work: Callable[P, Result]) -> Callable[P, Result]:
        short = lru_cache(maxsize=most)(work)
        long = _OfLongTexts(work)

        @wraps(work)
        def known(*args: P.args, **kwargs: P.kwargs) -> Result:
            letters = sum(map(len, args[:texts]))  # type: ignore[arg-type]
            if letters <= longest:
                return short(*args, **kwargs)  # type: ignore[arg-type]
            return cast("Result", long.of(letters, args))

        return known

    return decorate


class _OfLongTexts:
    """The results of some long texts; all are forgotten when they are too many."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work = work
        self._known: dict[tuple[Any, ...], Any] = {}
        self._letters = 0

    def of(self, letters: int, args: tuple[Any, ...]) -> Any:
        """Return the result for `args`, whose texts have so many letters together."""
        result = self._known.get(args, _UNKNOWN)
        if result is _UNKNOWN:
            result = self._work(*args)
            if self._letters + letters > _MOST_LETTERS:
                self._known, self._letters = {}, 0
            self._known[args] = result
            self._letters += letters
        return result
