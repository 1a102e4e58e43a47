"""Complete the values of options in a shell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click
from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def codes() -> dict[str, str]:
    """List every check's and every repair rule's code, with its name."""
    from parallel_corpus.checks import REGISTRY

    return {code: check.name for code, check in REGISTRY.items()} | rules()


def rules() -> dict[str, str]:
    """List every repair rule's code, with its name."""
    from parallel_corpus.normalise import RULES

    return {code: rule.name for code, rule in sorted(RULES.items())}


def checks_and_families() -> dict[str, str]:
    """List what --select and --ignore take: families, then codes."""
    from parallel_corpus.checks import REGISTRY

    checks = REGISTRY.values()
    families = {c.family: f"all checks of this family ({c.code[0]})" for c in checks}
    return families | {c.code: c.name for c in checks}


def encoders() -> dict[str, str]:
    """List encoders by name; names of models and files cannot be known here."""
    from parallel_corpus.encode.load import installed_encoders

    return {
        f"{name}:" if kind.argument else name: kind.argument or kind.summary
        for name, kind in installed_encoders().items()
    }


def one_of(known: Callable[[], Mapping[str, str]]) -> Complete:
    """Complete a value out of `known`, in either case."""

    def complete(
        _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        begun = incomplete.casefold()
        return [
            CompletionItem(name, help=says)
            for name, says in known().items()
            if name.casefold().startswith(begun)
        ]

    return complete


def formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several formats: tmx,xl -> tmx,xlsx."""
    from parallel_corpus.export.registry import FORMATS, TERMS

    before, comma, begun = incomplete.rpartition(",")
    taken = before.split(",")
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in (*FORMATS, TERMS)
        if name.startswith(begun) and name not in taken
    ]
