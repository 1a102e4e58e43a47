"""The user's own checks: patterns of the source and the target, and what to say where they match.

Patterns are regular expressions of the `regex` package, which can be given a time limit: a table
of patterns is input, and one with nested repeats would not end in our lifetime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import regex

from parallel_corpus.errors import SettingsError
from parallel_corpus.language import script
from parallel_corpus.model import SEVERITIES, Severity, Span
from parallel_corpus.read.formats.delimited import table_rows

When = Literal["source", "target", "both", "target lacks", "source lacks"]
"""When a pattern is reported: where the source (or the target) matches, where both do, or where one
side matches and the other does not."""

WHENS: tuple[When, ...] = get_args(When)
COLUMNS = ("source", "target", "message", "severity", "when")

_LONGEST = 1000  # characters of one pattern
_MOST = 2000  # patterns
_SECONDS = 2.0  # for one pattern on one text; a sound one takes some microseconds
_SHOWN = 20  # spans of one pattern in one text
_EXAMPLE = (
    "Write [[checks.pattern]] with source = 'regular expression', target, message, severity, when"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the user's table; `where` is its place in the file, for messages."""

    source: str
    target: str
    message: str
    severity: Severity
    when: When
    where: str = ""


def read_patterns(path: Path) -> tuple[Pattern, ...]:
    """Read a CSV or TSV whose header names some of source, target, message, severity and when.

    Raises ReadError for what is no table, SettingsError for a row that is wrong, by file and line.
    """
    if path.suffix.lower() not in (".csv", ".tsv"):
        raise SettingsError("is not a table of patterns", where=path, hint="Save it as CSV or TSV")
    rows = ((n, row) for n, row in table_rows(path) if any(cell.strip() for cell in row))
    first, header = next(rows, (1, []))
    names = [cell.strip().lstrip("\ufeff").casefold() for cell in header]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or not {"source", "target"} & set(names) or len(set(names)) < len(names):
        what = f"has no column {unknown[0]!r} to read" if unknown else "does not name its columns"
        hint = f"The first line names them: {','.join(COLUMNS)}"
        raise SettingsError(what, where=f"{path}:{first}", hint=hint)
    found = []
    for number, row in rows:
        where = f"{path}:{number}"
        if len(row) > len(names):
            hint = "Put a cell that holds a comma in quotation marks"
            raise SettingsError(f"has {len(row)} cells, not {len(names)}", where=where, hint=hint)
        read = _pattern(dict(zip(names, row, strict=False)), where)
        # Results name files without their folder: they are the same wherever they were made.
        found.append(replace(read, where=f"{path.name}:{number}"))
    return _bounded(found, str(path))


def parse_patterns(rows: Iterable[object], where: str) -> tuple[Pattern, ...]:
    """Read the tables [[checks.pattern]] of a manifest, or Patterns as they are.

    Raises SettingsError naming the row, counted from 1.
    """
    found = []
    for number, row in enumerate(rows, start=1):
        place = f"{where}, pattern {number}"
        if isinstance(row, Pattern):
            found.append(row)
        elif not isinstance(row, Mapping):
            raise SettingsError(f"{row!r} is not a pattern", where=place, hint=_EXAMPLE)
        else:
            found.append(replace(_pattern(row, place), where=f"pattern {number}"))
    return _bounded(found, where)


def _bounded(found: list[Pattern], where: str) -> tuple[Pattern, ...]:
    if len(found) > _MOST:
        what = f"has {len(found):,} patterns; {_MOST:,} are the most"
        hint = "A list of terms is better kept as a glossary"
        raise SettingsError(what, where=where, hint=hint)
    return tuple(found)


def _pattern(row: Mapping[str, Any], where: str) -> Pattern:
    unknown = [key for key in row if key not in COLUMNS]
    if unknown:
        known = ", ".join(COLUMNS)
        raise SettingsError(f"no such key: {unknown[0]}", where=where, hint=f"Known here: {known}")
    wrong = [key for key, value in row.items() if not isinstance(value, str)]
    if wrong:
        hint = "Put it in quotation marks, best in single ones"
        raise SettingsError(f"{wrong[0]} must be a text", where=where, hint=hint)
    source, target = row.get("source", ""), row.get("target", "")
    severity = row.get("severity", "").strip().casefold() or "warning"
    if severity not in SEVERITIES:
        hint = f"Use {', '.join(SEVERITIES[:-1])} or {SEVERITIES[-1]}"
        raise SettingsError(f"there is no severity {severity!r}", where=where, hint=hint)
    for name, text in (("source", source), ("target", target)):
        _refuse_unreadable(name, text, where)
    return Pattern(
        source,
        target,
        " ".join(row.get("message", "").split()),
        cast("Severity", severity),
        _when(row.get("when", ""), source, target, where),
        where,
    )


