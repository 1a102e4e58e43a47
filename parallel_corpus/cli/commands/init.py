"""Propose a corpus.toml for a folder of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import escaped, is_quiet, note, print_object, say

if TYPE_CHECKING:
    from parallel_corpus.read.propose import Proposal

_SHOWN = 8  # lines of a kind; --json and the manifest have all


@click.command("init", cls=Command)
@click.argument("folder", type=options.FOLDER, metavar="DIR")
@click.option("--force", is_flag=True, help="Replace the corpus.toml that is there.")
@click.option("--print", "show", is_flag=True, help="Print the proposal; write nothing.")
@options.speech
def command(folder: Path, force: bool, show: bool, as_json: bool) -> None:
    """Propose a corpus.toml for a folder of texts.

    Files whose names differ only in a language code (law.en.txt, law.ar.txt), or that have one
    name in folders which mirror each other (en/law.md, ar/law.md), become one document. Version
    marks in names (draft, Rev.1, v2, 1.0, a date) and texts that are much alike say what
    supersedes what. Bitexts and glossaries are listed. Read the proposal before you build: names
    can mislead.
    """
    from parallel_corpus.read.propose import format_manifest, propose_settings
    from parallel_corpus.settings import MANIFEST
    from parallel_corpus.support.atomic import write_text

    proposal = propose_settings(folder)
    settings = proposal.settings
    text = format_manifest(settings, proposal.unsure)
    path = folder / MANIFEST
    if not show and path.exists() and not force:
        raise click.UsageError(f"{path} is there already. Use --force to replace it, or --print.")
    texts = sum(len(document.texts) for document in settings.documents)
    if not show:
        write_text(path, text)
    if as_json:
        print_object(
            manifest=None if show else str(path),
            documents=len(settings.documents),
            texts=texts,
            versions=list(proposal.versions),
            unsure=list(proposal.unsure),
            bitexts=list(proposal.bitexts),
            glossaries=list(proposal.glossaries),
            left_out=[*map(str, proposal.refused), *proposal.left_out],
            toml=text,
        )
        return
    _tell(proposal)
    if show:
        click.echo(escaped(text), nl=False)
    elif not is_quiet():
        say(f"Wrote {path}: {len(settings.documents)} documents, {texts} texts.")
        say(f"Read it, then run: parallel-corpus build {folder}")


def _tell(proposal: Proposal) -> None:
    """Say what a person should confirm, and what of the folder is not in the proposal."""
    _say("version, to be confirmed", proposal.versions)
    _say("unsure", proposal.unsure)
    glossary = proposal.settings.glossary
    _say("glossary", [f"{n}, taken" if n == glossary else n for n in proposal.glossaries])
    _say(
        "bitext, aligned already",
        [f"{name}; check it by itself" for name in proposal.bitexts],
    )
    _say("left out", [str(error) for error in proposal.refused])
    kinds = Counter(PurePath(name).suffix.lower() or "no ending" for name in proposal.left_out)
    if kinds:
        listed = ", ".join(f"{count} {ending}" for ending, count in sorted(kinds.items()))
        note(f"left out, not texts here: {listed}")


def _say(what: str, lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        note(f"{what}: {line}")
    if len(lines) > _SHOWN:
        note(f"{what}: {len(lines) - _SHOWN} more (--json lists all)")
