"""Pair the texts of a folder whose names and folders do not mirror each other.

What is left when equal names have been paired is tried by ever weaker signs: the letters E and A
of the United Nations, one file name in folders that are arranged otherwise, the numbers in names
("Law 7 of 2019", "القانون 7 لسنة 2019"), what the texts say by the encoder, and last that nothing
else is left. A sign counts only where it points to one text on either side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from parallel_corpus.errors import EncoderError
from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Language
from parallel_corpus.read.folder import Found
from parallel_corpus.read.languages import prose_letters

if TYPE_CHECKING:
    from parallel_corpus.encode import Encoder, Vectors

_UN_LETTER = {
    "en": re.compile(r"[-_. ]?(?<![a-z])[Ee]$"),
    "ar": re.compile(r"[-_. ]?(?<![a-z])[Aa]$"),
}
_NUMBER = re.compile(r"\d+")
_LINES, _LINE = 6, 300  # how many lines of a text are compared, and how many signs of each
_MOST = 600  # texts that are compared by what they say: some 15 ms each
_LEAST_LIKE = 0.5  # cosine of two texts
_CLEARLY = 0.08  # more than the next best; see tests/benchmarks/init_folders.py

Pairs = list[tuple[str, str]]
Groups = Mapping[str, Sequence[Found]]


def pair_leftovers(groups: dict[str, list[Found]]) -> list[str]:
    """Put texts without a counterpart together in `groups`; return what a person should confirm."""
    said: list[str] = []
    for find, why in _SIGNS_OF_A_PAIR:
        english, arabic = (_alone(groups, code) for code in ("en", "ar"))
        pairs = find(english, arabic, groups) if english and arabic else []
        said += _tell(pairs, groups, why)
        for one, other in pairs:
            groups[one] += groups.pop(other)
    return said


def _alone(groups: Groups, language: Language) -> list[str]:
    return [
        key
        for key, found in groups.items()
        if {code for one in found for code in one.languages} == {language}
    ]


def _tell(pairs: Pairs, groups: Groups, why: str) -> list[str]:
    named = [
        f"{groups[ar][0].name} is taken for the Arabic of {groups[en][0].name}" for en, ar in pairs
    ]
    if len(named) > 1 and "name" in why:
        return [f"{len(named)} texts are paired by {why}; the first: {named[0]}"]
    return [f"{one}, by {why}" for one in named]


def _unique(
    english: Iterable[str],
    arabic: Iterable[str],
    sign: Callable[[str, Language], Hashable],
) -> Pairs:
    """Return the pairs whose sign no other text of their language has. None is no sign."""
    sides: tuple[dict[Hashable, list[str]], ...] = defaultdict(list), defaultdict(list)
    languages: tuple[Language, Language] = "en", "ar"
    for side, keys, language in zip(sides, (english, arabic), languages, strict=True):
        for key in keys:
            if (found := sign(key, language)) is not None:
                side[found].append(key)
    return [
        (keys[0], sides[1][found][0])
        for found, keys in sides[0].items()
        if len(keys) == 1 and len(sides[1].get(found, ())) == 1
    ]


def _by_letter(english: Sequence[str], arabic: Sequence[str], _: Groups) -> Pairs:
    def sign(key: str, language: Language) -> str | None:
        plain = _UN_LETTER[language].sub("", key)
        return None if plain == key or plain.endswith("/") or not plain else plain

    return _unique(english, arabic, sign)


def _by_name(english: Sequence[str], arabic: Sequence[str], _: Groups) -> Pairs:
    """Return the text with the file's name; of several, the one in the most similar folders."""
    named: dict[str, list[str]] = defaultdict(list)
    for key in english:
        named[PurePosixPath(key).name.casefold()].append(key)
    liked: dict[tuple[str, str], float] = {}
    for key in arabic:
        others = named.get(PurePosixPath(key).name.casefold(), [])
        for other in others if len(others) <= _MOST else ():
            liked[other, key] = _shared_folders(other, key)
    return _mutual(liked, margin=0.0)


