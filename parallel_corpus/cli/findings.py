"""Findings on standard output, in the form that was asked for."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli.output import print_line

if TYPE_CHECKING:
    from parallel_corpus.pipeline import CheckedCorpus

FORMS = ("table", "jsonl", "csv", "sarif")


def print_findings(corpus: CheckedCorpus, form: str) -> None:
    """Print all findings, worst first, for programs to read: jsonl, csv or sarif."""
    from parallel_corpus.export.corpus import FINDING_COLUMNS
    from parallel_corpus.export.delimited import stream_table
    from parallel_corpus.export.records import finding_record
    from parallel_corpus.export.sarif import sarif

    records = (finding_record(finding) for finding in corpus.findings)
    if form == "jsonl":
        for record in records:
            print_line(record)
    elif form == "csv":
        table = io.BytesIO()
        stream_table(table, FINDING_COLUMNS, records)
        click.echo(table.getvalue(), nl=False)
    else:
        click.echo(json.dumps(sarif(corpus), ensure_ascii=False, indent=2))
