"""What a format took and what it had no place for, counted while units stream past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from parallel_corpus.export.options import Exported, Options
from parallel_corpus.read.formats.rows import BitextRow

_NAMED = 100


class Tally:
    """Counts units as they pass; remembers the first hundred left out or too long by name.

    `codes` says that the format has inline codes.
    """

    def __init__(self, options: Options, *, codes: bool = False) -> None:
        self.options = options
        self._carries = codes
        self.units = 0
        self.without_codes = 0
        self.left_out: list[str] = []
        self.left_out_count = 0
        self.too_long: list[str] = []
        self.too_long_count = 0

    def all(self, rows: Iterable[BitextRow]) -> Iterator[BitextRow]:
        """Yield every row that the options ask for."""
        for row in rows:
            if not self.options.only_confirmed or row.state in ("reviewed", "final"):
                yield self._count(row)

    def pairs(self, rows: Iterable[BitextRow]) -> Iterator[BitextRow]:
        """Yield the rows that have both sides; count the others as left out."""
        for row in rows:
            if self.options.only_confirmed and row.state not in ("reviewed", "final"):
                continue
            if row.source.strip() and row.target.strip():
                yield self._count(row)
            else:
                self.leave_out(row)

    def with_source(self, rows: Iterable[BitextRow]) -> Iterator[BitextRow]:
        """Yield the rows that have a source text; count the others as left out."""
        for row in rows:
            if self.options.only_confirmed and row.state not in ("reviewed", "final"):
                continue
            if row.source:
                yield self._count(row)
            else:
                self.leave_out(row)

    def leave_out(self, row: BitextRow) -> None:
        """Count `row` as left out of the format."""
        self.left_out_count += 1
        if len(self.left_out) < _NAMED:
            self.left_out.append(row.id)

    def _count(self, row: BitextRow) -> BitextRow:
        self.units += 1
        has_codes = bool(row.at and row.at.codes)
        kept = self._carries and row.inline is not None and not row.inline.lost
        self.without_codes += has_codes and not kept
        if max(len(row.source), len(row.target)) > self.options.longest:
            self.too_long_count += 1
            if len(self.too_long) < _NAMED:
                self.too_long.append(row.id)
        return row

    def exported(self, path: Path, name: str) -> Exported:
        """Return the account of the file at `path`."""
        return Exported(
            path,
            name,
            self.units,
            tuple(self.left_out),
            tuple(self.too_long),
            self.left_out_count,
            self.too_long_count,
            self.without_codes,
        )
