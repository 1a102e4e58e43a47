"""Write a corpus or a bitext in other programs' formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parallel_corpus.cli import complete, options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note, print_object, say
from parallel_corpus.support.wording import counted

if TYPE_CHECKING:
    from parallel_corpus.build.results import CheckedCorpus
    from parallel_corpus.export.options import Exported, Options
    from parallel_corpus.export.sentences import SplitPair
    from parallel_corpus.read.formats.delimited import Columns


@click.command("export", cls=Command)
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("data"), metavar="[CORPUS]")
@click.option(
    "--to",
    "formats",
    required=True,
    metavar="FORMAT[,FORMAT]...",
    help="tmx, csv, tsv, xlsx, xliff, xliff12, po, jsonl, parquet, moses, docx; "
    "tbx for a glossary.",
    shell_complete=complete.formats,
)
@click.option("-o", "--output", type=options.FOLDER, required=True, help="The folder to write to.")
@click.option(
    "--segmentation",
    type=click.Choice(["paragraph", "sentence"]),
    default="paragraph",
    show_default=True,
    help="One unit a paragraph, or one a sentence.",
)
@click.option(
    "--language-tags",
    default="en,ar",
    show_default=True,
    metavar="SOURCE,TARGET",
    help="What the two languages are called in the files, e.g. en-US,ar-SA; a bitext file's own "
    "tags stay without it.",
)
@click.option(
    "--only", type=click.Choice(["confirmed"]), help="Only units that a person confirmed."
)
@options.columns
@options.encoder
@options.speech
def command(
    corpus: Path,
    formats: str,
    output: Path,
    segmentation: str,
    language_tags: str,
    only: str | None,
    columns: Columns | None,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Write CORPUS in other programs' formats.

    CORPUS is a folder, which is built first (default: data), or a bitext file to convert. A file
    in the format that it is in already stays byte for byte the same, but for what is asked.
    """
    from parallel_corpus.export.options import Options

    tags = tuple(tag.strip() for tag in language_tags.split(","))
    if len(tags) != 2:
        raise click.UsageError("--language-tags takes two tags: SOURCE,TARGET.")
    wanted = Options(
        language_tags=(tags[0], tags[1]),
        segmentation="sentence" if segmentation == "sentence" else "paragraph",
        only_confirmed=only == "confirmed",
    )
    names = [name.strip() for name in formats.split(",") if name.strip()]
    if columns and corpus.is_dir():
        raise click.UsageError("--columns goes with a table.")
    done, built = _export(corpus, names, output, wanted, columns, encoder)
    if as_json:
        print_object(written=map(_record, done))
    else:
        for written in done:
            say(f"{written.path}: {counted(written.units, 'unit')}")
            for sentence in written.sentences():
                note(sentence)
    if built:
        options.exit_on_failures(built)


def _record(written: Exported) -> dict[str, Any]:
    return {
        "path": str(written.path),
        "format": written.format,
        "units": written.units,
        "left_out": written.left_out_count,
        "too_long": written.too_long_count,
    }


def _export(
    corpus: Path,
    formats: list[str],
    output: Path,
    wanted: Options,
    columns: Columns | None,
    encoder: str | None,
) -> tuple[list[Exported], CheckedCorpus | None]:
    """Export, and return what was written and the corpus if one was built."""
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.cli.progress import progress
    from parallel_corpus.errors import ReadError
    from parallel_corpus.export.registry import convert, export_to, formats_named
    from parallel_corpus.read.formats import read_glossary
    from parallel_corpus.support.publish import refuse_unwritable

    formats_named(formats)  # a wrong name must not cost a build
    refuse_unwritable(output)  # nor a wrong folder
    if corpus.is_dir():
        settings = settings_of(corpus).changed(encoder=encoder, select=(), ignore=())
        split = _sentence_splitter(settings.encoder)
        terms = read_glossary(settings.root / settings.glossary) if settings.glossary else ()
        built = build(settings)
        done = export_to(built, formats, output, options=wanted, split=split, glossary=terms)
        return done, built
    if not corpus.exists():
        raise ReadError("there is no such folder or file", where=corpus, hint="Check the name")
    split = _sentence_splitter(encoder or "use")
    with progress(is_quiet()) as tell:
        done = convert(
            corpus, formats, output, columns=columns, options=wanted, split=split, progress=tell
        )
    return done, None


def _sentence_splitter(name: str) -> SplitPair:
    from parallel_corpus.build.files import pair_sentences
    from parallel_corpus.encode import load_encoder

    encoder = load_encoder(name)
    return lambda source, target: pair_sentences(source, target, encoder)
