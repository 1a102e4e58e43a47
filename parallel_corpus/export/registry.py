"""One registry of the formats that bitexts are written in, and the two ways to write them.

Libraries: lxml writes TMX, XLIFF and TBX as streams, which translate-toolkit (whole trees in
memory, no notes or props of one's own) cannot; it reads them back in the tests instead. tmxutil
writes invalid TMX and hypomnema asks for a newer Python. openpyxl writes XLSX in constant memory
and can be read again by it; xlsxwriter cannot read. python-docx writes real comments since 1.2;
what it lacks (tracked changes, right-to-left runs) is a few elements. pyarrow types Parquet's
nested columns; fastparquet does not. pandas would hold every table in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from parallel_corpus.build.results import CheckedCorpus, Progress, ignore_progress
from parallel_corpus.errors import SettingsError
from parallel_corpus.export import formats as formats_folder
from parallel_corpus.export.corpus import stems
from parallel_corpus.export.format import Format
from parallel_corpus.export.keep import keeps, write_kept
from parallel_corpus.export.options import DEFAULT_TAGS, Exported, Options, is_tag
from parallel_corpus.export.sentences import SplitPair, sentence_rows
from parallel_corpus.export.tbx import write_tbx
from parallel_corpus.export.units import (
    bitext_rows,
    findings_by_pair,
    with_structure,
    with_versions,
)
from parallel_corpus.read.formats import read_bitext, read_glossary
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.rows import BitextRow, GlossaryEntry
from parallel_corpus.read.formats.stated import read_stated
from parallel_corpus.support.publish import publishing
from parallel_corpus.support.units import find_units


def find_formats(package: str = formats_folder.__name__) -> dict[str, Format]:
    """Import every module of `package` and return its formats by name, in order.

    Raises TypeError for a module without a `FORMAT`.
    """
    found = []
    for module, known in find_units(package, "FORMAT"):
        if not isinstance(known, Format):
            raise TypeError(f"{module} has no FORMAT: every file of that folder is a format")
        found.append(known)
    return {known.name: known for known in sorted(found, key=lambda f: (f.order, f.name))}


FORMATS: Mapping[str, Format] = find_formats()
"""What a bitext can be written in. `--to` also takes TERMS."""

TERMS = "tbx"
"""The format of glossaries."""


def export_to(
    corpus: CheckedCorpus,
    formats: Sequence[str],
    out: str | Path,
    *,
    options: Options | None = None,
    split: SplitPair | None = None,
    glossary: Sequence[GlossaryEntry] = (),
) -> list[Exported]:
    """Write each pair of a corpus in each of `formats` into the folder `out`.

    `split` pairs the sentences of two texts; it is needed for options.segmentation "sentence".
    Parquet adds tables of the whole corpus; tbx writes `glossary` to terms.tbx. Raises
    SettingsError for an unknown format, or where there are no terms to write.
    """
    out = Path(out)
    options = options or Options()
    known = formats_named(formats)
    with publishing(out, whole=False) as folder:
        done = _export_to(folder, corpus, known, options, split)
        if TERMS in formats:
            done.insert(0, _write_terms(folder / "terms.tbx", glossary, options))
        if "parquet" in formats:
            from parallel_corpus.export.formats.parquet import write_corpus

            done += write_corpus(corpus, folder)
    return [replace(written, path=out / written.path.name) for written in done]


def _export_to(
    out: Path,
    corpus: CheckedCorpus,
    formats: Sequence[Format],
    options: Options,
    split: SplitPair | None,
) -> list[Exported]:
    done: list[Exported] = []
    about = findings_by_pair(corpus)
    for stem, pair, findings in zip(stems(corpus.pairs), corpus.pairs, about, strict=True):
        going = options.going(pair.source.language, pair.target.language)
        for format_ in formats:
            rows: Iterable[BitextRow] = bitext_rows(pair, findings=findings)
            if format_.name == "docx":
                rows = with_structure(with_versions(rows, corpus, pair), pair)
            done += format_.write(out / stem, sentence_rows(rows, going, split), going)
    return done


def convert(
    path: str | Path,
    formats: Sequence[str],
    out: str | Path,
    *,
    columns: Columns | None = None,
    options: Options | None = None,
    split: SplitPair | None = None,
    progress: Progress = ignore_progress,
) -> list[Exported]:
    """Write a foreign bitext in each of `formats` into the folder `out`, as a stream.

    In the format that it is in already it stays as it is, inline codes and all, but for what the
    options ask (see `export.keep`). Its direction and language tags are kept in other formats too.
    For tbx the file is read as a glossary. Raises ReadError for what cannot be read,
    SettingsError for an unknown format or where a file would be written over itself.
    """
    path, out, options = Path(path), Path(out), options or Options()
    asked = options
    name = path.name.removesuffix(path.suffix)
    options = _as_stated(path, options)
    source, target = options.languages
    known = formats_named(formats)
    endings = [ending for format_ in known for ending in (format_.ending, *format_.beside)]
    for ending in [*endings, *([".tbx"] if TERMS in formats else [])]:
        _not_onto_itself(path, out / f"{name}{ending}")
    done: list[Exported] = []
    with publishing(out, whole=False) as folder:
        for format_ in known:
            if keeps(path, format_.name, asked):
                kept = folder / f"{name}{format_.ending}"
                done.append(write_kept(path, kept, format_.name, asked))
                continue
            found = read_bitext(path, columns=columns, source=source, target=target)
            rows = _named(_counted(found, f"{name}{format_.ending}", progress))
            done += format_.write(folder / name, sentence_rows(rows, options, split), options)
        if TERMS in formats:
            terms = read_glossary(path, columns=columns, source=source, target=target)
            done.append(_write_terms(folder / f"{name}.tbx", terms, options))
    return [replace(written, path=out / written.path.name) for written in done]


def _as_stated(path: Path, options: Options) -> Options:
    """Return the options with what the file says of itself, where the user says nothing else."""
    if not path.is_file():
        return options
    stated = read_stated(path)
    if stated.segmentation in ("block", "paragraph", "sentence", "phrase"):
        options = replace(options, stated_segmentation=stated.segmentation)
    if options.segmentation == "sentence":
        options = replace(options, stated_segmentation="")
    if stated.tags is None:
        return options
    if options.language_tags != DEFAULT_TAGS:
        return options.going(*map(base, stated.tags))
    if all(map(is_tag, stated.tags)):
        return replace(options, language_tags=stated.tags)
    return options.going(*map(base, stated.tags))


def _not_onto_itself(path: Path, written: Path) -> None:
    if written.resolve() == path.resolve():
        raise SettingsError("would be written over itself", where=path, hint="Name another folder")


def _write_terms(path: Path, entries: Sequence[GlossaryEntry], options: Options) -> Exported:
    if not entries:
        raise SettingsError(
            "there are no terms to write",
            where="--to tbx",
            hint='Name a glossary in corpus.toml: glossary = "terms.csv"',
        )
    return write_tbx(path, entries, options)


def formats_named(names: Sequence[str]) -> list[Format]:
    """Return the bitext formats called `names`, each once, in order; tbx is known but is no bitext.

    Raises SettingsError for others.
    """
    unknown = dict.fromkeys(name[:40] for name in names if name not in (*FORMATS, TERMS))
    if unknown or not names:
        raise SettingsError(
            f"{', '.join([*unknown][:5]) or 'nothing'} is not a format to export to",
            where="--to",
            hint=f"Known are {', '.join((*FORMATS, TERMS))}",
        )
    return [FORMATS[name] for name in dict.fromkeys(names) if name in FORMATS]


def _counted(rows: Iterable[BitextRow], name: str, tell: Progress) -> Iterator[BitextRow]:
    """Tell how many units there have been, every thousand."""
    for number, row in enumerate(rows, start=1):
        if number % 1000 == 1:
            tell("write", f"{name}, {number - 1:,} units", 0, 1)
        yield row


def _named(rows: Iterable[BitextRow]) -> Iterator[BitextRow]:
    """Give every row an id, by which programs that read the file can name it."""
    for number, row in enumerate(rows, start=1):
        yield row if row.id else replace(row, id=str(number))
