"""parallel-corpus check"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=options.FILE, metavar="SOURCE TARGET | FILE")
@click.option(
    "--previous",
    nargs=2,
    type=options.FILE,
    metavar="SOURCE TARGET",
    help="The version that this one supersedes: turns the version checks on.",
)
@options.output
@options.encoder
@options.filters
@options.fail_on
@options.quiet
def command(
    files: tuple[Path, ...],
    previous: tuple[Path, Path] | None,
    output: Path | None,
    encoder: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    quiet: bool,
) -> None:
    """Check a translation: a source and a target text, or one file that holds both.

    With --previous, four texts are compared, and what in the translation still follows the
    superseded wording is reported first. Findings are printed worst first; with -o the results
    and the report are written too.

    \b
    parallel-corpus check new.en.txt new.ar.txt --previous old.en.txt old.ar.txt -o report
    """
    from parallel_corpus.cli.display import progress, show_findings
    from parallel_corpus.corpus import write_corpus
    from parallel_corpus.pipeline import check_files
    from parallel_corpus.settings import Settings

    if len(files) > 2:
        raise click.UsageError(f"give a source and a target, or one file; got {len(files)} files.")
    settings = Settings(root=Path()).changed(encoder=encoder, select=select, ignore=ignore)
    with progress(quiet) as tell:
        corpus = check_files(files, previous or (), settings=settings, progress=tell)
        paths = write_corpus(corpus, output) if output else []
    show_findings(corpus, paths)
    options.exit_on_findings(corpus, fail_on)
