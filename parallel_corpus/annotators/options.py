"""[annotator] of corpus.toml and the command line's options to one frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from parallel_corpus.errors import SettingsError


@dataclass(frozen=True, slots=True)
class AnnotatorOptions:
    """Who reads, and within what limits.

    `names` are annotators as `--annotator` takes them. `base_url`, `model` and `key_variable` (the
    name of an environment variable, never a key) say where a chat endpoint is; `prompt` is the path
    of a prompt of one's own. `documents` and `max_pairs` limit which pairs are read, `max_tokens`
    what is sent and answered in all. `concurrency` calls run at once, each for at most `timeout`
    seconds and at most `tries` times. `price_in` and `price_out` are per million tokens.
    """

    names: tuple[str, ...] = ()
    base_url: str = ""
    model: str = ""
    key_variable: str = ""
    prompt: str = ""
    documents: tuple[str, ...] = ()
    max_pairs: int | None = None
    max_tokens: int | None = None
    concurrency: int = 4
    timeout: float = 120.0
    tries: int = 5
    price_in: float = 0.0
    price_out: float = 0.0

    def changed(self, **values: Any) -> AnnotatorOptions:
        """Return these options with those that are given (not None, not empty) instead."""
        return replace(self, **{k: v for k, v in values.items() if v not in (None, "", ())})


_LIMITS = {"concurrency": (1, 64), "tries": (1, 20), "timeout": (0.1, 3600), "max_pairs": (0, 1e9),
           "max_tokens": (0, 1e12), "price_in": (0, 1e6), "price_out": (0, 1e6)}  # fmt: skip


def parse_options(table: Mapping[str, Any], where: str | Path) -> AnnotatorOptions:
    """Return the options in a parsed [annotator]. Raises SettingsError naming the key.

    >>> parse_options({"name": "recorded:annotations.jsonl"}, "corpus.toml").names
    ('recorded:annotations.jsonl',)
    """
    known = {field.name for field in fields(AnnotatorOptions)} - {"names"} | {"name"}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            offer = ", ".join(sorted(known))
            raise SettingsError(
                f"annotator.{key}: no such key", where=where, hint=f"Known: {offer}"
            )
        if key in ("name", "documents"):
            values["names" if key == "name" else key] = _texts(key, value, where)
        elif key in _LIMITS:
            values[key] = _number(key, value, where)
        elif isinstance(value, str):
            values[key] = value
        else:
            raise _wrong(key, "must be a text in quotation marks", where)
    return AnnotatorOptions(**values)


def _texts(key: str, value: Any, where: str | Path) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise _wrong(key, "must be a text or a list of texts", where)
    return tuple(listed)


def _number(key: str, value: Any, where: str | Path) -> float | int:
    low, high = _LIMITS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _wrong(key, f"must be a number from {low:g} to {high:g}", where)
    whole = key in ("concurrency", "tries", "max_pairs", "max_tokens")
    if whole and int(value) != value:
        raise _wrong(key, "must be a whole number", where)
    return int(value) if whole else float(value)


def _wrong(key: str, what: str, where: str | Path) -> SettingsError:
    return SettingsError(f"annotator.{key}: {what}", where=where)
