"""parallel-corpus explain"""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """What a check or a repair rule finds, why it matters, and when it is wrong.

    Without CODE, lists them all.
    """
    from parallel_corpus.checks import REGISTRY
    from parallel_corpus.errors import CorpusError
    from parallel_corpus.normalise import RULES

    if code is None:
        for name, check in REGISTRY.items():
            click.echo(f"{name}  {check.severity:8} {check.name}")
        for name, rule in RULES.items():
            click.echo(f"{name}  {'repair':8} {rule.name}")
        return
    entry = REGISTRY.get(code.upper()) or RULES.get(code.upper())
    if entry is None:
        raise CorpusError(
            f"no check or repair rule has the code {code}",
            hint="Run `parallel-corpus explain` for a list",
        )
    click.echo(entry.explain())
