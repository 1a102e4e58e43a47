"""The texts that a command names: a version and the one that it supersedes, in one or two files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from parallel_corpus.cli.command import Command

_MOST = 2


class WithPrevious(Command):
    """A command whose --previous takes one file or two: --previous OLD, --previous OLD OLD.ar."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, with --previous written before each of its files."""
        return super().parse_args(ctx, list(_spread(args)))


def _spread(args: Sequence[str]) -> Iterator[str]:
    """
    >>> list(_spread(["a", "--previous", "b", "c", "-q"]))
    ['a', '--previous', 'b', '--previous', 'c', '-q']
    """
    taking = 0
    for at, arg in enumerate(args):
        if arg == "--":
            yield from args[at:]
            return
        if arg == "--previous":
            taking = _MOST
        elif taking and not arg.startswith("-"):
            yield from (arg,) if taking == _MOST else ("--previous", arg)
            taking -= 1
            continue
        else:
            taking = 0
        yield arg


def split_files(
    files: Sequence[Path], previous: Sequence[Path]
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files of the new and of the earlier version; a file named twice is one file.

    Raises UsageError for none, or for more than two of either.

    >>> split_files([Path("new.tmx")], [Path("old.tmx"), Path("old.tmx")])[1] == (Path("old.tmx"),)
    True
    """
    new, old = tuple(dict.fromkeys(files)), tuple(dict.fromkeys(previous))
    if not new and len(old) == _MOST:
        # Both stand behind --previous, which takes what it can.
        old, new = old[:1], old[1:]
    if not new:
        raise click.UsageError(
            "name the text to check: a source and a target, or one file that holds both."
        )
    for name, found in (("", new), ("--previous: ", old)):
        if len(found) > _MOST:
            raise click.UsageError(
                f"{name}give a source and a target, or one file; got {len(found)} files. "
                "More texts are a corpus: parallel-corpus init FOLDER, then build FOLDER."
            )
    both = set(new) & set(old)
    if both and set(new) == set(old):
        raise click.UsageError(
            f"{', '.join(map(str, new))}: the new and the earlier version are the same files."
        )
    return new, old


def names_of(files: Sequence[Path]) -> str:
    """Name the files in one line."""
    return " and ".join(path.name for path in files)


def tracked_version(files: Sequence[Path], previous: Sequence[Path], asked: bool) -> bool:
    """Tell whether the earlier version is that before the files' tracked changes.

    Raises UsageError where it was asked for and there are none, or another version is named;
    ReadError for a Word document that cannot be read.
    """
    from parallel_corpus.read.formats.docx import has_tracked_changes

    if previous:
        if asked:
            raise click.UsageError("--previous-from-tracked and --previous say the same: give one.")
        return False
    found = any(path.suffix.lower() == ".docx" and has_tracked_changes(path) for path in files)
    if asked and not found:
        raise click.UsageError("no file holds tracked changes: give the version with --previous.")
    return found
