"""Findings on standard output, in the form that was asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli.output import escaped, print_line, visible

if TYPE_CHECKING:
    from parallel_corpus.build.checked_bitext import CheckedBitext
    from parallel_corpus.build.results import CheckedCorpus

FORMS = ("table", "jsonl", "csv", "sarif")


def print_findings(checked: CheckedCorpus | CheckedBitext, form: str) -> None:
    """Print all findings, worst first, for programs to read: jsonl, csv or sarif; as a stream."""
    from parallel_corpus.export.delimited import stream_table
    from parallel_corpus.export.records import FINDING_COLUMNS, finding_record
    from parallel_corpus.export.sarif import sarif

    records = (finding_record(finding) for finding in checked.findings)
    if form == "jsonl":
        for record in records:
            print_line(record)
    elif form == "csv":
        sys.stdout.flush()
        stream_table(sys.stdout.buffer, FINDING_COLUMNS, records, escape=visible)
    else:
        for piece in sarif(checked):
            click.echo(escaped(piece), nl=False)