def _shared_folders(one: str, other: str) -> float:
    """Return how many folders two paths share at their beginnings and ends."""
    parts, others = PurePosixPath(one).parts[:-1], PurePosixPath(other).parts[:-1]
    # A folder's name may be written otherwise: "Getting-Started", "getting_started".
    heads = sum(1 for _ in takewhile(lambda p: p[0] == p[1], zip(parts, others, strict=False)))
    tails = sum(
        1
        for _ in takewhile(
            lambda p: p[0] == p[1], zip(reversed(parts), reversed(others), strict=False)
        )
    )
    return 1.0 + min(heads + tails, len(parts), len(others)) - 0.01 * abs(len(parts) - len(others))


def _by_number(english: Sequence[str], arabic: Sequence[str], _: Groups) -> Pairs:
    def sign(key: str, _: Language) -> tuple[str, tuple[int, ...]] | None:
        path = PurePosixPath(key)
        numbers = tuple(int(n) for n in _NUMBER.findall(western_digits(path.name)))
        return (str(path.parent), numbers) if numbers else None

    return _unique(english, arabic, sign)


def _by_meaning(english: Sequence[str], arabic: Sequence[str], groups: Groups) -> Pairs:
    """Return the texts whose sentences lie nearest to each other in the encoder's space."""
    english, arabic = ([k for k in side if _excerpt(groups[k])] for side in (english, arabic))
    if not english or not arabic or len(english) + len(arabic) > _MOST:
        return []
    # Loading takes a second: only where texts are left that nothing else pairs.
    from parallel_corpus.encode import load_encoder

    encoder = load_encoder()
    try:
        rows = {key: _vector(encoder, _excerpt(groups[key])) for key in (*english, *arabic)}
    except EncoderError:
        return []
    likeness = {(one, other): float(rows[one] @ rows[other]) for one in english for other in arabic}
    return _mutual({pair: value for pair, value in likeness.items() if value >= _LEAST_LIKE})


def _excerpt(found: Sequence[Found]) -> list[str]:
    """Return lines from all over a text."""
    lines = [line.text[:_LINE] for one in found if one.file for line in one.file.lines]
    prose = [line for line in lines if sum(prose_letters(line))]
    return prose[:: max(1, len(prose) // _LINES)][:_LINES]


def _vector(encoder: Encoder, lines: Sequence[str]) -> Vectors:
    mean: Vectors = encoder.encode(lines).mean(axis=0)
    mean /= float(mean @ mean) ** 0.5 or 1.0
    return mean


def _mutual(liked: Mapping[tuple[str, str], float], margin: float = _CLEARLY) -> Pairs:
    """Return the pairs of which each is the other's best, by more than `margin`."""
    best: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), value in liked.items():
        best[f"en:{one}"].append((value, other))
        best[f"ar:{other}"].append((value, one))
    first = {}
    for key, options in best.items():
        options.sort(key=lambda option: (-option[0], option[1]))
        if len(options) == 1 or options[0][0] - options[1][0] > margin:
            first[key] = options[0][1]
    return [
        (one, other)
        for one, other in liked
        if first.get(f"en:{one}") == other and first.get(f"ar:{other}") == one
    ]


def _by_rest(english: Sequence[str], arabic: Sequence[str], _: Groups) -> Pairs:
    """Return the one English and the one Arabic text of a folder that have no counterpart."""
    return _unique(english, arabic, lambda key, _: str(PurePosixPath(key).parent))


_SIGNS_OF_A_PAIR: tuple[
    tuple[Callable[[Sequence[str], Sequence[str], Groups], Pairs], str], ...
] = (
    (_by_letter, "the letters E and A at the end of their names"),
    (_by_name, "their file names, in folders arranged otherwise"),
    (_by_number, "the numbers in their names"),
    (_by_meaning, "what they say"),
    (_by_rest, "nothing else being left in their folder"),
)
