"""The repair rules, one file each: explanation, order and code together.

A rule is found by being here: `discover` imports every module of the folder and takes its `RULE`.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Mapping
from importlib.machinery import FileFinder
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from parallel_corpus.normalise.rule import Rule


def discover(folders: Iterable[str] = __path__) -> Mapping[str, Rule]:
    """Return the rules in `folders` by code, sorted.

    Raises ValueError where a module has no RULE, or two rules have one code.
    """
    found: dict[str, Rule] = {}
    for finder, name, _ in iter_modules(folders):
        rule = getattr(_load(finder, name), "RULE", None)
        if not isinstance(rule, Rule):
            raise ValueError(f"the module {name} in {finder} has no RULE")
        if rule.code in found:
            raise ValueError(f"{rule.code} is the code of two rules; {name} has the second")
        found[rule.code] = rule
    return MappingProxyType({code: found[code] for code in sorted(found)})


def _load(finder: object, name: str) -> ModuleType:
    full = f"{__name__}.{name}"
    if full in sys.modules or not isinstance(finder, FileFinder):
        return importlib.import_module(full)
    spec = finder.find_spec(name)
    if spec is None or spec.loader is None:
        raise ValueError(f"the module {name} in {finder} cannot be loaded")
    if spec.origin and spec.origin.startswith(tuple(__path__)):
        return importlib.import_module(full)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RULES: Mapping[str, Rule] = discover()

__all__ = ["RULES", "Rule", "discover"]
