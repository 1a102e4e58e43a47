"""Run the checks over a bitext, or over a corpus, and put what they find in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from parallel_corpus.checks.catalogue import lone_notes
from parallel_corpus.checks.check import Check, CheckSettings
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.merging import mark_damage, merge
from parallel_corpus.checks.notes import without_notes
from parallel_corpus.checks.patterns import gather
from parallel_corpus.checks.ranking import rank
from parallel_corpus.checks.registry import REGISTRY
from parallel_corpus.encode import Encoder
from parallel_corpus.encode.context import one_thread
from parallel_corpus.model import Bitext, Finding
from parallel_corpus.support.journal import stage

PIECE = 2000
"""Units: a table is checked in pieces of so many, each against its own statistics."""

_READ = 2  # pieces: of a longer table only the pairs that look worst are read word by word


@stage("check")
def check(
    bitext: Bitext, encoder: Encoder, *, settings: CheckSettings | None = None
) -> list[Finding]:
    """Return all findings on one bitext, worst first. Checks that lack what they need stay silent.

    Raises SettingsError for a check, family or option that does not exist.
    """
    # A text is checked whole; a table too large for that in pieces, so that memory is bounded.
    pieces = [bitext] if bitext.previous or bitext.witnesses else bitext.batches(PIECE)
    return rank(
        finding
        for _, found in check_pieces(pieces, encoder, settings=settings)
        for finding in found
    )


def check_pieces(
    pieces: Iterable[Bitext], encoder: Encoder, *, settings: CheckSettings | None = None
) -> Iterator[tuple[Bitext, list[Finding]]]:
    """Yield each piece with its findings, worst first, and keep nothing of it for the next.

    Raises SettingsError for a check, family or option that does not exist.
    """
    settings = settings or CheckSettings()
    settings.refuse_unknown(REGISTRY)  # also where there is no piece
    pieces, gated = gate(pieces)
    for piece in pieces:
        yield piece, check_piece(piece, encoder, settings, gated=gated)


def gate(pieces: Iterable[Bitext]) -> tuple[Iterator[Bitext], bool]:
    """Return the pieces, and whether there are too many to read every pair of them by words."""
    pieces = iter(pieces)
    first = list(islice(pieces, _READ + 1))
    return chain(first, pieces), len(first) > _READ


def check_piece(
    piece: Bitext, encoder: Encoder, settings: CheckSettings, *, gated: bool
) -> list[Finding]:
    """Return the findings on one piece, worst first; `gated` as `gate` says.

    Raises SettingsError for a check, family or option that does not exist.
    """
    chosen = [(entry, settings.options_for(entry)) for entry in settings.chosen(REGISTRY)]
    with one_thread():  # the matrices of a pair are small
        found = _run(CheckContext(piece, encoder, gated=gated), chosen)
    found = without_notes(found, piece, lone_notes.CHECK.code)
    return rank(mark_damage(gather(merge(found), running=piece.source is not None), piece))


def _run(context: CheckContext, chosen: Sequence[tuple[Check, Mapping[str, Any]]]) -> list[Finding]:
    if not context.gated and any(entry.judges for entry, _ in chosen):
        _ = context.judgements  # which give the similarities as well
    found: list[Finding] = []
    for entry, options in chosen:
        if entry.run is not None:
            context.options = options
            found.extend(entry.run(context))
    return found


def check_corpus(
    bitexts: Sequence[Bitext], encoder: Encoder, *, settings: CheckSettings | None = None
) -> list[Finding]:
    """Find what only many documents show: a term rendered two ways, a name spelled two ways."""
    settings = settings or CheckSettings()
    contexts = [CheckContext(bitext, encoder) for bitext in bitexts]
    found: list[Finding] = []
    for entry in settings.chosen(REGISTRY):
        if entry.run_corpus is not None:
            for context in contexts:
                context.options = settings.options_for(entry)
            with one_thread():
                found.extend(entry.run_corpus(contexts))
    return rank(gather(found, running=True))
