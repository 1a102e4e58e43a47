"""parallel-corpus build"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note


@click.command("build", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@options.output
@options.encoder
@click.option(
    "-j", "--jobs", default=1, show_default=True, help="How many processes to build with."
)
@click.option("--no-cache", is_flag=True, help="Build what was built before once more.")
@options.filters
@options.fail_on
@options.speech
def command(
    folder: Path,
    output: Path | None,
    encoder: str | None,
    jobs: int,
    no_cache: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_json: bool,
) -> None:
    """Read, clean, align and check the texts in DIR (default: data).

    Which files are which document, language and version is said in DIR/corpus.toml; without one,
    the build goes on with what `init` would propose. The results go to alignments/ beside DIR
    unless -o names another folder; alignments/index.html is the report. What was built before and
    has not changed is taken from the cache, whose folder PARALLEL_CORPUS_CACHE may name.
    """
    from parallel_corpus.cli.display import progress, show_failures, show_summary
    from parallel_corpus.cli.results import print_build
    from parallel_corpus.corpus import settings_of, write_corpus
    from parallel_corpus.export.publish import refuse_unwritable
    from parallel_corpus.scale import build, cache_folder

    settings = settings_of(folder, note).changed(encoder=encoder, select=select, ignore=ignore)
    out = output or folder.resolve().parent / "alignments"
    refuse_unwritable(out)
    with progress() as tell:
        corpus = build(
            settings, jobs=jobs, cache=None if no_cache else cache_folder(), progress=tell
        )
        tell("write", "", 0, 1)
        paths = write_corpus(corpus, out)
    if as_json:
        print_build(corpus, paths)
    elif not is_quiet():
        show_summary(corpus, paths)
    show_failures(corpus)
    options.exit_on_findings(corpus, fail_on)
