"""What annotators say of a corpus that was checked, worked into its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.chains import check_settings
from parallel_corpus.build.results import CheckedPair, Setup
from parallel_corpus.checks import REGISTRY, CheckSettings, Entry, rank
from parallel_corpus.model import Finding
from parallel_corpus.settings import Settings


def with_annotations(
    run: AnnotationRun,
    pairs: Sequence[CheckedPair],
    findings: Sequence[Finding],
    setup: Setup,
) -> tuple[list[CheckedPair], list[Finding]]:
    """Return the pairs and all findings of a corpus with the annotators' answers among them.

    `findings` are those that people have not rejected; an annotation joins none that they have.
    """
    bitexts = {pair.document: pair.bitext for pair in pairs}
    by_document: dict[str, list[Finding]] = {pair.document: [] for pair in pairs}
    rest: list[Finding] = []
    for finding in findings:
        by_document.get(finding.document, rest).append(finding)
    told = run.fold(
        [(bitexts[name], found) for name, found in by_document.items()],
        setup.encoder,
        glossary_of(setup),
        wanted_of(setup.settings),
    )
    own = {id(finding) for pair in pairs for finding in pair.findings}
    corpus_wide = {_place(f) for f in findings if id(f) not in own}
    read: list[CheckedPair] = []
    for pair, found in zip(pairs, told, strict=True):
        rest += found
        read.append(replace(pair, findings=tuple(f for f in found if _place(f) not in corpus_wide)))
    return read, rank(rest)


def glossary_of(setup: Setup) -> tuple[Entry, ...]:
    """Return the terms of the glossary, people's among them."""
    settings = check_settings(setup.settings, setup.ledger)
    glossary = REGISTRY["T01"]
    terms: tuple[Entry, ...] = settings.options_for(glossary)["terms"]
    return terms


def wanted_of(settings: Settings) -> frozenset[str]:
    """Return the codes of all findings that the user wants to see, of annotations too."""
    chosen = CheckSettings(settings.select, settings.ignore).chosen(REGISTRY)
    return frozenset(check.code for check in chosen)


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.source, finding.target, finding.message
