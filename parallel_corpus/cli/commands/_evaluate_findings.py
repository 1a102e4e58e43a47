"""The commands `evaluate findings` and `evaluate agreement`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import print_object, say
from parallel_corpus.model import SEVERITIES


@click.command("findings", cls=Command)
@click.argument("findings", type=options.FILE, metavar="FINDINGS")
@click.argument("gold", type=options.FILE, metavar="GOLD")
@click.option("--severity", "least", type=click.Choice(SEVERITIES), default="warning",
              show_default=True, help="Score findings of this severity or worse.")  # fmt: skip
@click.option("--by", multiple=True, metavar="NAME",
              help="Only what this annotator says, or the checks (may be repeated).")  # fmt: skip
@options.speech
def findings(findings: Path, gold: Path, least: str, by: tuple[str, ...], as_json: bool) -> None:
    """Print how many findings are right and how much of a gold they find, with intervals.

    FINDINGS and GOLD are findings.jsonl, annotations.jsonl or a table of people's annotations
    (columns id, category, severity, source_span, target_span).
    """
    from parallel_corpus.annotators.evaluate import format_scores, known_only, score_findings
    from parallel_corpus.annotators.marks import read_marks

    found, wanted = (
        [mark for marked in read_marks(path) for mark in marked.marks] for path in (findings, gold)
    )
    severity = next(level for level in SEVERITIES if level == least)
    scores = score_findings(known_only(found, by), wanted, least=severity)
    if as_json:
        print_object(**scores.record())
    else:
        say(format_scores(scores))


@click.command("agreement", cls=Command)
@click.argument("files", nargs=-1, required=True, type=options.FILE, metavar="FILE...")
@options.speech
def agreement(files: tuple[Path, ...], as_json: bool) -> None:
    """Print how far annotators agree: kappa on which pairs need a change, F1 on the marked words.

    FILES hold what each annotator marked, in the forms that `evaluate findings` takes; one file may
    hold several annotators' marks.
    """
    from parallel_corpus.annotators.agreement import agreements
    from parallel_corpus.annotators.marks import read_marks

    marked = [(path, one) for path in files for one in read_marks(path)]
    names = [one.by for _, one in marked]
    found = agreements(
        [
            replace(one, by=f"{one.by} ({path})") if names.count(one.by) > 1 else one
            for path, one in marked
        ]
    )
    if as_json:
        print_object(agreements=[item.record() for item in found])
    else:
        say("\n".join(map(str, found)))
