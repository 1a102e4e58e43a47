"""One chain as a task that any process can do, and the names of tasks with the same result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from parallel_corpus.build.chains import build_chain, with_own_patterns
from parallel_corpus.build.conclude import attempt
from parallel_corpus.build.ingredients import packages, surroundings
from parallel_corpus.build.results import CheckedChain, Failure, Setup
from parallel_corpus.decisions import (
    ON_PAIRS,
    ON_TERMS,
    ON_TEXTS,
    Ledger,
    decision_key,
    decisions_about,
)
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.read import Survey
from parallel_corpus.read.decode import read_bytes
from parallel_corpus.settings import DocumentSettings, Settings

_SUBJECTS = ON_TEXTS + ON_PAIRS + ON_TERMS


@dataclass(frozen=True)
class Task:
    """What is needed to build a chain, and nothing of other chains, so that it is cheap to send.

    `glossary` is the hash of the glossary's file, whose terms are read when the task is done;
    `encoder` the encoder's name, which tells its content apart (see `encode.protocol`).
    """

    number: int
    settings: Settings
    survey: Survey
    ledger: Ledger
    glossary: str = ""
    encoder: str = ""

    @property
    def name(self) -> str:
        """The newest document of the chain."""
        return self.settings.documents[-1].id

    @cached_property
    def key(self) -> str:
        """A hash of all that determines the result: inputs, settings, decisions, program."""
        settings = self.settings
        parts = {
            "program": program(),
            "packages": packages(),
            "encoder": self.encoder or settings.encoder,
            "surroundings": surroundings(),
            "languages": [settings.source, settings.target],
            "checks": [settings.select, settings.ignore, settings.options, settings.own],
            "glossary": self.glossary,
            "documents": [asdict(document) for document in settings.documents],
            "files": dict(sorted(self.survey.hashes.items())),
            "letterheads": sorted(self.survey.letterheads),
            "decisions": [decision_key(decision) for decision in self.ledger.decisions],
        }
        data = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
        return hashlib.sha256(data.encode()).hexdigest()


@dataclass(frozen=True)
class Done:
    """What came of a task. `seconds` is how long it took, 0 where it was `known` already."""

    number: int
    name: str
    result: CheckedChain | Failure
    seconds: float = 0.0
    known: bool = False


def make_tasks(
    settings: Settings,
    chains: Sequence[Sequence[DocumentSettings]],
    survey: Survey,
    ledger: Ledger,
    encoder: str = "",
) -> list[Task]:
    """Make one task a chain, each with only its own share of the survey and the decisions.

    Raises ReadError for a glossary, SettingsError for a pattern that cannot be read.
    """
    settings = with_own_patterns(settings)
    glossary = ""
    if settings.glossary:
        glossary = read_bytes(settings.root / settings.glossary, settings.glossary)[1]
    return [
        Task(
            number,
            replace(settings, documents=tuple(chain)),
            survey.part({text.file for document in chain for text in document.texts}),
            Ledger(decisions_about([d.id for d in chain], ledger, _SUBJECTS)),
            glossary,
            encoder,
        )
        for number, chain in enumerate(chains)
    ]


def run_task(task: Task, encoder: Encoder | None = None) -> CheckedChain | Failure:
    """Build one chain, with this process's encoder where no other is given."""
    settings = task.settings
    setup = Setup(settings, encoder or encoder_of_process(settings.encoder), task.ledger)
    return attempt(task.name, partial(build_chain, setup, settings.documents, task.survey))


@cache
def encoder_of_process(name: str) -> Encoder:
    """Load one encoder a process, however many tasks it does."""
    return load_encoder(name)


@cache
def program() -> str:
    """Hash this package's files: results of another version are not reused."""
    digest = hashlib.sha256()
    for path in _sources(files("parallel_corpus")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.is_dir() and not path.name.startswith("__"):
            found += _sources(path)
        elif path.is_file() and not path.name.endswith(".pyc"):
            found.append(path)
    return found
