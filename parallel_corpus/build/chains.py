"""A chain of versions through every stage.

A chain is what is built together: a document, the versions that it supersedes, and further
copies of their texts. Chains know nothing of each other but the letterheads that come back in
their files, so they can be built in any order, on any machine (see `engines`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parallel_corpus.align import align
from parallel_corpus.align.versions import align_versions
from parallel_corpus.build.reconcile import partners, reconcile
from parallel_corpus.build.results import CheckedChain, CheckedPair, Setup
from parallel_corpus.checks import REGISTRY, CheckSettings, Entry, check, compare, read_glossary
from parallel_corpus.checks.glossary import as_entries
from parallel_corpus.checks.own_patterns import parse_patterns, read_patterns
from parallel_corpus.decisions import (
    Ledger,
    Stale,
    repair_verdicts,
    revise_alignment,
    revise_document,
)
from parallel_corpus.encode import Encoder, RememberingEncoder
from parallel_corpus.model import Alignment, Bead, Bitext, Document, Witness
from parallel_corpus.normalise import normalise_document, repair_words
from parallel_corpus.read import Survey, read_documents
from parallel_corpus.settings import MANIFEST, DocumentSettings, Settings

Refs = tuple[tuple[str, ...], tuple[str, ...]]
"""The segments of a bead, source and target."""


def find_chains(documents: Sequence[DocumentSettings]) -> list[tuple[DocumentSettings, ...]]:
    """Group documents that supersede each other, oldest first."""
    older = {document.id: document.supersedes for document in documents}

    def root(name: str) -> str:
        while (before := older.get(name)) is not None:
            name = before
        return name

    def age(name: str) -> int:
        before = older.get(name)
        return 1 + age(before) if before else 0

    chains: dict[str, list[DocumentSettings]] = {}
    for document in documents:
        chains.setdefault(root(document.id), []).append(document)
    return [tuple(sorted(chain, key=lambda d: age(d.id))) for chain in chains.values()]


def build_chain(setup: Setup, chain: Sequence[DocumentSettings], survey: Survey) -> CheckedChain:
    """Read and check one chain. Raises CorpusError for input that cannot be used."""
    return check_chain(read_documents(setup.settings, chain, survey), setup)


def check_chain(documents: Sequence[Document], setup: Setup) -> CheckedChain:
    """Normalise, align and check the documents of one chain, the oldest first."""
    cleaned, stale = clean_documents(documents, setup.ledger)
    return check_cleaned(cleaned, stale, setup)


def clean_documents(
    documents: Sequence[Document], ledger: Ledger
) -> tuple[tuple[Document, ...], tuple[Stale, ...]]:
    """Normalise the documents and apply people's wordings; also return decisions that are stale."""
    revised = [
        revise_document(document, ledger)
        for document in normalise_documents(documents, repair_verdicts(ledger))
    ]
    stale = tuple(item for _, items in revised for item in items)
    return tuple(document for document, _ in revised), stale


def check_cleaned(
    cleaned: Sequence[Document], stale: Sequence[Stale], setup: Setup
) -> CheckedChain:
    """Align and check the cleaned documents of one chain; `stale` is what cleaning reported."""
    setup = replace(setup, encoder=RememberingEncoder(setup.encoder))
    outdated = list(stale)
    aligned = _align_versions(cleaned, setup, outdated)
    wanted = check_settings(setup.settings, setup.ledger)
    older = {b.previous.document for b, _ in aligned if b.previous} if setup.current_only else ()
    pairs = [
        _check_pair(bitext, alignment, setup.encoder, None if bitext.document in older else wanted)
        for bitext, alignment in aligned
    ]
    return CheckedChain(tuple(cleaned), tuple(pairs), tuple(outdated))


def check_bitexts(bitexts: Sequence[Bitext], setup: Setup) -> CheckedChain:
    """Check bitexts with their documents whose pairing is fixed, each superseding the one before.

    The texts are taken as they are. With `current_only` only the last one is checked.
    """
    setup = replace(setup, encoder=RememberingEncoder(setup.encoder))
    wanted = check_settings(setup.settings, setup.ledger)
    documents: list[Document] = []
    pairs: list[CheckedPair] = []
    for number, given in enumerate(bitexts, start=1):
        if given.source is None or given.target is None:
            raise TypeError("a bitext with its documents is needed, not a table")
        documents += [given.source, given.target]
        older = pairs[-1].bitext if pairs else None
        bitext = (
            _beside(given, given.source, given.target, older, setup.encoder) if older else given
        )
        checked = number == len(bitexts) or not setup.current_only
        alignment = Alignment(
            (
                f"{bitext.document}:{setup.settings.source}",
                f"{bitext.document}:{setup.settings.target}",
            ),
            tuple(unit.bead for unit in bitext.units),
        )
        pairs.append(_check_pair(bitext, alignment, setup.encoder, wanted if checked else None))
    return CheckedChain(tuple(documents), tuple(pairs))


