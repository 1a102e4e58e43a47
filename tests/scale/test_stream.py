"""A build that streams to Parquet has the rows of one in memory, and leaves nothing by halves."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import parallel_corpus as pc
from parallel_corpus.build.cache import ChainCache, cache_folder
from parallel_corpus.build.corpus import build
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.build.tasks import Done
from parallel_corpus.cli.group import main
from parallel_corpus.decisions import Ledger, on_finding
from parallel_corpus.decisions.apply import finding_fingerprint, text_lookup
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.formats.parquet import CorpusTables
from parallel_corpus.export.stream import stream
from parallel_corpus.model import Decision
from parallel_corpus.settings import Settings, load_settings

pytestmark = pytest.mark.slow

SEAL = "SHA256SUMS"
NAMES = ["beads.parquet", "findings.parquet", "repairs.parquet", "run.json", "segments.parquet"]


@pytest.fixture(scope="module")
def seeds(data: Path) -> Settings:
    """Two versions and two lone documents; findings of the corpus as a whole among the others."""
    return load_settings(data)


@pytest.fixture(scope="module")
def plain(built: pc.Corpus) -> CheckedCorpus:
    return built.checked


@pytest.fixture(scope="module")
def cache(built: pc.Corpus) -> Path:  # noqa: ARG001 - which has put its chains there
    """Where the chains of the project's own corpus are, so that these tests build none again."""
    return cache_folder()


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def in_order(found: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(map(repr, found))


def test_the_rows_are_those_of_a_build_in_memory(
    seeds: Settings, plain: CheckedCorpus, cache: Path, tmp_path: Path
) -> None:
    streamed = stream(seeds, tmp_path / "streamed", cache=cache)
    with CorpusTables(tmp_path / "plain") as tables:
        tables.add(plain)
    assert any(f.code in ("M02", "T02", "T03") for f in plain.findings)
    for name in ("segments", "repairs", "beads"):
        assert rows(tmp_path / "streamed", name) == rows(tmp_path / "plain", name), name
    # Worst first within each chain, not in the whole.
    findings = [rows(tmp_path / folder, "findings") for folder in ("streamed", "plain")]
    assert in_order(findings[0]) == in_order(findings[1])
    assert streamed.findings == plain.findings[:5]
    assert sum(streamed.severities.values()) == len(plain.findings)
    assert sorted(path.name for path in streamed.paths) == NAMES


def test_every_engine_and_cache_gives_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    ways: dict[str, dict[str, Any]] = {
        "here": {},
        "processes": {"jobs": 2},
        "cold": {"cache": tmp_path / "cache"},
        "warm": {"cache": tmp_path / "cache"},
    }
    for name, how in ways.items():
        stream(settings, tmp_path / name, **how)
    for name in NAMES:
        assert len({(tmp_path / way / name).read_bytes() for way in ways}) == 1, name


def test_rejected_findings_are_not_among_the_rows(
    seeds: Settings, plain: CheckedCorpus, cache: Path, tmp_path: Path
) -> None:
    """Of a pair, and of the corpus as a whole."""
    text_of = text_lookup(plain.documents)
    whole = next(f for f in plain.findings if f.code == "M02")
    ledger = Ledger(
        tuple(
            Decision(
                "me", "2026-01-01", on_finding(f), "reject",
                fingerprint=finding_fingerprint(f, text_of),
            )
            for f in (plain.findings[0], whole)
        )
    )  # fmt: skip
    streamed = stream(seeds, tmp_path, cache=cache, decisions=ledger)
    assert sum(streamed.severities.values()) == len(plain.findings) - 2
    assert streamed.findings[0] == plain.findings[1]


def test_what_fails_is_named_and_the_rest_is_written(settings: Settings, tmp_path: Path) -> None:
    (settings.root / "note.ar.txt").write_bytes(b"%PDF-1.7")
    streamed = stream(settings, tmp_path)
    assert [failure.document for failure in streamed.failures] == ["note"]
    assert {row["document"] for row in rows(tmp_path, "segments")} == {"law-draft", "law"}
    (settings.root / "law.ar.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(CorpusError, match="is a PDF"):
        stream(settings, tmp_path)


def test_a_text_that_was_written_to_meanwhile_is_left_out(
    settings: Settings, tmp_path: Path
) -> None:
    def edit(done: Done) -> None:
        if done.name == "note":
            (settings.root / "note.en.txt").write_text("Somebody edits the text.")

    streamed = stream(settings, tmp_path, watch=edit)
    assert [failure.document for failure in streamed.failures] == ["note"]
    assert {row["document"] for row in rows(tmp_path, "segments")} == {"law-draft", "law"}


def test_a_result_that_could_not_be_kept_is_an_error_and_leaves_no_file(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChainCache, "store", lambda *_: None)  # what a full disk comes to
    with pytest.raises(CorpusError, match="could not be kept on the disk"):
        stream(settings, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "cache"))
    command = ["build", settings.root, "-o", tmp_path / "out", "--stream", "--fail-on", "warning"]
    result = CliRunner().invoke(main, [str(arg) for arg in command])
    assert result.exit_code == 1, result.output
    assert "Findings: " in result.output
    assert "law, paragraph 1" in result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [SEAL, *NAMES]


def test_a_choice_that_does_not_exist_is_an_error(seeds: Settings) -> None:
    with pytest.raises(TypeError, match="no choice called job"):
        build(seeds, job=2)  # type: ignore[call-arg]
