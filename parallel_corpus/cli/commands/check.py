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
from parallel_corpus.cli.output import is_quiet, note

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
    "--previous-from-tracked",
    is_flag=True,
    help="The superseded version is that of the same Word documents before their tracked changes.",
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
@options.annotator
@options.filters
@options.fail_on
@options.speech
def command(
    files: tuple[Path, ...],
    previous: tuple[Path, Path] | None,
    previous_from_tracked: bool,
    scores: Path | None,
    columns: Columns | None,
    form: str,
    output: Path | None,
    encoder: str | None,
    annotator: tuple[str, ...],
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
    from parallel_corpus.cli.display import show_annotation, show_findings
    from parallel_corpus.cli.progress import progress
    from parallel_corpus.cli.results import print_check
    from parallel_corpus.support.publish import refuse_unwritable

    for path in filter(None, (output, scores.absolute().parent if scores else None)):
        refuse_unwritable(path)
    # A file that holds both languages is named twice.
    older = tuple(dict.fromkeys(previous or ()))
    tracked = previous_from_tracked
    job = _Job(files, older, columns, encoder, select, ignore, annotator, tracked=tracked)
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
        if form == "table" and not as_json:
            _say_left_out(checked)
            _say_tracked(files, previous_from_tracked)
        show_annotation(job.annotation)
        options.exit_on_findings(checked, fail_on)


def _say_left_out(checked: CheckedCorpus | CheckedBitext) -> None:
    """One line on what of the files is not in the results, and on how they were read."""
    from parallel_corpus.build.bitexts import CheckedBitext

    if isinstance(checked, CheckedBitext):
        lines = checked.left.lines()
    else:
        lines = [
            f"{name}: {line}"
            for name, found in checked.run.get("left_out", {}).items()
            for line in found
        ]
    if lines:
        note(f"left out: {'; '.join(lines)}")


def _say_tracked(files: Sequence[Path], original: bool) -> None:
    from parallel_corpus.read.formats.docx import has_tracked_changes

    names = [p.name for p in files if p.suffix.lower() == ".docx" and has_tracked_changes(p)]
    if names and not original:
        note(
            f"{' and '.join(names)}: tracked changes are read as accepted. To check what changed, "
            "take the original as the previous version: --previous-from-tracked"
        )


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


def _tracked(files: Sequence[Path], previous: Sequence[Path]) -> bool:
    """Whether there are tracked changes to make a version of. Raises UsageError if not."""
    from parallel_corpus.read.formats.docx import has_tracked_changes

    if previous:
        raise click.UsageError("--previous-from-tracked and --previous say the same: give one.")
    if not any(path.suffix.lower() == ".docx" and has_tracked_changes(path) for path in files):
        raise click.UsageError("no file holds tracked changes: give the version with --previous.")
    return True


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
        annotator: tuple[str, ...],
        *,
        tracked: bool,
    ) -> None:
        from parallel_corpus.annotators.load import Around, load_run
        from parallel_corpus.build.cache import cache_folder
        from parallel_corpus.encode import load_encoder
        from parallel_corpus.read.formats.registry import is_bitext, is_paired
        from parallel_corpus.settings import Settings

        if len(files) > 2:
            raise click.UsageError(
                f"give a source and a target, or one file; got {len(files)} files."
            )
        self.files, self.previous = files, previous
        paired = len(files) == 2 and is_paired(*files)
        self.tracked = tracked and _tracked(files, previous)
        # With an earlier version, a bitext's sides are documents: what moved is found anew.
        self.aligned = not (previous or tracked) and (
            paired or (len(files) == 1 and is_bitext(files[0]))
        )
        if columns and not self.aligned:
            raise click.UsageError("--columns goes with a table.")
        self.columns = columns
        self.settings = Settings(root=Path()).changed(encoder=encoder, select=select, ignore=ignore)
        self.annotation = load_run(self.settings, annotator, Around(note, cache=cache_folder()))
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
                other=self.files[1] if len(self.files) == 2 else None,
                annotation=self.annotation,
            )
        corpus = check_files(
            self.files,
            self.previous,
            settings=self.settings,
            encoder=self.encoder,
            progress=tell,
            previous_from_tracked=self.tracked,
            annotation=self.annotation,
        )
        return nullcontext(corpus)

    def scores(self, checked: CheckedCorpus | CheckedBitext) -> Iterator[PairScore]:
        from parallel_corpus.build.bitexts import CheckedBitext, score_corpus

        if isinstance(checked, CheckedBitext):
            return checked.scores()
        return score_corpus(checked, self.encoder)
