"""camel-tools' data: found without asking the network, and named where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallel_corpus.build.doctor import diagnose
from parallel_corpus.errors import CorpusError
from parallel_corpus.language.camel_data import data_folder, missing_files
from parallel_corpus.normalise.words.lexicon import Morphology

DATABASE = "data/morphology_db/calima-msa-r13/morphology.db"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    return tmp_path


def test_each_file_that_is_missing_is_named(folder: Path) -> None:
    assert missing_files() == ["catalogue.json", DATABASE]
    (folder / "catalogue.json").write_text("{}", "utf-8")
    assert missing_files() == [DATABASE]
    (folder / DATABASE).parent.mkdir(parents=True)
    (folder / DATABASE).write_text("", "utf-8")
    assert missing_files() == []


def test_without_a_variable_it_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAMELTOOLS_DATA", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert data_folder() == Path.home() / ".camel_tools"


@pytest.mark.usefixtures("folder")
def test_the_analyser_says_what_to_run_and_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(CorpusError, match="camel_data -i morphology-db-msa-r13"):
        Morphology("ar")


@pytest.mark.slow
def test_doctor_names_the_data_and_the_command(folder: Path) -> None:
    item = next(one for one in diagnose() if one.name == "camel-tools data")
    assert (item.works, item.needed) == (False, False)
    assert str(folder) in item.says
    assert item.advice.endswith("camel_data -i morphology-db-msa-r13")
