"""Standard output is for results, standard error for everything else: the one place that knows.

Results are UTF-8 in files and pipes, and where the stream is said to be ASCII, which is what
systems without a locale say (click holds with that). A stream that was told to use another
encoding (PYTHONIOENCODING, an 8-bit terminal) gets escapes for what it lacks, never a traceback;
JSON stays valid there.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from parallel_corpus.cli.process import let_output_go
from parallel_corpus.support.journal import RETURNED

_QUIET = "parallel_corpus.quiet"
_ESCAPE = "parallel_corpus.escape"
_STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROLS = re.compile(f"[{_STEERING}]")
_CONTROLS_AND_LINE_ENDS = re.compile(f"[\n{_STEERING}]")
# In JSON a control is escaped already, up to U+001F.
_UNESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class _Escape:
    """Escapes what a stream cannot show as JSON does, and remembers that it did."""

    happened = False

    def __call__(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        self.happened = True
        return json.dumps(error.object[error.start : error.end])[1:-1], error.end


_escape = _Escape()


@contextlib.contextmanager
def streams() -> Iterator[None]:
    """Replace standard output and error by streams that take any text"""
    codecs.register_error(_ESCAPE, _escape)
    _escape.happened = False
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        chosen = stream.isatty() or "PYTHONIOENCODING" in os.environ
        if not chosen or _codec(stream) == "ascii":
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors=_ESCAPE)
    try:
        yield
    finally:
        _flush()
    if _escape.happened:
        note(
            f"Some letters were escaped: this output is {sys.stdout.encoding}. "
            "Set PYTHONIOENCODING=utf-8."
        )


def keep_quiet(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    """Remember that -q was given (a callback of click)."""
    ctx.meta[_QUIET] = value


def is_quiet() -> bool:
    """Tell whether only errors and results are wanted."""
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get(_QUIET))


def visible(text: str, *, one_line: bool = False) -> str:
    """Escape what could steer a terminal: controls, bidirectional overrides, lone surrogates.

    Names, ids and texts come from strangers' files. Arabic and its marks are left as they are.

    >>> visible("gone\\x1b[2J \\u202egnp.exe"), visible("a\\nb"), visible("a\\nb", one_line=True)
    ('gone\\\\x1b[2J \\\\u202egnp.exe', 'a\\nb', 'a\\\\nb')
    """
    pattern = _CONTROLS_AND_LINE_ENDS if one_line else _CONTROLS
    return pattern.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print text for people, with everything that could steer a terminal escaped."""
    click.echo(visible(text), err=err, nl=nl)


def print_text(text: str) -> None:
    """Print a text that is the result: as it is into files and pipes, escaped at a terminal."""
    click.echo(visible(text) if sys.stdout.isatty() else text)


def note(text: str) -> None:
    """Print a remark beside the result, on standard error; -q silences it."""
    if not is_quiet():
        say(text, err=True)


@contextlib.contextmanager
def warnings_noted() -> Iterator[None]:
    """Print what the journal warned of, once each, when the block has ended.

    With -v the log itself has said so.
    """
    handler = _Kept(logging.WARNING)
    journal = logging.getLogger("parallel_corpus")
    journal.addHandler(handler)
    try:
        yield
    finally:
        journal.removeHandler(handler)
        if not journal.isEnabledFor(logging.INFO):
            for message in handler.messages:
                note(message)


class _Kept(logging.Handler):
    """Keeps messages, each once, in order."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not hasattr(record, RETURNED):
            self.messages[record.getMessage()] = None


def talk(ctx: click.Context, _option: click.Parameter, count: int) -> None:
    """Log stages to standard error for -v, and their beginnings for -vv (a callback of click)."""
    if not count:
        return
    journal = logging.getLogger("parallel_corpus")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(relativeCreated)6d ms  %(message)s"))
    journal.addHandler(handler)
    journal.setLevel(logging.DEBUG if count > 1 else logging.INFO)

    def hush() -> None:
        journal.removeHandler(handler)
        journal.setLevel(logging.NOTSET)

    ctx.call_on_close(hush)


def print_line(record: Any) -> None:
    """Print one JSON value a line; Arabic as it is, if the stream can show it."""
    click.echo(_json(record))


def print_object(**fields: Any) -> None:
    """Print one JSON object.

    A field that is an iterator becomes an array, one element a line, and is never in memory as a
    whole.
    """
    click.echo("{")
    for number, (name, value) in enumerate(fields.items(), start=1):
        comma = "," if number < len(fields) else ""
        if not isinstance(value, (Iterator, list, tuple)):
            click.echo(f"{_json(name)}: {_json(value)}{comma}")
            continue
        click.echo(f"{_json(name)}: [", nl=False)
        between = "\n"
        for element in value:
            click.echo(f"{between}{_json(element)}", nl=False)
            between = ",\n"
        click.echo(f"]{comma}" if between == "\n" else f"\n]{comma}")
    click.echo("}")


def drop_output() -> bool:
    """Tell whether the output cannot be written, and discard it then.

    Python would try once more when it ends, and complain for itself.
    """
    try:
        sys.stdout.flush()
    except OSError:
        let_output_go()
        return True
    return False


def _flush() -> None:
    # Now, for at its own end Python could only complain. A full disk is for the caller to report.
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        drop_output()


def _json(value: Any) -> str:
    if _codec(sys.stdout) != "utf-8":
        return json.dumps(value, allow_nan=False)
    from parallel_corpus.export.records import json_line

    return escaped(json_line(value)[:-1])


def escaped(text: str) -> str:
    """Escape in JSON or TOML what could steer a terminal and is not escaped there yet.

    >>> print(escaped('"a\u202eb"'))
    "a\\u202eb"
    """
    return _UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _codec(stream: TextIO) -> str:
    return codecs.lookup(stream.encoding or "ascii").name
