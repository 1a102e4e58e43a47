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
        for name, entry in REGISTRY.items():
            click.echo(f"{name:5} {entry.severity:8} {entry.name}")
        for name, repair in RULES.items():
            click.echo(f"{name:5} {'repair':8} {repair.name}")
        return
    if check := REGISTRY.get(code.upper()):
        click.echo(f"{check.code} {check.name} ({check.family}; {check.severity}; MQM {check.mqm})")
        click.echo(f"\n{check.explanation}")
    elif rule := RULES.get(code.upper()):
        click.echo(rule.explain())
    else:
        raise CorpusError(
            f"no check or repair rule has the code {code}",
            hint="Run `parallel-corpus explain` for a list",
        )
