"""The register of repair rules: what each finds, why, when it is wrong, and an example."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from parallel_corpus.normalise.rules import (
    characters,
    intake,
    layout,
    markup,
    order,
    spacing,
    words,
)
from parallel_corpus.normalise.rules.rule import Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.code: rule
        for family in (intake, layout, markup, characters, order, spacing, words)
        for rule in family.RULES
    }
)

__all__ = ["RULES", "Rule"]
