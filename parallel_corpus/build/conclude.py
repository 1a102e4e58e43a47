"""Chains to a corpus: what changed meanwhile, what only the whole shows, what the run was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import metadata
from typing import Any

from parallel_corpus.annotators.scorecard import parse_scorecard
from parallel_corpus.build.annotate import with_annotations
from parallel_corpus.build.chains import check_settings
from parallel_corpus.build.ingredients import packages, python_version, weights
from parallel_corpus.build.results import CheckedChain, CheckedCorpus, CheckedPair, Failure, Setup
from parallel_corpus.checks import check_corpus, rank
from parallel_corpus.decisions import judge_findings, text_lookup
from parallel_corpus.decisions.apply import Judgement
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Document, Finding, Segment
from parallel_corpus.read import Survey
from parallel_corpus.read.survey import changed_files, hash_of
from parallel_corpus.read.text_file import changed_meanwhile
from parallel_corpus.settings import MANIFEST, Settings


def attempt(document: str, work: Callable[[], CheckedChain]) -> CheckedChain | Failure:
    """Build a chain, turning bad input into a Failure so that it stops no other chain."""
    try:
        return work()
    except CorpusError as error:
        return Failure(document, str(error), error)


def drop_changed(
    names: Sequence[str],
    results: Sequence[CheckedChain | Failure],
    settings: Settings,
    survey: Survey,
) -> list[CheckedChain | Failure]:
    """Replace each chain whose files changed during the build by a Failure.

    What was made of two states of a file is no result. Raises ReadError where it is the glossary,
    on which all depend.
    """
    glossary = settings.glossary
    if glossary and survey.hashes.get(glossary, "") != hash_of(settings, glossary):
        raise changed_meanwhile(glossary)
    kept: list[CheckedChain | Failure] = []
    for name, result in zip(names, results, strict=True):
        documents = result.documents if isinstance(result, CheckedChain) else ()
        changed = next(changed_files(settings, documents, survey), None)
        if changed:
            error = changed_meanwhile(changed)
            kept.append(Failure(name, str(error), error))
        else:
            kept.append(result)
    return kept


def conclude(
    results: Sequence[CheckedChain | Failure],
    setup: Setup,
    whole: Sequence[Finding] | None = None,
) -> CheckedCorpus:
    """Put the corpus together: check it as a whole, apply people's verdicts, rank the findings.

    `whole` is what that check found, where that is known already. Where no chain could be built,
    the first one's error is raised.
    """
    chains = [result for result in results if isinstance(result, CheckedChain)]
    failures = [result for result in results if isinstance(result, Failure)]
    if failures and not chains:
        raise failures[0].error or CorpusError(failures[0].reason)
    documents = tuple(document for chain in chains for document in chain.documents)
    pairs = [pair for chain in chains for pair in chain.pairs]
    if whole is None:
        whole = check_whole(chains, setup)
    own = [finding for pair in pairs for finding in pair.findings]
    judged = judge_findings([*whole, *own], setup.ledger, text_lookup(documents))
    pairs = _with_kept(pairs, judged.kept)
    if setup.annotation:
        # After people's verdicts, so that no annotation disappears with a finding they rejected.
        pairs, said = with_annotations(setup.annotation, pairs, judged.kept, setup)
        more = judge_findings(said, setup.ledger, text_lookup(documents))
        pairs = _with_kept(pairs, more.kept)
        stale = [*judged.stale, *(item for item in more.stale if item not in judged.stale)]
        judged = Judgement(more.kept, (*judged.rejected, *more.rejected), tuple(stale))
    return CheckedCorpus(
        documents=documents,
        pairs=tuple(pairs),
        findings=tuple(rank(judged.kept)),
        run=describe_run(documents, setup),
        rejected=tuple(rank(judged.rejected)),
        stale=tuple(item for chain in chains for item in chain.stale) + tuple(judged.stale),
        failures=tuple(failures),
        damaged=setup.ledger.damaged,
    )


def _with_kept(pairs: Iterable[CheckedPair], kept: Iterable[Finding]) -> list[CheckedPair]:
    """Return the pairs without the findings that are not among those kept."""
    known = frozenset(map(id, kept))
    return [
        replace(pair, findings=tuple(f for f in pair.findings if id(f) in known)) for pair in pairs
    ]


def check_whole(chains: Iterable[CheckedChain], setup: Setup) -> list[Finding]:
    """Run the checks that need many documents, before people's verdicts."""
    bitexts = [bitext for chain in chains for bitext in chain.bitexts]
    settings = check_settings(setup.settings, setup.ledger)
    return check_corpus(bitexts, setup.encoder, settings=settings)


def describe_run(documents: Sequence[Document], setup: Setup) -> dict[str, Any]:
    """Return the contents of `run.json`: what determined the result, without time or place."""
    settings = setup.settings
    inputs = {d.source.path: d.source.sha256 for d in documents if d.source}
    languages: dict[str, list[str]] = {}
    aside = {
        f"{document.id}:{document.language}": lines
        for document in documents
        if (lines := _kept_aside(document))
    }
    for document in documents:
        languages.setdefault(document.id, []).append(document.language)
    return {
        "documents": {name: sorted(set(found)) for name, found in sorted(languages.items())},
        "encoder": setup.encoder.name,
        "inputs": dict(sorted(inputs.items())),
        "packages": packages(),
        "python": python_version(),
        "settings": {
            "source": settings.source,
            "target": settings.target,
            "select": list(settings.select),
            "ignore": list(settings.ignore),
        },
        "version": metadata.version("parallel-corpus"),
        "weights": weights(),
        **({"left_out": aside} if aside else {}),
        **({"annotators": setup.annotation.describe()} if setup.annotation else {}),
        **_scorecard(setup),
    }


def _scorecard(setup: Setup) -> dict[str, Any]:
    """Return what findings cost, where the user wants a scorecard or somebody annotates."""
    table = setup.settings.scorecard
    if not table and setup.annotation is None:
        return {}
    options = parse_scorecard(table, setup.settings.root / MANIFEST)
    return {"scorecard": options.record()}


def _kept_aside(document: Document) -> list[str]:
    """Say by kind what of a file is not in its running text: how much, and from where."""
    found: dict[str, list[Segment]] = {}
    for segment in document.furniture:
        found.setdefault(segment.kind, []).append(segment)
    return [
        f"{len(segments)} lines of {kind} (the first: {segments[0].source})"
        for kind, segments in sorted(found.items())
        if kind != "furniture"
    ]
