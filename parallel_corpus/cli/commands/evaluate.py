"""Score an alignment against one made by people."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import evaluate_normalisation, options
from parallel_corpus.cli.command import Command, Group
from parallel_corpus.cli.commands._evaluate_findings import agreement, findings
from parallel_corpus.cli.output import print_object, say


@click.group("evaluate", cls=Group)
def command() -> None:
    """Score a result against one made by people."""


command.add_command(evaluate_normalisation.command)


@command.command("alignment", cls=Command)
@click.argument(
    "files", nargs=-1, required=True, type=options.FILE, metavar="TEST GOLD [TEST GOLD]..."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or as --json.",
)
@options.speech
def alignment(files: tuple[Path, ...], form: str, as_json: bool) -> None:
    """Print strict and lax precision, recall and F1 of alignments, as in Vecalign's scorer.

    TEST and GOLD hold a bead a line, as `[0, 1] : [2]` or as `align --format jsonl` or `--json`
    prints it, of any unit. Several pairs of files are scored together. The interval holds strict
    F1 in 95 of 100 texts drawn from these.
    """
    from parallel_corpus.align.evaluate import score_files
    from parallel_corpus.cli.alignment_quality import format_quality

    if len(files) % 2:
        raise click.UsageError("files come in pairs: TEST GOLD [TEST GOLD]...")
    quality = score_files(list(zip(files[::2], files[1::2], strict=True)))
    if as_json or form == "json":
        print_object(**quality.to_dict())
    else:
        say(format_quality(quality))


command.add_command(findings)
command.add_command(agreement)
