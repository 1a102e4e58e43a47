"""One pair of texts to one file, by the method that is named for the format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from parallel_corpus.errors import SettingsError
from parallel_corpus.export.options import Options
from parallel_corpus.export.registry import FORMATS
from parallel_corpus.export.units import bitext_rows, findings_by_pair, with_versions

if TYPE_CHECKING:
    from parallel_corpus.build.results import CheckedCorpus, CheckedPair


class Writable(ABC):
    """What holds a pair of texts that can be written to a file.

    Each method writes one file, whole or not at all, and returns its path. It raises CorpusError
    for a path with another ending, and where there is not exactly one pair. To write many pairs or
    formats at once, see `Corpus.export`.
    """

    @abstractmethod
    def _to_write(self) -> tuple[CheckedCorpus, CheckedPair]:
        """Return the corpus and its only pair."""

    def to_tmx(self, path: str | Path) -> Path:
        """Write a translation memory (TMX 1.4b)."""
        return self._write("tmx", path)

    def to_xliff(self, path: str | Path) -> Path:
        """Write XLIFF 2.1, as .xlf."""
        return self._write("xliff", path)

    def to_xlsx(self, path: str | Path) -> Path:
        """Write a workbook, a pair a row."""
        return self._write("xlsx", path)

    def to_csv(self, path: str | Path) -> Path:
        """Write a table, a pair a row."""
        return self._write("csv", path)

    def to_docx(self, path: str | Path) -> Path:
        """Write a Word document: a table of both languages with the findings as comments."""
        return self._write("docx", path)

    def _write(self, name: str, path: str | Path) -> Path:
        path, known = Path(path), FORMATS[name]
        if not path.name.endswith(known.ending) or path.name == known.ending:
            raise SettingsError(
                f"is not a name for a file of {name}",
                where=path,
                hint=f"End it with {known.ending}",
            )
        corpus, pair = self._to_write()
        about = findings_by_pair(corpus)[
            [one.document for one in corpus.pairs].index(pair.document)
        ]
        rows = bitext_rows(pair, about)
        if name == "docx":
            rows = with_versions(rows, corpus, pair)
        going = Options().going(pair.source.language, pair.target.language)
        known.write(path.with_name(path.name.removesuffix(known.ending)), rows, going)
        return path
