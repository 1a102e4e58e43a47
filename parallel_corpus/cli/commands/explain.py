"""Explain what a check or a repair rule means, and when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from parallel_corpus.cli import complete, options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import print_object, say

if TYPE_CHECKING:
    from parallel_corpus.checks.check import Check
    from parallel_corpus.normalise.rule import Rule


@click.command("explain", cls=Command)
@click.argument("code", required=False, shell_complete=complete.one_of(complete.codes))
@options.speech
def command(code: str | None, as_json: bool) -> None:
    """Explain what a check or a repair rule finds, why it matters, and when it is wrong.

    Without CODE, lists them all.
    """
    from parallel_corpus.checks import REGISTRY
    from parallel_corpus.errors import CorpusError
    from parallel_corpus.normalise import RULES

    checks, rules = _chosen(REGISTRY, code), _chosen(RULES, code)
    if not checks and not rules:
        raise CorpusError(
            f"no check or repair rule has the code {code}",
            hint="Run `parallel-corpus explain` for a list",
        )
    if as_json:
        print_object(checks=map(_check, checks.values()), rules=map(_rule, rules.values()))
    elif code is None:
        for name, entry in checks.items():
            say(f"{name:5} {entry.severity:8} {entry.name}")
        for name, rule in rules.items():
            say(f"{name:5} {'repair':8} {rule.name}")
    else:
        for entry in checks.values():
            about = f"{entry.family}; {entry.severity}; MQM {entry.mqm}"
            say(f"{entry.code} {entry.name} ({about})\n\n{entry.explanation}")
        for rule in rules.values():
            say(rule.explain())


def _chosen(known: Mapping[str, Any], code: str | None) -> Mapping[str, Any]:
    return known if code is None else {c: e for c, e in known.items() if c == code.upper()}


def _check(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "family": check.family,
        "severity": check.severity,
        "mqm": check.mqm,
        "explanation": str(check.explanation),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "class": rule.kind,
        "applied": rule.applies,
        "explanation": rule.explain(),
    }
