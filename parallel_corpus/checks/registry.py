"""All checks, found by looking through the catalogue: a check is a file there with a `CHECK`.

Beside them stand the kinds of what annotators say, which have codes and explanations as checks do
and are found by no code of ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks import catalogue
from parallel_corpus.checks.annotated import ANNOTATED
from parallel_corpus.checks.check import Check
from parallel_corpus.model import Finding, Severity
from parallel_corpus.support.units import find_units


def find_checks(package: str = catalogue.__name__) -> dict[str, Check]:
    """Import every module of `package` and return its checks by code.

    Raises TypeError for a module without a `CHECK`, ValueError where two share a code or a name.
    """
    found: dict[str, Check] = {}
    for check in sorted(_checks_in(package), key=lambda item: item.code):
        if any(check.is_called(word) for c in found.values() for word in (c.code, c.name)):
            raise ValueError(f"two checks are called {check.code} or {check.name!r} in {package}")
        found[check.code] = check
    return found


def _checks_in(package: str) -> Iterator[Check]:
    for module, check in find_units(package, "CHECK"):
        if not isinstance(check, Check):
            raise TypeError(f"{module} has no CHECK: every file of the catalogue is a check")
        yield check


REGISTRY: dict[str, Check] = dict(sorted({**find_checks(), **ANNOTATED}.items()))
"""Every check by its code, and every kind of annotation."""


def severity(finding: Finding | str) -> Severity:
    """Return how grave a finding is: what it says itself, else its check. Takes a code as well.

    What may be OCR is as grave to a reader, and ranks lower by its score. Raises KeyError for a
    code that no check has.
    """
    if isinstance(finding, Finding) and finding.severity is not None:
        return finding.severity
    return REGISTRY[finding if isinstance(finding, str) else finding.code].severity
