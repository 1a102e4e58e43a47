"""parallel-corpus doctor"""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """What is installed here, what works, and what to do about what does not.

    Exits with 2 when something that every build needs does not work.
    """
    from parallel_corpus.doctor import diagnose

    failed = False
    for item in diagnose():
        failed = failed or (item.needed and not item.works)
        if as_json:
            click.echo(json.dumps(asdict(item), ensure_ascii=False))
            continue
        mark = "ok     " if item.works else ("MISSING" if item.needed else "without")
        click.echo(f"{mark} {item.name}: {item.says}")
        if item.advice and not item.works:
            click.echo(f"        {item.advice}")
    if failed:
        raise click.exceptions.Exit(2)
