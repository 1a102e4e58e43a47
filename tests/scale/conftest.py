"""A corpus of three documents in two chains."""

from pathlib import Path

import pytest

from parallel_corpus.decisions import Ledger
from parallel_corpus.pipeline import CheckedCorpus, find_chains
from parallel_corpus.read import survey_files
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.results import write_corpus
from parallel_corpus.scale.tasks import Task, make_tasks
from parallel_corpus.settings import Settings

TEXTS = {
    "law-draft.en.txt": "The Assembly,\n\nNoting the law,\n\n1. Urges all members to pay 12 dollars.",
    "law-draft.ar.txt": "إن الجمعية،\n\nإذ تلاحظ القانون،\n\n1. تحث جميع الأعضاء على دفع 12 دولاراً.",
    "law.en.txt": "The Assembly,\n\nNoting the law,\n\n1. Urges all members to pay 45 dollars.",
    "law.ar.txt": "إن الجمعية،\n\nإذ تلاحظ القانون،\n\n1. تحث جميع الأعضاء على دفع 12 دولاراً.",
    "note.en.txt": "The meeting of the members will be held in Madrid in November this year.",
    "note.ar.txt": "سيعقد اجتماع الأعضاء في مدريد في تشرين الثاني/نوفمبر من هذا العام.",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return propose_settings(folder)[0]


def task_list(settings: Settings, ledger: Ledger | None = None) -> list[Task]:
    chains = find_chains(settings.documents)
    return make_tasks(settings, chains, survey_files(settings), ledger or Ledger())


def written(corpus: CheckedCorpus, out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in write_corpus(corpus, out)}