def check_settings(settings: Settings, ledger: Ledger) -> CheckSettings:
    """Collect which checks run and their options, people's glossary terms included.

    Raises ReadError for a glossary that cannot be read.
    """
    glossary = REGISTRY["T01"]
    told = CheckSettings(options=settings.options).options_for(glossary)
    entries = [*as_entries(told["terms"]), *as_entries(ledger.terms())]
    if settings.glossary:
        entries += read_glossary(settings.root / settings.glossary)
    # One entry a term: what either of two sources accepts is accepted.
    accepted: dict[str, dict[str, None]] = {}
    deprecated: dict[str, dict[str, None]] = {}
    for entry in entries:
        accepted.setdefault(entry.english, {}).update(dict.fromkeys(entry.arabic))
        deprecated.setdefault(entry.english, {}).update(dict.fromkeys(entry.deprecated))
    terms = tuple(
        Entry(english, tuple(arabic), tuple(t for t in deprecated[english] if t not in arabic))
        for english, arabic in accepted.items()
    )
    options = {k: v for k, v in settings.options.items() if not glossary.is_called(k)}
    options[glossary.name] = {**told, "terms": terms}
    if own := with_own_patterns(settings).own:
        options[REGISTRY["U01"].name] = {"patterns": own}
    return CheckSettings(settings.select, settings.ignore, options)


def with_own_patterns(settings: Settings) -> Settings:
    """Read the tables of the user's own checks into the settings, those of the manifest first.

    Raises ReadError or SettingsError for a table or a row that is wrong.
    """
    files = (settings.root / name for name in settings.patterns)
    own = parse_patterns(settings.own, f"{settings.root / MANIFEST}: checks")
    rows = (*own, *(row for path in files for row in read_patterns(path)))
    return replace(settings, patterns=(), own=rows)


def normalise_documents(
    documents: Sequence[Document], verdicts: Mapping[str, str] | None = None
) -> list[Document]:
    """Normalise all documents, words last, each as evidence for the others.

    Each learns its title from its own title segment; `verdicts` are people's, by repair key.
    """
    cleaned = [normalise_document(d, documents, decisions=verdicts) for d in documents]
    return [_with_title(document) for document in repair_words(cleaned, decisions=verdicts)]


def _align_versions(
    documents: Sequence[Document], setup: Setup, stale: list[Stale]
) -> list[tuple[Bitext, Alignment]]:
    """Make a bitext of each document that has both languages, with its older version beside it.

    What people decided about the pairing is honoured; what no longer can be is added to `stale`.
    """
    texts = {(d.id, d.language): d for d in documents if not d.witness}
    names = dict.fromkeys(d.id for d in documents)
    found: dict[str, tuple[Bitext, Alignment]] = {}
    for name in names:
        source = texts.get((name, setup.settings.source))
        target = texts.get((name, setup.settings.target))
        if source is None or target is None:
            continue
        alignment, outdated = _align(source, target, setup)
        stale += outdated
        copies = (d for d in documents if d.id == name and d.witness)
        bitext = replace(
            Bitext.of(name, source, target, alignment),
            witnesses=tuple(
                Witness(d, align_versions(texts[name, d.language], d, setup.encoder))
                for d in copies
            ),
        )
        if source.supersedes in found:
            older = found[source.supersedes][0]
            bitext = _beside(bitext, source, target, older, setup.encoder)
        found[name] = bitext, alignment
    return list(found.values())


def _align(source: Document, target: Document, setup: Setup) -> tuple[Alignment, Sequence[Stale]]:
    """Align two texts around the beads that people fixed."""
    first = align(source, target, setup.encoder)
    revised, outdated = revise_alignment(first, source, target, setup.ledger)
    fixed = [(bead.source, bead.target) for bead in revised.beads if bead.method == "human"]
    if not fixed:
        return revised, outdated
    around = align(source, target, setup.encoder, fixed=fixed)
    return replace(around, beads=_as_said(around.beads, fixed)), outdated


def _as_said(beads: Sequence[Bead], fixed: Sequence[Refs]) -> tuple[Bead, ...]:
    """Give people's beads the order of segments that they chose."""
    said = {(frozenset(source), frozenset(target)): (source, target) for source, target in fixed}
    found = []
    for bead in beads:
        sides = said.get((frozenset(bead.source), frozenset(bead.target)))
        found.append(replace(bead, source=sides[0], target=sides[1]) if sides else bead)
    return tuple(found)


def _beside(
    bitext: Bitext, source: Document, target: Document, older: Bitext, encoder: Encoder
) -> Bitext:
    if older.source is None or older.target is None:
        return bitext
    old, new = (partners(unit.bead for unit in text.units) for text in (older, bitext))
    old_back, new_back = ({b: a for a, b in pairs.items()} for pairs in (old, new))
    in_source = align_versions(older.source, source, encoder)
    in_target = align_versions(older.target, target, encoder)
    return replace(
        bitext,
        previous=older,
        source_versions=reconcile(in_source, in_target, old, new),
        target_versions=reconcile(in_target, in_source, old_back, new_back),
    )


def _check_pair(
    bitext: Bitext, alignment: Alignment, encoder: Encoder, settings: CheckSettings | None
) -> CheckedPair:
    """Compare a bitext with its earlier version and, where there are settings, check it."""
    findings = tuple(check(bitext, encoder, settings=settings)) if settings else ()
    return CheckedPair(bitext, alignment, findings, tuple(compare(bitext, encoder)))


def _with_title(document: Document) -> Document:
    titles = [s.text for s in document.segments if s.place == "title"]
    return replace(document, title=titles[0]) if titles and not document.title else document
