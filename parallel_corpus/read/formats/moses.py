"""Moses pairs: two files of as many lines, `name.en` and `name.ar`; optionally `name.ids`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.texts import text_lines


def moses_pair(path: Path, source: str = "en", target: str = "ar") -> tuple[Path, Path]:
    """Return the two files of a pair, given either of them or their common name.

    Raises ReadError.
    """
    stem = path.with_suffix("") if path.suffix in (f".{source}", f".{target}") else path
    pair = stem.with_name(f"{stem.name}.{source}"), stem.with_name(f"{stem.name}.{target}")
    for side in pair:
        if not side.is_file():
            raise ReadError(
                "there is no such file",
                where=side,
                hint=f"A Moses pair is two files, {pair[0].name} and {pair[1].name}",
            )
    return pair


def read_moses(path: Path, source: str = "en", target: str = "ar") -> Iterator[BitextRow]:
    """Pair line i of one file with line i of the other. Raises ReadError where one is longer."""
    one, other = moses_pair(path, source, target)
    ids = one.with_suffix(".ids")
    labels = text_lines(ids) if ids.is_file() else iter(())
    lines = itertools.zip_longest(text_lines(one), text_lines(other))
    for number, (first, second) in enumerate(lines, start=1):
        if first is None or second is None:
            short, long = (one, other) if first is None else (other, one)
            raise ReadError(
                f"has {number - 1} lines, and {long.name} has more",
                where=short,
                hint="The two files of a Moses pair have the same number of lines",
            )
        yield BitextRow(
            id=next(labels, "").rstrip("\r\n") or str(number),
            source=first.rstrip("\r\n"),
            target=second.rstrip("\r\n"),
            where=f"{one.name}:{number}",
        )


READERS = (Reader("bitext", (".en", ".ar"), read_moses),)
