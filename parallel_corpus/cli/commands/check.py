"""Check one translation, with or without the version that it supersedes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import complete, options, write_back
from parallel_corpus.cli.files import WithPrevious, names_of, split_files, tracked_version
from parallel_corpus.cli.findings import FORMS, print_findings
from parallel_corpus.cli.output import is_quiet, note
from parallel_corpus.support.wording import counted

if TYPE_CHECKING:
    from parallel_corpus.build.checked_bitext import CheckedBitext
    from parallel_corpus.build.results import CheckedCorpus, Progress
    from parallel_corpus.checks import PairScore
    from parallel_corpus.read.formats.delimited import Columns
    from parallel_corpus.settings import Settings, Ui


@click.command("check", cls=WithPrevious)
@click.argument("files", nargs=-1, type=options.FILE, metavar="NEW...")
@options.previous
@options.previous_from_tracked
@options.glossary
@click.option(
    "--scores",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.tsv",
    help="Write each pair's id, similarity, coverages and divergence (0 fine, 1 divergent).",
)
@click.option(
    "--to",
    "formats",
    metavar="FORMAT[,FORMAT]...",
    help="Write the pairs with their findings as well, beside the report: docx (comments and "
    "tracked changes), xlsx, tmx, xliff, csv, tsv, jsonl, parquet, moses.",
    shell_complete=complete.formats,
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
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes to check a bitext of more than 2,000 pairs with.",
)
@write_back.options
@options.ui
@options.encoder
@options.annotator
@options.patterns
@options.filters
@options.fail_on
@options.speech
def command(
    files: tuple[Path, ...],
    previous: tuple[Path, ...],
    previous_from_tracked: bool,
    glossary: Path | None,
    scores: Path | None,
    formats: str | None,
    columns: Columns | None,
    form: str,
    output: Path | None,
    jobs: int,
    ui: Ui,
    encoder: str | None,
    annotator: tuple[str, ...],
    patterns: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_json: bool,
    back: write_back.Request | None,
) -> None:
    """Check a translation: two texts, or one file that holds both.

    NEW is a source and a target text, or one file with both: a document (both languages one after
    the other, or in two columns), or a bitext that is already aligned (TMX, XLIFF, XLSX, CSV, TSV,
    JSONL). OLD is the version that it supersedes, in whichever of these forms; of Word documents
    with tracked changes it is the text before them. Then four texts are compared, and what in the
    translation still follows the superseded wording is reported first.

    Findings are printed worst first; the report goes to NAME.report.html, with -o to that folder,
    with all other results. What was decided on these files at the desk (`review`) is kept beside
    them in NAME.decisions.jsonl, and honoured. A bitext of any length is read as a stream; of more
    than 20,000 pairs the report of -o shows the worst 1,000 findings, the other files all.
    """
    from parallel_corpus.cli.display import show_annotation, show_findings
    from parallel_corpus.cli.progress import progress
    from parallel_corpus.cli.results import print_check
    from parallel_corpus.settings import Settings
    from parallel_corpus.support.files import refuse_over
    from parallel_corpus.support.publish import refuse_unwritable
    from parallel_corpus.support.together import together

    wanted = _formats(formats)  # a wrong name must not cost a check
    for path in filter(None, (output, scores.absolute().parent if scores else None)):
        refuse_unwritable(path)
    files, previous = split_files(files, previous)
    read = [*files, *previous, *filter(None, [glossary])]
    if scores:
        refuse_over(scores, read)
    tracked = tracked_version(files, previous, previous_from_tracked)
    settings = Settings(root=Path(), glossary=str(glossary) if glossary else None)
    settings = settings.changed(encoder, select, ignore, patterns)
    job = _Job(files, previous, columns, settings, annotator, tracked, jobs)
    if back:
        back.refuse(files, aligned=job.aligned)
    with ExitStack() as stack:
        with progress(is_quiet()) as tell:
            keep = bool(output or scores or wanted or (back and back.decisions))
            checked = stack.enter_context(job.check(tell, keep))
            with together():
                page = form == "table" and not as_json
                paths = _write(checked, output, ui, page=page, inputs=read)
                if scores:
                    from parallel_corpus.export.scores import write_scores

                    paths.append(write_scores(scores, job.scores(checked)))
                written = back.write(checked, files, columns) if back else None
                paths += [written.path] if written else []
                if wanted:
                    from parallel_corpus.export.results import write_deliverables

                    paths += write_deliverables(checked, wanted, output or Path(), glossary)
        if as_json:
            print_check(checked, paths)
        elif form != "table":
            print_findings(checked, form)
        else:
            show_findings(checked, paths)
        if form == "table" and not as_json:
            _say_left_out(checked)
            if tracked:
                note(f"{names_of(files)}: compared with the text before the tracked changes")
            _say_decided(checked, job)
        write_back.say_written(written)
        show_annotation(job.annotation)
        options.exit_on_findings(checked, fail_on)


def _formats(named: str | None) -> list[str]:
    """Return the names of --to. Raises SettingsError for one that is no format."""
    from parallel_corpus.export.registry import formats_named

    names = [name.strip() for name in (named or "").split(",") if name.strip()]
    if named is not None:
        formats_named(names)
    return names


def _say_left_out(checked: CheckedCorpus | CheckedBitext) -> None:
    """Print one line on what of the files is not in the results, and on how they were read."""
    from parallel_corpus.build.checked_bitext import CheckedBitext

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


def _say_decided(checked: CheckedCorpus | CheckedBitext, job: _Job) -> None:
    """Print one line on people's decisions that lie beside the files."""
    from parallel_corpus.build.checked_bitext import CheckedBitext

    decided = len(list(job.ledger.standing()))
    if not decided:
        return
    said = [f"{counted(decided, 'decision')} honoured"]
    rejected = checked.rejected if isinstance(checked, CheckedBitext) else len(checked.rejected)
    if rejected:
        said.append(f"rejected and not shown: {rejected:,}")
    if isinstance(checked, CheckedBitext):
        said.append("wordings and pairings are shown by `review` alone")
    elif checked.stale:
        said.append(f"on texts that changed since: {len(checked.stale):,}")
    note(f"{job.kept.name}: {'; '.join(said)}")


