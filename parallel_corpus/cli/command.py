"""A command of ours: its help in sections as a manual page has them, and what all of them share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import click

from parallel_corpus.cli.formatter import Context
from parallel_corpus.cli.output import warnings_noted

_SECTIONS = {
    "Checks": ("select", "ignore", "fail_on"),
    "Write back": ("write_back", "write_back_level", "needs_review", "decisions", "accepted_only"),
    "Output": ("output", "ui", "formats", "scores", "form", "as_json", "quiet", "verbose", "help"),
}
ENVIRONMENT = {
    "PARALLEL_CORPUS_CACHE": "The folder of the cache; without it, the user's cache folder.",
    "PARALLEL_CORPUS_CONFIG": "The folder that keeps --ui; without it, the user's own.",
    "PARALLEL_CORPUS_WHO": "The person whose decisions are kept.",
    "DICPATH": "The folder of Hunspell's dictionaries.",
    "SOURCE_DATE_EPOCH": "The date of what is written, in seconds since 1970; else it is now.",
    "NO_COLOR": "Set to anything: no colours. FORCE_COLOR: colours in a pipe as well.",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A command line that runs, and what it is for."""

    does: str
    run: str


@dataclass(frozen=True, slots=True)
class Page:
    """What `manual.toml` says of a command; `json` are the keys of what --json prints."""

    examples: Sequence[Example] = ()
    json: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    environment: Sequence[str] = ()


@cache
def manual() -> Mapping[str, Page]:
    """Load all pages, by the words of the command: "check", "evaluate alignment"."""
    text = files("parallel_corpus.cli").joinpath("manual.toml").read_text(encoding="utf-8")
    return {
        name: Page(
            examples=tuple(Example(**example) for example in page["examples"]),
            json=page.get("json", {}),
            files=page.get("files", {}),
            environment=tuple(page.get("environment", ())),
        )
        for name, page in tomllib.loads(text).items()
    }


class Command(click.Command):
    """--help shows examples first, options by what they are for, then all that is worth knowing."""

    context_class = Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, then examples."""
        super().format_help_text(ctx, formatter)
        _examples(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, grouped by purpose."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": [], **{n: [] for n in _SECTIONS}}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record and not isinstance(param, click.Argument):
                named = [name for name, members in _SECTIONS.items() if param.name in members]
                sections[named[0] if named else "Options"].append(record)
        for name, records in sections.items():
            _list(formatter, name, records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what --json prints, exit codes, files and the environment."""
        page = page_of(ctx)
        _list(formatter, "With --json, one object with", page.json.items())
        _list(formatter, "Files", page.files.items())
        known = ((name, ENVIRONMENT[name]) for name in page.environment)
        _list(formatter, "Environment", known)
        _list(formatter, "Exit codes", self._exit_codes())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless two forms of output were asked for."""
        given = click.core.ParameterSource.COMMANDLINE
        if ctx.params.get("as_json") and ctx.get_parameter_source("form") is given:
            raise click.UsageError("--json is a form of its own: leave --format out.", ctx)
        with warnings_noted():
            return super().invoke(ctx)

    def _exit_codes(self) -> Sequence[tuple[str, str]]:
        found = [("1", "There are findings at or above --fail-on.")]
        checks = any(param.name == "fail_on" for param in self.params)
        return [
            ("0", "Fine."),
            *(found if checks else ()),
            ("2", "Bad input or usage, or something was left out."),
            ("130", "Ended by Ctrl-C."),
        ]


class Group(click.Group):
    """Commands under one name, with examples as well."""

    context_class = Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for, then examples."""
        super().format_help_text(ctx, formatter)
        _examples(ctx, formatter)


def _examples(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    with formatter.section("Examples"):
        for example in page_of(ctx).examples:
            # Not filled: a command line must be copied whole from a narrow terminal too.
            indent = " " * formatter.current_indent
            formatter.write(f"{indent}# {example.does}\n{indent}{example.run}\n")


def page_of(ctx: click.Context) -> Page:
    """Return the page of the command that `ctx` is for; an empty one where there is none."""
    words: list[str] = []
    here: click.Context | None = ctx
    while here is not None and here.parent is not None:
        words.insert(0, here.info_name or "")
        here = here.parent
    return manual().get(" ".join(words), Page())


def _list(formatter: click.HelpFormatter, name: str, records: Any) -> None:
    rows = list(records)
    if rows:
        with formatter.section(name):
            formatter.write_dl(rows)
