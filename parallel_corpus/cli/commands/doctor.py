"""Show what is installed here, what works, and how to fix what does not."""

from __future__ import annotations

from dataclasses import asdict

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import is_quiet, print_object, say


@click.command("doctor", cls=Command)
@options.speech
def command(as_json: bool) -> None:
    """Show what is installed here, what works, and how to fix what does not.

    Exits with 2 when something that every build needs does not work.
    """
    from parallel_corpus.build.doctor import diagnose

    failed = False
    items = []
    for item in diagnose():
        failed = failed or (item.needed and not item.works)
        if as_json:
            items.append(asdict(item))
            continue
        if is_quiet() and item.works:
            continue
        mark = "ok     " if item.works else ("MISSING" if item.needed else "without")
        say(f"{mark} {item.name}: {item.says}")
        if item.advice and not item.works:
            say(f"        {item.advice}")
    if as_json:
        print_object(works=not failed, items=items)
    if failed:
        raise click.exceptions.Exit(2)