def _write(
    checked: CheckedCorpus | CheckedBitext,
    output: Path | None,
    ui: Ui,
    *,
    page: bool,
    inputs: Collection[Path],
) -> list[Path]:
    """Write the results to the folder `output`; without one, only the report as a `page`."""
    from parallel_corpus.build.checked_bitext import CheckedBitext
    from parallel_corpus.export.results import write_bitext, write_corpus, write_page

    if isinstance(checked, CheckedBitext):
        return write_bitext(checked, output, ui=ui, inputs=inputs) if output else []
    if output:
        return write_corpus(checked, output, ui=ui, inputs=inputs)
    # The last pair is the one asked about; what it supersedes comes before it.
    name = f"{checked.pairs[-1].document}.report.html"
    return [write_page(checked, Path(name), ui=ui)] if page else []


class _Job:
    """Which texts to check, and how: an aligned bitext, or files to align first."""

    def __init__(
        self,
        files: Sequence[Path],
        previous: Sequence[Path],
        columns: Columns | None,
        settings: Settings,
        annotator: tuple[str, ...],
        tracked: bool,
        jobs: int,
    ) -> None:
        from parallel_corpus.annotators.load import Around, load_run
        from parallel_corpus.build.cache import cache_folder
        from parallel_corpus.build.check_files import decisions_file, is_aligned
        from parallel_corpus.checks import read_glossary
        from parallel_corpus.decisions import load_ledger
        from parallel_corpus.encode import load_encoder

        self.files, self.previous, self.tracked, self.jobs = files, previous, tracked, jobs
        self.aligned = is_aligned(files, previous, tracked)
        self.kept = decisions_file(files)
        self.ledger = load_ledger(self.kept)
        if columns and not self.aligned:
            raise click.UsageError("--columns goes with a table.")
        if settings.glossary:
            read_glossary(Path(settings.glossary))  # a wrong one must not cost a check
        self.columns = columns
        self.settings = settings
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
                ledger=self.ledger,
                jobs=self.jobs,
            )
        corpus = check_files(
            self.files,
            self.previous,
            settings=self.settings,
            encoder=self.encoder,
            progress=tell,
            previous_from_tracked=self.tracked,
            annotation=self.annotation,
            ledger=self.ledger,
        )
        return nullcontext(corpus)

    def scores(self, checked: CheckedCorpus | CheckedBitext) -> Iterator[PairScore]:
        from parallel_corpus.build.bitexts import score_corpus
        from parallel_corpus.build.checked_bitext import CheckedBitext

        if isinstance(checked, CheckedBitext):
            return checked.scores()
        return score_corpus(checked, self.encoder)
