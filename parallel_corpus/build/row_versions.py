"""Pairs in memory beside their earlier version: two tables, whose pairing is taken as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.chains import check_bitexts
from parallel_corpus.build.conclude import conclude
from parallel_corpus.build.results import CheckedCorpus, Setup
from parallel_corpus.build.sides import document_of_side
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import LANGUAGE_NAMES, Bitext, Row
from parallel_corpus.settings import Settings


def check_row_versions(
    rows: Iterable[Row],
    older: Iterable[Row],
    *,
    name: str = "pairs",
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    annotation: AnnotationRun | None = None,
) -> CheckedCorpus:
    """Check pairs against the pairs that they supersede; `name` is what findings call them.

    Only the rows of either version are paired with each other here, language by language; the
    earlier version is not checked itself. Raises SettingsError where a version has no text in one
    of the languages.
    """
    settings = settings or Settings(root=Path())
    setup = Setup(
        settings,
        encoder or load_encoder(settings.encoder),
        annotation=annotation,
        current_only=True,
    )
    before = _documented(f"{name}-previous", older, settings)
    after = _documented(name, rows, settings, supersedes=before.document)
    return conclude([check_bitexts([before, after], setup)], setup)


def _documented(
    name: str, rows: Iterable[Row], settings: Settings, supersedes: str | None = None
) -> Bitext:
    """Return the rows as two documents with their pairing."""
    bitext = Bitext.from_rows(
        name, rows, source_language=settings.source, target_language=settings.target
    )
    source, target = (
        replace(document_of_side(bitext, side, name), supersedes=supersedes)
        for side in ("source", "target")
    )
    for side in (source, target):
        if not side.segments:
            raise SettingsError(
                f"{name} holds no {LANGUAGE_NAMES[side.language]} text",
                hint="Versions are compared language by language; give texts in both",
            )
    return replace(bitext, source=source, target=target)
