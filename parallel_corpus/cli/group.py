"""The command `parallel-corpus`: its subcommands, loaded when called, and how it fails."""

from __future__ import annotations

import importlib
import sys
from importlib import metadata
from typing import Any

import click

from parallel_corpus.cli.formatter import Context
from parallel_corpus.cli.output import drop_output, streams
from parallel_corpus.errors import CorpusError
from parallel_corpus.support.collector import collect_seldom

_INTERRUPTED = 130  # what shells say of a program that Ctrl-C ended
# Name to the module that has it; the order in which --help lists them.
COMMANDS = {
    "build": "build",
    "check": "check",
    "review": "review",
    "align": "align",
    "compare": "compare",
    "find": "find",
    "terms": "terms",
    "duplicates": "duplicates",
    "normalise": "normalise",
    "export": "export",
    "evaluate": "evaluate",
    "explain": "explain",
    "init": "init",
    "doctor": "doctor",
    "completion": "completion",
}
_SUMMARIES = {
    "build": "Read, clean, align and check a folder of texts; write the results and the report.",
    "check": "Check one translation, with or without the version that it supersedes.",
    "review": "Open the desk where findings, repairs and pairs are decided on.",
    "align": "Pair the paragraphs, sentences or lines of two files.",
    "compare": "What became of each paragraph between two versions of a text.",
    "find": "A bilingual concordance of words in either language.",
    "terms": "The terms of a corpus, how each is rendered, and the odd ones out.",
    "duplicates": "Documents and pairs that are there twice, or nearly, and how they differ.",
    "normalise": "Clean a text and say what was changed, and why.",
    "export": "Write a corpus or a bitext in other programs' formats.",
    "evaluate": "Score an alignment against one made by people.",
    "explain": "What a check or a repair rule means, and when it is wrong.",
    "doctor": "What is installed here, what works, and what to do about what does not.",
    "init": "Propose a corpus.toml for a folder of texts.",
    "completion": "What makes a shell complete commands, options, codes and files.",
}


class Commands(click.Group):
    """Loads a subcommand when it is called; turns bad input into one line and exit code 2."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"parallel_corpus.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Without loading any: importing six modules for a list of their names is slow.
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in COMMANDS])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # of our own output, as of --help on a full disk
            fail(error.strerror or str(error))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with streams():
                return super().invoke(ctx)
        except CorpusError as error:
            fail(str(error))
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:
            drop_output()
            ctx.exit(0)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            if not error.filename and drop_output():
                where = "the output cannot be written: "
            fail(f"{where}{error.strerror or error}")


def fail(message: str) -> None:
    """Say what is wrong in one line, and end with exit code 2."""
    click.echo(f"error: {message}", err=True)
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
