"""One registry of the formats that bitexts are written in, and the two ways to write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from parallel_corpus.errors import SettingsError
from parallel_corpus.export.corpus import stems
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.sentences import SplitPair, sentence_rows
from parallel_corpus.export.units import bitext_rows, pair_findings, with_versions
from parallel_corpus.pipeline import CheckedCorpus, CheckedPair
from parallel_corpus.read.formats import read_bitext
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.rows import BitextRow

Write = Callable[[Path, Iterable[BitextRow], Options], list[Exported]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: where its writer is, and what of a unit does not come back from it.

    `loses` names fields of BitextRow; "findings' spans" means that code, severity and message
    come back, but not where in the text.
    """

    name: str
    writer: str
    ending: str
    loses: tuple[str, ...] = ()
    says: str = ""

    @property
    def write(self) -> Write:
        module, _, function = self.writer.partition(":")
        write: Write = getattr(import_module(f"parallel_corpus.export.{module}"), function)
        return write


_TABLE_LOSES = ("props", "findings' spans")
FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format("tmx", "tmx:write_tmx_files", ".tmx", ("units with an empty side",),
               "translation memories: OmegaT, Trados, memoQ"),
        Format("csv", "tables:write_csv", ".csv", _TABLE_LOSES, "Excel, pandas"),
        Format("tsv", "tables:write_tsv", ".tsv", _TABLE_LOSES, "pandas, web corpora"),
        Format("xlsx", "xlsx:write_xlsx", ".xlsx", (*_TABLE_LOSES, "sides over 32,767 characters"),
               "a workbook to revise in"),
        Format("xliff", "xliff:write_xliff", ".xlf", ("controls in notes and props",),
               "XLIFF 2.1: memoQ, Trados, Weblate"),
        Format("jsonl", "tables:write_json_lines", ".jsonl", (), "everything, one unit a line"),
        Format("parquet", "parquet:write_parquet", ".beads.parquet", ("lone surrogates",),
               "typed tables: pandas, DuckDB, Spark"),
        Format("moses", "tables:write_moses", ".en",
               ("units with an empty side", "line ends", "all but id and texts"),
               "machine translation training"),
        Format("docx", "docx:write_docx", ".docx",
               ("all but id and texts", "controls"), "a Word table to review, with comments"),
    )
}  # fmt: skip
"""What `--to` takes, but for tbx, which is for glossaries (see `export.tbx`)."""


def export_to(
    corpus: CheckedCorpus,
    formats: Sequence[str],
    out: str | Path,
    *,
    options: Options | None = None,
    split: SplitPair | None = None,
) -> list[Exported]:
    """Write each pair of a corpus in each of `formats` into the folder `out`.

    `split` pairs the sentences of two texts; it is needed for options.segmentation "sentence".
    Parquet adds tables of the whole corpus. Raises SettingsError for an unknown format.
    """
    out = Path(out)
    options = options or Options()
    known = formats_named(formats)
    done: list[Exported] = []
    for stem, pair in zip(stems(corpus.pairs), corpus.pairs, strict=True):
        for format_ in known:
            rows = _pair_rows(corpus, pair, format_.name)
            done += format_.write(out / stem, sentence_rows(rows, options, split), options)
    if "parquet" in formats:
        from parallel_corpus.export.parquet import write_corpus

        done += write_corpus(corpus, out)
    return done


def convert(
    path: str | Path,
    formats: Sequence[str],
    out: str | Path,
    *,
    columns: Columns | None = None,
    options: Options | None = None,
    split: SplitPair | None = None,
) -> list[Exported]:
    """Write a foreign bitext in each of `formats` into the folder `out`, as a stream.

    Raises ReadError for what cannot be read, SettingsError for an unknown format or where a
    file would be written over itself.
    """
    path, options = Path(path), options or Options()
    stem = Path(out) / path.name.removesuffix(path.suffix)
    source, target = options.languages
    done: list[Exported] = []
    for format_ in formats_named(formats):
        written = stem.with_name(stem.name + format_.ending)
        if written.resolve() == path.resolve():
            raise SettingsError("would be written over itself", where=path, hint="Use -o")
        rows = read_bitext(path, columns=columns, source=source, target=target)
        done += format_.write(stem, sentence_rows(_named(rows), options, split), options)
    return done


def formats_named(names: Sequence[str]) -> list[Format]:
    """The formats called `names`, each once, in order. Raises SettingsError for others."""
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise SettingsError(
            f"{', '.join(unknown) or 'nothing'} is no format to export to",
            where="--to",
            hint=f"Known are {', '.join(FORMATS)}",
        )
    return [FORMATS[name] for name in dict.fromkeys(names)]


def _pair_rows(corpus: CheckedCorpus, pair: CheckedPair, name: str) -> Iterable[BitextRow]:
    rows = bitext_rows(pair, findings=pair_findings(corpus, pair))
    return with_versions(rows, corpus, pair) if name == "docx" else rows


def _named(rows: Iterable[BitextRow]) -> Iterator[BitextRow]:
    """Rows with an id each: programs that take the file need one to complain with."""
    for number, row in enumerate(rows, start=1):
        yield row if row.id else replace(row, id=str(number))
