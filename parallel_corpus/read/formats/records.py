"""One record of a bitext, whatever file it stood in, as a BitextRow; the project's own JSON lines.

Files come from strangers: a value of the wrong kind is put right or left out, never trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.cells import without_surrogates
from parallel_corpus.read.formats.inline import Inline
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import BitextRow, State, UnitPlace
from parallel_corpus.read.formats.texts import text_lines


def row_from_record(
    record: Mapping[str, Any],
    where: str = "",
    at: UnitPlace | None = None,
    inline: Inline | None = None,
) -> BitextRow:
    """Return a row of `record`, whose keys are BitextRow's; missing ones have its defaults."""
    props = record.get("props")
    named = props.items() if isinstance(props, Mapping) else ()
    return BitextRow(
        id=_string(record.get("id")),
        source=_string(record.get("source")),
        target=_string(record.get("target")),
        source_ids=_strings(record.get("source_ids")),
        target_ids=_strings(record.get("target_ids")),
        score=number(_string(record.get("score"))),
        margin=number(_string(record.get("margin"))),
        method=_string(record.get("method")),
        moved=record.get("moved") in (True, "yes"),
        state=state(_string(record.get("state"))),
        notes=_strings(record.get("notes")),
        findings=_findings(record.get("findings")),
        props={_string(name): _string(value) for name, value in named},
        where=where,
        at=at,
        inline=inline,
    )


def read_jsonl(path: Path, source: str = "en", target: str = "ar") -> Iterator[BitextRow]:
    """Read rows of JSON lines: the project's own, `{"en": ..., "ar": ...}`, or "translation".

    Raises ReadError naming the line.
    """
    for number_, line in enumerate(text_lines(path), start=1):
        where = f"{path.name}:{number_}"
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"is not a line of JSON: {error}", where=f"{path}:{number_}") from error
        if not isinstance(record, dict):
            raise ReadError("is not a JSON object", where=f"{path}:{number_}")
        texts = record.get("translation")
        texts = texts if isinstance(texts, dict) else record
        if not {"source", "target"} <= texts.keys() and not {source, target} <= texts.keys():
            raise ReadError(
                f"has neither source and target nor {source} and {target}",
                where=f"{path}:{number_}",
                hint='A line is like {"id": "1", "source": "...", "target": "..."}',
            )
        sides = {
            "source": texts.get("source", texts.get(source)),
            "target": texts.get("target", texts.get(target)),
        }
        if any(isinstance(side, (list, dict)) for side in sides.values()):
            raise ReadError(
                "holds references, not texts",
                where=f"{path}:{number_}",
                hint="Stand-off beads have no text; give the exported bitext",
            )
        yield row_from_record({**record, **sides}, where)


def number(text: str | None) -> float | None:
    """Return a share of one, or None where there is no such number.

    >>> number("0.5"), number("-"), number(""), number("nan"), number("7")
    (0.5, None, None, None, None)
    """
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def state(text: str | None) -> State:
    """Return one of XLIFF 2.1's states, or "".

    >>> state("final"), state("perfect")
    ('final', '')
    """
    return next((known for known in get_args(State) if known == text), "")


def _string(value: Any) -> str:
    return "" if value is None else without_surrogates(str(value))


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(_string(item) for item in value)
    return (_string(value),) if value else ()


def _findings(value: Any) -> tuple[Mapping[str, Any], ...]:
    items = value if isinstance(value, (list, tuple)) else ()
    found = [_parsed(item) if isinstance(item, str) else item for item in items]
    keys = {"code", "severity", "message"}
    return tuple(item for item in found if isinstance(item, dict) and keys <= item.keys())


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


READERS = (Reader("bitext", (".jsonl",), read_jsonl),)