def _refuse_unreadable(name: str, text: str, where: str) -> None:
    if len(text) > _LONGEST:
        what = f"the {name} pattern has {len(text):,} characters; {_LONGEST:,} are the most"
        raise SettingsError(what, where=where, hint="Divide it into several rows")
    try:
        _compiled(text)
    except (regex.error, ValueError, OverflowError, RecursionError, KeyError) as error:
        raise SettingsError(
            f"the {name} pattern {text!r} is not a regular expression: {error}",
            where=where,
            hint="Put a backslash before ( ) [ ] { } . * + ? | that stand for themselves",
        ) from error


def _when(said: str, source: str, target: str, where: str) -> When:
    """Return when to report the row: as it says, else according to which patterns it has."""
    name = " ".join(said.replace("-", " ").replace("_", " ").casefold().split())
    if not source and not target:
        raise SettingsError("has neither a source nor a target pattern", where=where)
    name = name or ("both" if source and target else "source" if source else "target")
    for when in WHENS:
        if name == when:
            break
    else:
        hint = f"Use one of: {', '.join(WHENS)}"
        raise SettingsError(f"when {said!r} is unknown", where=where, hint=hint)
    missing = "source" if not source and when != "target" else ""
    missing = "target" if not target and when != "source" else missing
    if missing:
        hint = "Fill in the pattern, or change when"
        raise SettingsError(f"when {when!r} needs a {missing} pattern", where=where, hint=hint)
    return when


@lru_cache(maxsize=2 * _MOST)
def _compiled(text: str) -> regex.Pattern[str]:
    return regex.compile(text)


def matches(pattern: Pattern, source: str, target: str) -> tuple[list[Span], list[Span]] | None:
    """Return where a pattern matches on either side; None where it has nothing to report.

    Vowel marks and tatweel count only for a pattern that has some itself. Raises SettingsError
    for a pattern that takes seconds on one text.
    """
    here = list(_places(pattern.source, source, pattern)) if pattern.source else []
    if pattern.when == "source":
        return (here, []) if here else None
    if not here and pattern.when in ("both", "target lacks"):
        return None
    there = list(_places(pattern.target, target, pattern)) if pattern.target else []
    reported = {
        "target": bool(there),
        "both": bool(there),
        "target lacks": not there,
        "source lacks": bool(there) and not here,
    }[pattern.when]
    return (here if pattern.when != "target" else [], there) if reported else None


def _places(text: str, searched: str, pattern: Pattern) -> Iterator[Span]:
    plain, at = _without_marks(text, searched)
    try:
        for number, match in enumerate(_compiled(text).finditer(plain, timeout=_SECONDS)):
            if number == _SHOWN:
                return
            start, end = at[match.start()], at[match.end()]
            yield Span(start, end, searched[start:end])
    except TimeoutError:
        raise SettingsError(
            f"the pattern {text!r} takes more than {_SECONDS:.0f} seconds on one paragraph",
            where=pattern.where,
            hint="Avoid a repeat inside a repeat, as in (a+)+ or (.*,)*",
        ) from None


def _without_marks(pattern: str, text: str) -> tuple[str, range | list[int]]:
    """Return the text that a pattern is looked for in, and its characters' places in `text`."""
    whole = range(len(text) + 1)
    if script.strip_marks(pattern) != pattern or script.strip_marks(text) == text:
        return text, whole
    kept = [at for at, letter in enumerate(text) if script.strip_marks(letter)]
    return "".join(text[at] for at in kept), [*kept, len(text)]


def patterns_of(options: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """Return the patterns in the options of the check, read where they are not yet."""
    given = options["patterns"]
    if isinstance(given, tuple) and all(isinstance(row, Pattern) for row in given):
        return given
    if isinstance(given, str) or not isinstance(given, Iterable):
        hint = "Give a list of tables"
        raise SettingsError("patterns are not a list", where="own-pattern", hint=hint)
    return parse_patterns(given, "own-pattern")
