"""Tables of strings by key: JSON and Java properties, one file a language, or both in one JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record
from parallel_corpus.read.formats.rows import BitextRow, LeftOut
from parallel_corpus.read.formats.safely import opened

MAX_STRINGS = 64 * 2**20
_DEPTH = 50
_SIDES = ("source", "target")


def read_string_pair(
    source_path: Path, target_path: Path, *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Yield the strings of two tables, paired by key, in order of the source. Raises ReadError.

    A key that one table lacks gives a row with an empty side.
    """
    here, there = read_strings(source_path, left), read_strings(target_path, left)
    if not here.keys() & there.keys():
        raise ReadError(
            f"has no key in common with {target_path.name}",
            where=source_path,
            hint="Two string tables are paired by their keys",
        )
    for key in [*here, *(key for key in there if key not in here)]:
        yield row_from_record(
            {"id": key, "source": here.get(key, ""), "target": there.get(key, "")},
            where=f"{source_path.name}, {key}",
        )


def read_strings(path: Path, left: LeftOut | None = None) -> dict[str, str]:
    """Return the strings of one table by key; nested keys are joined by dots. Raises ReadError."""
    with opened(path, limit=MAX_STRINGS) as file:
        text = decode(file.read(), str(path))
    if path.suffix.lower() == ".properties":
        return _properties(text, path)
    flat: dict[str, str] = {}
    _flatten(_parsed(text, path), "", flat, path, left or LeftOut())
    if not flat:
        raise ReadError("holds no strings", where=path, hint='A table is like {"key": "text"}')
    return flat


def read_json(path: Path, source: str = "en", target: str = "ar") -> Iterator[BitextRow]:
    """Yield the rows of a JSON file that holds both languages. Raises ReadError.

    It is a list of records, or `{"en": {...}, "ar": {...}}`, or a record of both under each key.
    """
    with opened(path, limit=MAX_STRINGS) as file:
        data = _parsed(decode(file.read(), str(path)), path)
    rows = list(_records(data, source, target, path))
    if not rows:
        raise ReadError(
            f"holds no texts in both {source} and {target}",
            where=path,
            hint="Give the table of each language: parallel-corpus check en.json ar.json",
        )
    yield from rows


def _records(data: Any, source: str, target: str, path: Path) -> Iterator[BitextRow]:
    if isinstance(data, dict) and {source, target} <= data.keys():
        sides = [data[source], data[target]]
        if all(isinstance(side, dict) for side in sides):
            flat: list[dict[str, str]] = [{}, {}]
            for side, into in zip(sides, flat, strict=True):
                _flatten(side, "", into, path, LeftOut())
            for key in [*flat[0], *(key for key in flat[1] if key not in flat[0])]:
                texts = {name: side.get(key, "") for name, side in zip(_SIDES, flat, strict=True)}
                yield row_from_record({"id": key, **texts}, where=f"{path.name}, {key}")
            return
    pairs: Any = ()
    if isinstance(data, (dict, list)):
        pairs = data.items() if isinstance(data, dict) else enumerate(data, start=1)
    for key, value in pairs:
        record = value.get("translation", value) if isinstance(value, dict) else None
        if not isinstance(record, dict):
            continue
        found = [record.get(source, record.get("source")), record.get(target, record.get("target"))]
        if all(isinstance(text, str) for text in found):
            label = value.get("id") or key
            yield row_from_record(
                {"id": label, "source": found[0], "target": found[1]},
                where=f"{path.name}, {key}",
            )


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is not JSON: {error}", where=path, hint="Save it again") from error


def _flatten(
    data: Any, prefix: str, flat: dict[str, str], path: Path, left: LeftOut, depth: int = 0
) -> None:
    if depth > _DEPTH:
        raise ReadError("is nested too deeply", where=path)
    if isinstance(data, str):
        flat[prefix] = data
        return
    items: Any = ()
    if isinstance(data, Mapping):
        # ARB: keys that begin with @ are about the key, not text.
        items = ((key, value) for key, value in data.items() if not key.startswith("@"))
    elif isinstance(data, list):
        items = enumerate(data)
    elif data is not None:
        left.add("values that are not strings", f"{path.name}, {prefix}")
    for key, value in items:
        _flatten(value, f"{prefix}.{key}" if prefix else str(key), flat, path, left, depth + 1)


def _properties(text: str, path: Path) -> dict[str, str]:
    from translate.storage import properties

    try:
        store = properties.javautf8file()
        store.parse(text.encode("utf-8"))
    except Exception as error:
        raise ReadError(f"is not a properties file: {error}", where=path) from error
    found = {str(unit.name): str(unit.source) for unit in store.units if unit.name}
    if not found:
        raise ReadError("holds no strings", where=path, hint="A line is like key=text")
    return found


READERS = (
    Reader("bitext", (".json",), read_json),
    Reader("pair", (".json", ".properties"), read_string_pair, frozenset({"left"})),
)
