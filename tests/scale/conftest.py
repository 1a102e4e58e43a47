"""The small corpus, cut into tasks and built."""

from pathlib import Path

import pytest

from parallel_corpus.build.chains import find_chains
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.build.tasks import Task, make_tasks
from parallel_corpus.decisions import Ledger
from parallel_corpus.export.results import write_corpus
from parallel_corpus.read import survey_files
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import Settings
from tests.small_corpus import write_texts


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return propose_settings(write_texts(tmp_path / "texts")).settings


def task_list(settings: Settings, ledger: Ledger | None = None) -> list[Task]:
    chains = find_chains(settings.documents)
    return make_tasks(settings, chains, survey_files(settings), ledger or Ledger())


def written(corpus: CheckedCorpus, out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in write_corpus(corpus, out)}
