"""Units that are found by their files: every module of a package names what it adds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def find_units(package: str, name: str, *, skip: str = "") -> Iterator[tuple[str, Any]]:
    """Import every module of `package`; yield the module's name and what it calls `name`.

    That is None for a module without it. The module called `skip` is left out: a registry that
    lies in the folder it looks through.

    >>> names = [name for name, _ in find_units("parallel_corpus.export.formats", "FORMAT")]
    >>> names[0], all(name.startswith("parallel_corpus.export.formats.") for name in names)
    ('parallel_corpus.export.formats.csv', True)
    """
    for module in iter_modules(import_module(package).__path__, f"{package}."):
        if module.name != skip:
            yield module.name, getattr(import_module(module.name), name, None)
