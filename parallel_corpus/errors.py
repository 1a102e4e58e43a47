"""Errors that teach: what is wrong, where, and what to try."""

from __future__ import annotations

from pathlib import Path


class CorpusError(Exception):
    """Bad input. `str()` gives one line: where, what, and what to try.

    >>> str(CorpusError("paragraph 12 appears twice", where="raw/x.txt:41", hint="Renumber one."))
    'raw/x.txt:41: paragraph 12 appears twice. Renumber one.'
    """

    def __init__(self, what: str, *, where: str | Path = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = str(where)
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f". {self.hint}" if self.hint else ""
        return f"{place}{self.what.rstrip('.')}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments need help to cross a process boundary.
        return _rebuild, (type(self), self.what, self.where, self.hint)


class ReadError(CorpusError):
    """A file cannot be read as the text it is said to be."""


class SettingsError(CorpusError):
    """corpus.toml or an option is wrong."""


class EncoderError(CorpusError):
    """An encoder cannot be loaded, or gave vectors that cannot be used."""


class AlignmentError(CorpusError):
    """Two texts cannot be aligned."""


def _rebuild(kind: type[CorpusError], what: str, where: str, hint: str) -> CorpusError:
    return kind(what, where=where, hint=hint)
