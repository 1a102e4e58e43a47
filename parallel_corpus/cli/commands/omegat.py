"""Check the translations of an OmegaT project."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, note
from parallel_corpus.model import SEVERITIES, Severity


@click.command("omegat", cls=Command)
@click.argument("project", type=options.FOLDER, metavar="PROJECT")
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    metavar="ISSUES.csv",
    help="Write the issues as a table, with the texts by which OmegaT's search finds the segment.",
)
@click.option(
    "--notes",
    is_flag=True,
    help="Write the findings into the notes of the segments, as OmegaT shows them. Close the "
    "project first; the memory as it was stays beside it.",
)
@click.option(
    "--notes-level",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    metavar="SEVERITY",
    help="Note findings of this severity or worse: error, warning or info.",
)
@options.encoder
@options.filters
@options.fail_on
@options.speech
def command(
    project: Path,
    output: Path | None,
    notes: bool,
    notes_level: Severity,
    encoder: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_json: bool,
) -> None:
    """Check the OmegaT project in the folder PROJECT: the segments of its project_save.tmx.

    Segments that no text of the source folder holds any more are said to be so in the table: OmegaT
    does not show them. Nothing in the project is changed without --notes.
    """
    from dataclasses import replace

    from parallel_corpus.build.bitexts import stream_bitext
    from parallel_corpus.cli.display import show_findings
    from parallel_corpus.cli.progress import progress
    from parallel_corpus.cli.results import print_check
    from parallel_corpus.export.omegat import write_issues, write_notes
    from parallel_corpus.export.writeback import Choice, choose_notes
    from parallel_corpus.read.omegat import PROJECT, SourceTexts, read_omegat_project
    from parallel_corpus.settings import Settings
    from parallel_corpus.support.files import refuse_over

    found = read_omegat_project(project)
    if output:
        sources = (path for path in found.source.rglob("*") if path.is_file())
        refuse_over(output, [found.memory, project / PROJECT, *sources])
    changed = Settings(root=Path()).changed(encoder=encoder, select=select, ignore=ignore)
    settings = replace(changed, source=found.source_language, target=found.target_language)
    paths = []
    with (
        progress(is_quiet()) as tell,
        stream_bitext(found.memory, settings=settings, progress=tell) as checked,
    ):
        if output:
            texts = SourceTexts(found)
            paths.append(write_issues(output, checked, texts))
            for line in texts.unread.lines():
                note(line)
        if notes:
            noted = write_notes(found.memory, choose_notes(checked, Choice(notes_level)))
            paths.append(noted.memory)
            note(f"{noted.units} segments have notes; the memory as it was: {noted.backup}")
        if as_json:
            print_check(checked, paths)
        else:
            show_findings(checked, paths)
        options.exit_on_findings(checked, fail_on)
