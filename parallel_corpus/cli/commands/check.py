"""Check one translation, with or without the version that it supersedes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.findings import FORMS, print_findings
from parallel_corpus.cli.output import is_quiet

if TYPE_CHECKING:
    from parallel_corpus.build.bitexts import CheckedBitext
    from parallel_corpus.build.results import CheckedCorpus, Progress
    from parallel_corpus.checks import PairScore
    from parallel_corpus.read.formats.delimited import Columns


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, required=True, type=options.FILE, metavar="SOURCE TARGET | FILE")
@click.option(
    "--previous",
    nargs=2,
    type=options.FILE,
    metavar="SOURCE TARGET",
    help="The version that this one supersedes: turns the version checks on.",
)
@click.option(
    "--scores",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.tsv",
    help="Write each pair's id, similarity, coverages and divergence (0 fine, 1 divergent).",
)
@options.columns
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="table",
    show_default=True,
    help="How findings are printed.",
)
@options.output
@options.encoder
@options.filters
@options.fail_on
@options.speech
def command(
    files: tuple[Path, ...],
    previous: tuple[Path, Path] | None,
    scores: Path | None,
    columns: Columns | None,
    form: str,
    output: Path | None,
    encoder: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_json: bool,
) -> None:
    """Check a translation: a source and a target text, or one file that holds both.

    The one file is a bitext that is already aligned (TMX, XLIFF, XLSX, CSV, TSV, JSONL), or a
    document with both languages in it. With --previous, four texts are compared, and what in the
    translation still follows the superseded wording is reported first. Findings are printed worst
    first; the report goes to NAME.report.html, with -o to that folder, with all other results.
    A bitext of any length is read as a stream; of more than 20,000 pairs the report of -o shows
    the worst 1,000 findings, the other files all.
    """
    from parallel_corpus.cli.display import show_findings
    from parallel_corpus.cli.progress import progress
    from parallel_corpus.cli.results import print_check
    from parallel_corpus.support.publish import refuse_unwritable

    for path in filter(None, (output, scores.absolute().parent if scores else None)):
        refuse_unwritable(path)
    job = _Job(files, previous or (), columns, encoder, select, ignore)
    with ExitStack() as stack:
        with progress(is_quiet()) as tell:
            keep = bool(output or scores)
            checked = stack.enter_context(job.check(tell, keep))
            paths = _write(checked, output, page=form == "table" and not as_json)
            if scores:
                from parallel_corpus.export.scores import write_scores

                paths.append(write_scores(scores, job.scores(checked)))
        if as_json:
            print_check(checked, paths)
        elif form != "table":
            print_findings(checked, form)
        else:
            show_findings(checked, paths)
        options.exit_on_findings(checked, fail_on)


def _write(
    checked: CheckedCorpus | CheckedBitext, output: Path | None, *, page: bool
) -> list[Path]:
    """Write the results to the folder `output`; without one, only the report as a `page`."""
    from parallel_corpus.build.bitexts import CheckedBitext
    from parallel_corpus.export.results import write_bitext, write_corpus, write_page

    if isinstance(checked, CheckedBitext):
        return write_bitext(checked, output) if output else []
    if output:
        return write_corpus(checked, output)
    # The last pair is the one asked about; what it supersedes comes before it.
    name = f"{checked.pairs[-1].document}.report.html"
    return [write_page(checked, Path(name))] if page else []


class _Job:
    """Which texts to check, and how: an aligned bitext, or files to align first."""

    def __init__(
        self,
        files: Sequence[Path],
        previous: Sequence[Path],
        columns: Columns | None,
        encoder: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
    ) -> None:
        from parallel_corpus.encode import load_encoder
        from parallel_corpus.read.formats.registry import is_bitext
        from parallel_corpus.settings import Settings

        if len(files) > 2:
            raise click.UsageError(
                f"give a source and a target, or one file; got {len(files)} files."
            )
        self.files, self.previous = files, previous
        self.aligned = len(files) == 1 and is_bitext(files[0])
        if self.aligned and previous:
            raise click.UsageError("--previous goes with a source and a target file.")
        if columns and not self.aligned:
            raise click.UsageError("--columns goes with a table.")
        self.columns = columns
        self.settings = Settings(root=Path()).changed(encoder=encoder, select=select, ignore=ignore)
        self.encoder = load_encoder(self.settings.encoder)

    def check(
        self, tell: Progress, keep: bool
    ) -> AbstractContextManager[CheckedCorpus | CheckedBitext]:
        """Run the checks; keep the texts of a bitext if they are needed afterwards."""
        from parallel_corpus.build.bitexts import stream_bitext
        from parallel_corpus.build.check_files import check_files

        if self.aligned:
            return stream_bitext(
                self.files[0],
                settings=self.settings,
                columns=self.columns,
                encoder=self.encoder,
                progress=tell,
                keep=keep,
            )
        corpus = check_files(
            self.files,
            self.previous,
            settings=self.settings,
            encoder=self.encoder,
            progress=tell,
        )
        return nullcontext(corpus)

    def scores(self, checked: CheckedCorpus | CheckedBitext) -> Iterator[PairScore]:
        from parallel_corpus.build.bitexts import CheckedBitext, score_corpus

        if isinstance(checked, CheckedBitext):
            return checked.scores()
        return score_corpus(checked, self.encoder)
