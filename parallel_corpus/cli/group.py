"""The command `parallel-corpus`: its subcommands, loaded when called, and how it fails."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from parallel_corpus.cli import commands
from parallel_corpus.cli.command import manual
from parallel_corpus.cli.formatter import Context
from parallel_corpus.cli.output import drop_output, say, streams, visible
from parallel_corpus.cli.process import (
    INTERRUPTED,
    OutputError,
    cannot_be_written,
    end_at_once_on_ctrl_c,
)
from parallel_corpus.errors import CorpusError
from parallel_corpus.support.collector import collect_seldom


class Commands(click.Group):
    """Loads a subcommand when it is called; turns bad input into one line and exit code 2."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return command_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _files():
            return None
        command: click.Command = importlib.import_module(f"{commands.__name__}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in command_names()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        # --help and --version print from here.
        with _failures_explained():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _failures_explained():
            return super().invoke(ctx)


@contextmanager
def _failures_explained() -> Iterator[None]:
    """Say what went wrong in one line, and end with the exit code for it."""
    try:
        with streams():
            yield
    except CorpusError as error:
        fail(str(error))
    except KeyboardInterrupt:
        end_at_once_on_ctrl_c()
        click.echo("\nInterrupted.", err=True)
        sys.exit(INTERRUPTED)
    except MemoryError:
        fail("the memory is full. Split the texts, or build with --jobs 1 or --stream")
    except BrokenPipeError:
        drop_output()
        sys.exit(0)
    except OSError as error:
        # First: it lets go of the output where that is what failed.
        if (drop_output() and not error.filename) or isinstance(error, OutputError):
            fail(cannot_be_written(error))
        where = f"{error.filename}: " if error.filename else ""
        fail(f"{where}{error.strerror or error}")


def command_names() -> list[str]:
    """List the files of the commands' folder: first those of the manual, in its order."""
    order = {words: place for place, words in enumerate(manual())}
    return sorted(_files(), key=lambda name: (order.get(name, len(order)), name))


@cache
def _files() -> Mapping[str, Path]:
    """Find the commands, by name, without loading any."""
    folders = map(Path, commands.__path__)
    return {
        path.stem: path
        for folder in folders
        for path in folder.glob("*.py")
        if not path.stem.startswith("_")
    }


def _summary(name: str) -> str:
    """Read the first line of a command's docstring; importing them all takes most of a second."""
    docstring = ast.get_docstring(ast.parse(_files()[name].read_bytes())) or ""
    return docstring.partition("\n")[0]


def fail(message: str) -> None:
    """Print one line that says what is wrong, and exit with code 2."""
    say(f"error: {visible(message, one_line=True)}", err=True)
    sys.exit(2)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    metadata.version("parallel-corpus"), "--version", "-V", message="parallel-corpus %(version)s"
)
def main() -> None:
    """Clean, align and check English-Arabic parallel texts.

    \b
    Try:
      parallel-corpus build data
      parallel-corpus check new.en.txt new.ar.txt --previous old.en.txt old.ar.txt
      parallel-corpus explain

    Exit codes: 0 fine, 1 findings at or above --fail-on, 2 bad input or usage.
    """
    collect_seldom()
