"""What a check is: its entry in the registry, and what it may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

from parallel_corpus.checks.inspection import Inspection
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Finding, Severity

Family = Literal[
    "structure", "versions", "coverage", "numbers", "names", "terminology", "typography"
]
Scope = Literal["unit", "document", "versions", "corpus"]
"""What a check needs to see: one unit, a document's units, two versions, or many documents."""

Run = Callable[[Inspection], Iterable[Finding]]
RunCorpus = Callable[[Sequence[Inspection]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a reader of a finding wants to know, under four headings."""

    finds: str
    matters: str
    wrong: str
    example: str

    def __str__(self) -> str:
        return (
            f"What it finds\n{self.finds}\n\nWhy it matters\n{self.matters}\n\n"
            f"When it is wrong\n{self.wrong}\n\nExample\n{self.example}"
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the registry.

    `code` is stable: a family's letter and two digits. `mqm` is the issue type of the MQM core
    typology (Lommel et al. 2014, themqm.org) that a finding of this check would be annotated with.
    A check of scope "corpus" has `run_corpus`, every other one `run`.
    """

    code: str
    name: str
    family: Family
    severity: Severity
    scope: Scope
    mqm: str
    explanation: Explanation
    run: Run | None = None
    run_corpus: RunCorpus | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """The check's own settings and their defaults."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks run, by code, family or family letter, and what each is told.

    `options` goes from a check's code or name to its settings: {"glossary": {"terms": (...)}}.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def chosen(self, registry: Mapping[str, Check]) -> list[Check]:
        """The checks to run, by code. Raises SettingsError for a name that no check has."""
        known = {key for check in registry.values() for key in _keys(check)}
        for name in (*self.select, *self.ignore, *self.options):
            if name.casefold() not in known:
                near = get_close_matches(name.casefold(), sorted(known), n=1)
                raise SettingsError(
                    f"no check or family is called {name!r}",
                    hint=f"Did you mean {near[0]!r}?" if near else "See: parallel-corpus explain",
                )
        select = {name.casefold() for name in self.select}
        ignore = {name.casefold() for name in self.ignore}
        return [
            registry[code]
            for code in sorted(registry)
            if (not select or select & _keys(registry[code])) and not ignore & _keys(registry[code])
        ]

    def options_for(self, check: Check) -> dict[str, Any]:
        """The check's defaults under what the user set. SettingsError for an unknown option."""
        told = dict(check.options)
        for key, values in sorted(self.options.items()):
            if key.casefold() in (check.code.casefold(), check.name):
                unknown = sorted(set(values) - set(told))
                if unknown:
                    offer = ", ".join(sorted(told)) or "none"
                    raise SettingsError(
                        f"check {check.name} has no option {unknown[0]!r}",
                        hint=f"Its options: {offer}",
                    )
                told.update(values)
        return told


def _keys(check: Check) -> set[str]:
    return {check.code.casefold(), check.code[0].casefold(), check.name, check.family}
