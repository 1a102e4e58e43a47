"""What letters are taken for what, how easily, and which words could thus have been meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from parallel_corpus.model import Language

# A letter that was lost or doubled has no shape to be mistaken: dearer than what the table knows.
LOST = 1.0
GAINED = 1.1
DOUBLED = 0.7
SWAPPED = 0.9
IMPOSSIBLE = 9.0
# A piece may be written again within so many letters.
_NEAR = 4
_LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءؤئ",
    "en": "abcdefghijklmnopqrstuvwxyz",
}


@dataclass(frozen=True, slots=True)
class Confusion:
    """`damaged` was read where `meant` stood; `source` says who saw it."""

    damaged: str
    meant: str
    cost: float
    where: str
    source: str

    def fits(self, start: int, end: int, length: int) -> bool:
        if self.where == "i":
            return start == 0
        if self.where == "f":
            return end == length
        return self.where == "-" or (end < length)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant, what the way to it costs, and by which confusions."""

    word: str
    cost: float
    by: str


@cache
def table() -> Mapping[str, tuple[Confusion, ...]]:
    """Return the confusions by the first letter of what is read.

    See confusions.tsv for the sources.
    """
    found: dict[str, list[Confusion]] = {}
    text = files(__package__).joinpath("confusions.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            damaged, meant, cost, where, source = line.split("\t")
            item = Confusion(damaged, meant, float(cost), where, source)
            found.setdefault(damaged[0], []).append(item)
    return {first: tuple(items) for first, items in found.items()}


@lru_cache(maxsize=1 << 15)
def distance(damaged: str, meant: str, limit: float = 2.0) -> tuple[float, str]:
    """Return the cost of misreading `meant` as `damaged`, and the confusions; IMPOSSIBLE beyond.

    >>> distance("الفصر", "القصر")
    (0.5, 'ف<ق')
    """
    if abs(len(damaged) - len(meant)) > limit + 1 or _strangers(damaged, meant) > 2 * limit + 2:
        return IMPOSSIBLE, ""
    rows: list[dict[int, tuple[float, str]]] = [{} for _ in range(len(damaged) + 3)]
    rows[0][0] = (0.0, "")
    for start in range(len(damaged) + 1):
        for at in sorted(rows[start]):
            _spread(damaged, meant, start, at, rows, limit)
    return rows[len(damaged)].get(len(meant), (IMPOSSIBLE, ""))


def _strangers(one: str, other: str) -> int:
    """Return how many letters each has that the other has not.

    A cheap lower bound of difference.
    """
    return len(set(one) ^ set(other))


def _spread(
    damaged: str,
    meant: str,
    start: int,
    at: int,
    rows: list[dict[int, tuple[float, str]]],
    limit: float,
) -> None:
    """Return all cells of the edit lattice that can be reached from one."""
    cost, by = rows[start][at]
    if start < len(damaged) and at < len(meant) and damaged[start] == meant[at]:
        _reach(rows[start + 1], at + 1, cost, by)
    for size, new, more, name in _moves(damaged, start):
        if cost + more <= limit and meant.startswith(new, at):
            _reach(rows[start + size], at + len(new), cost + more, f"{by} {name}".strip())
    if at < len(meant) and cost + LOST <= limit:
        lost = DOUBLED if start and damaged[start - 1] == meant[at] else LOST
        cell = (cost + lost, f"{by} lost {meant[at]}".strip())
        if cell[0] < rows[start].get(at + 1, (IMPOSSIBLE, ""))[0]:
            rows[start][at + 1] = cell
            _spread(damaged, meant, start, at + 1, rows, limit)


def _reach(row: dict[int, tuple[float, str]], at: int, cost: float, by: str) -> None:
    if cost < row.get(at, (IMPOSSIBLE, ""))[0]:
        row[at] = (cost, by)


def _moves(damaged: str, start: int) -> Iterator[tuple[int, str, float, str]]:
    """Yield how many letters of `damaged` to take, what they were, the cost, and its name."""
    if start == len(damaged):
        return
    for item in table().get(damaged[start], ()):
        size = len(item.damaged)
        if damaged.startswith(item.damaged, start) and item.fits(start, start + size, len(damaged)):
            yield size, item.meant, item.cost, f"{item.damaged}<{item.meant}"
    doubled = damaged[start - 1 : start] == damaged[start]
    yield 1, "", DOUBLED if doubled else GAINED, f"gained {damaged[start]}"
    pair = damaged[start : start + 2]
    if len(pair) == 2:
        if pair in damaged[max(0, start - _NEAR) : start]:
            yield 2, "", GAINED, f"gained {pair}"
        if pair[0] != pair[1]:
            yield 2, pair[::-1], SWAPPED, f"{pair}<{pair[::-1]}"


def candidates(word: str, language: Language, lost: bool = True) -> Iterator[Candidate]:
    """Yield spellings one confusion away from `word` (and one lost or gained letter, if `lost`).

    Most are no words; the caller asks a lexicon. About 15 a letter.
    """
    for start in range(len(word)):
        for size, new, cost, name in _moves(word, start):
            if new or lost:
                yield Candidate(word[:start] + new + word[start + size :], cost, name)
    if lost:
        for start in range(len(word) + 1):
            for letter in _LETTERS[language]:
                cost = DOUBLED if word[start - 1 : start] == letter else LOST
                yield Candidate(word[:start] + letter + word[start:], cost, f"lost {letter}")
