"""Read, clean, align and check a folder of texts; write the results and the report."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note
from parallel_corpus.settings import Ui


@click.command("build", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@options.output
@options.ui_of_corpus
@options.encoder
@click.option(
    "-j",
    "--jobs",
    type=int,
    help="How many processes to build with.  [default: 1; with Ray, one a CPU]",
)
@click.option(
    "--engine",
    metavar="NAME",
    default="",
    help="Where to build: here, processes, ray (on this machine), or ray:ADDRESS of a cluster "
    "whose nodes have the same files.  [default: by --jobs]",
)
@click.option("--no-cache", is_flag=True, help="Build what was built before once more.")
@options.annotator
@options.patterns
@options.filters
@options.fail_on
@click.option(
    "--stream",
    is_flag=True,
    help="Write Parquet tables only, chain by chain: for a corpus that memory cannot hold.",
)
@click.option(
    "--log", type=options.FILE, help="Write what was done, when and how long it took, to this file."
)
@options.speech
def command(
    folder: Path,
    output: Path | None,
    ui: Ui | None,
    encoder: str | None,
    jobs: int | None,
    engine: str,
    no_cache: bool,
    annotator: tuple[str, ...],
    patterns: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    stream: bool,
    log: Path | None,
    as_json: bool,
) -> None:
    """Read, clean, align and check the texts in DIR (default: data).

    Which files are which document, language and version is said in DIR/corpus.toml; without one,
    the build goes on with what `init` would propose. The results go to alignments/ beside DIR
    unless -o names another folder; alignments/index.html is the report. What was built before and
    has not changed is taken from the cache, whose folder PARALLEL_CORPUS_CACHE may name.
    """
    from parallel_corpus.annotators.load import Around, load_run
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.cli.display import show_annotation, show_built, show_failures
    from parallel_corpus.cli.progress import logging_to, reporting
    from parallel_corpus.cli.results import print_build
    from parallel_corpus.export.results import write_corpus
    from parallel_corpus.export.stream import Streamed
    from parallel_corpus.export.stream import stream as stream_build
    from parallel_corpus.support.files import refuse_over
    from parallel_corpus.support.journal import timed
    from parallel_corpus.support.publish import refuse_unwritable, results_beside

    settings = settings_of(folder, note).changed(encoder, select, ignore, patterns)
    annotation = load_run(
        settings, annotator, Around(note, cache=None if no_cache else cache_folder())
    )
    out = output or results_beside(folder)
    refuse_unwritable(out)
    if log:
        refuse_over(log, settings.files())
    cache = None if no_cache else cache_folder()
    run = partial(stream_build, settings, out) if stream else partial(build, settings)
    with reporting(is_quiet()) as reporter, logging_to(log):
        built = run(
            jobs=jobs,
            on=engine,
            cache=cache,
            progress=reporter.tell,
            watch=reporter.watch,
            annotation=annotation,
        )
        if isinstance(built, Streamed):
            paths = list(built.paths)
        else:
            reporter.tell("write", "", 0, 1)
            with timed("write the results"):
                paths = write_corpus(built, out, ui=ui or settings.ui, inputs=settings.files())
    if as_json:
        print_build(built, paths)
    elif not is_quiet():
        note(reporter.tally.ends())
        show_built(built, paths)
    show_failures(built)
    show_annotation(annotation)
    options.exit_on_findings(built, fail_on)
