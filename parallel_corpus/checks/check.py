"""What a check is: its entry in the registry, and what it may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

from parallel_corpus.checks.context import CheckContext
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Finding, Severity

Family = Literal[
    "structure",
    "versions",
    "coverage",
    "numbers",
    "names",
    "terminology",
    "typography",
    "language",
    "own",
    "annotated-accuracy",
    "annotated-terminology",
    "annotated-language",
]
Scope = Literal["unit", "document", "versions", "corpus", "annotation"]
"""What a check needs to see: one unit, a document's units, two versions, or many documents. What is
of scope "annotation" no check sees: a model or a person says it."""

Run = Callable[[CheckContext], Iterable[Finding]]
RunCorpus = Callable[[Sequence[CheckContext]], Iterable[Finding]]


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
    A check of scope "corpus" has `run_corpus`, one of scope "annotation" neither, every other one
    `run`.
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
    marks_any_word: bool = False
    """Whether it marks words such as "not", which come back without telling of one fault."""
    judges: bool = False
    """Whether it asks for the judgement of every pair."""

    def is_called(self, name: str) -> bool:
        """Tell whether `name` is its code or its name, in capitals or small letters."""
        return name.casefold() in (self.code.casefold(), self.name)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks run, by code, family or family letter, and what each is told.

    `options` goes from a check's code or name to its settings: {"glossary": {"terms": (...)}}.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def chosen(self, registry: Mapping[str, Check]) -> list[Check]:
        """Return the checks to run, by code. Raises SettingsError for a name that no check has."""
        self.refuse_unknown(registry)
        select = {name.casefold() for name in self.select}
        ignore = {name.casefold() for name in self.ignore}
        return [
            registry[code]
            for code in sorted(registry)
            if (not select or select & _keys(registry[code])) and not ignore & _keys(registry[code])
        ]

    def refuse_unknown(self, registry: Mapping[str, Check], where: str = "") -> None:
        """Raise SettingsError for a check, family or option that does not exist.

        `where` is what "select" stands behind, as "--" or "data/corpus.toml: checks.".
        """
        checks = registry.values()
        families = [word for c in checks for word in (c.code[0], c.family)]
        own = [word for c in checks for word in (c.code, c.name)]
        _refuse_unknown(self.select, [*own, *families], "check or family", f"{where}select")
        _refuse_unknown(self.ignore, [*own, *families], "check or family", f"{where}ignore")
        _refuse_unknown(self.options, own, "check", where.removesuffix("."))
        for check in checks:
            self.options_for(check, where)

    def options_for(self, check: Check, where: str = "") -> dict[str, Any]:
        """Return the check's defaults overridden by the user's.

        Raises SettingsError for an unknown option.
        """
        told = dict(check.options)
        for key, values in sorted(self.options.items()):
            if check.is_called(key):
                unknown = sorted(set(values) - set(told))
                if unknown:
                    offer = ", ".join(sorted(told)) or "none"
                    raise SettingsError(
                        f"check {check.name} has no option {unknown[0]!r}",
                        where=f"{where}{key}",
                        hint=f"Its options: {offer}",
                    )
                told.update(values)
        return told


def _refuse_unknown(names: Iterable[str], words: Iterable[str], kind: str, where: str) -> None:
    known = {word.casefold(): word for word in words}
    for name in names:
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), sorted(known), n=3)
            meant = " or ".join(known[word] for word in near)
            raise SettingsError(
                f"no {kind} is called {name!r}",
                where=where,
                hint=f"Did you mean {meant}?" if near else "See: parallel-corpus explain",
            )


def _keys(check: Check) -> set[str]:
    return {check.code.casefold(), check.code[0].casefold(), check.name, check.family}
