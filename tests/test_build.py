"""The main job on data/: what the five documents must give, every time."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import parallel_corpus as pc
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.normalise import replay, restore

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
ROUNDING = 2e-3  # another processor's last bits, four digits shown


@pytest.fixture(scope="module")
def corpus(built: pc.Corpus) -> pc.Corpus:
    return built


@pytest.fixture(scope="module")
def elsewhere(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a process of its own writes; `said` is what it imported that is heavy, and its peak."""
    folder = tmp_path_factory.mktemp("elsewhere")
    code = (
        "import re, sys; import parallel_corpus as pc\n"
        f"pc.build({str(data)!r}, {str(folder / 'out')!r})\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)\n"
        # Not getrusage: what it calls the peak includes the process that we were forked from.
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "import json; print(json.dumps([sorted(heavy), peak]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "said").write_text(done.stdout)
    return folder


@pytest.fixture(scope="module")
def checked(corpus: pc.Corpus) -> CheckedCorpus:
    return corpus.checked


@pytest.mark.parametrize(
    ("document", "preambular", "operative"),
    [("ipu143-adopted", 20, 22), ("ipu143-draft", 14, 13)],
)
def test_paragraphs_are_paired_one_to_one(
    corpus: pc.Corpus, document: str, preambular: int, operative: int
) -> None:
    pairs = corpus.pairs[corpus.pairs["document"] == document]
    for kind, count in (("pre", preambular), ("op", operative), ("title", 1)):
        rows = pairs[pairs["kind"] == kind]
        assert len(rows) == count
        assert (rows["source_place"] == rows["target_place"]).all()


def test_every_segment_stands_in_exactly_one_bead(checked: CheckedCorpus) -> None:
    """Law 3."""
    for pair in checked.pairs:
        for side, document in (("source", pair.source), ("target", pair.target)):
            refs = Counter(ref for bead in pair.alignment.beads for ref in getattr(bead, side))
            assert refs == Counter(segment.id for segment in document.segments)


def test_records_replay_and_restore(checked: CheckedCorpus) -> None:
    """Law 1, on every segment of the corpus."""
    for document in checked.documents:
        for segment in (*document.segments, *document.furniture):
            assert replay(segment.raw, segment.repairs) == segment.text
            assert restore(segment.text, segment.repairs) == segment.raw


def test_paragraph_18_comes_first_with_its_evidence(corpus: pc.Corpus) -> None:
    worst = corpus.findings.iloc[0]
    assert worst["source"] == ["ipu143-adopted:en:op18"]
    assert worst["target"] == ["ipu143-adopted:ar:op18"]
    assert worst["severity"] == "error"
    evidence = json.dumps(worst["evidence"], ensure_ascii=False)
    for words in ("digital industry", "social media networks", "شبكات التواصل", "لشبكات التواصل"):
        assert words in evidence
    assert any("لشبكات التواصل" in text for _, _, text in worst["target_spans"])


def test_paragraph_14_does_not_follow_the_draft(corpus: pc.Corpus) -> None:
    row = corpus.versions[
        corpus.versions["source_ids"].map(lambda ids: "ipu143-adopted:en:op14" in ids)
    ]
    assert row["followed"].iloc[0] == "yes"
    versions = corpus.findings[corpus.findings["code"].str.startswith("V")]
    about = versions[versions["source"].map(lambda ids: "ipu143-adopted:en:op14" in ids)]
    assert not about["message"].str.contains("superseded").any()


def test_documents_without_a_target_are_read_and_searchable(corpus: pc.Corpus) -> None:
    found = corpus.segments_with("Gender-responsive and survivor-centred")
    assert set(found["document"]) == {"ipu143-women-forum"}
    assert "ipu143-women-forum" not in set(corpus.pairs["document"])
    arabic = corpus.segments_with("الاطفال", language="ar")
    assert len(arabic) > 20
    assert arabic["text"].str.contains("الأطفال").all()


def test_torch_is_never_imported_and_memory_stays_small(elsewhere: Path) -> None:
    heavy, peak = json.loads((elsewhere / "said").read_text())
    assert not heavy
    assert peak <= 600_000  # kB


def test_building_twice_gives_the_same_bytes(
    corpus: pc.Corpus, elsewhere: Path, tmp_path: Path
) -> None:
    """Law 4, on one machine: here and in another process."""
    corpus.write(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in (elsewhere / "out").iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (elsewhere / "out" / name).read_bytes(), name


def test_committed_results_are_those_of_a_rebuild(corpus: pc.Corpus, tmp_path: Path) -> None:
    """Same beads and findings, scores within rounding: another processor must not break it."""
    corpus.write(tmp_path)
    committed = ROOT / "alignments"
    assert {p.name for p in committed.iterdir()} == {p.name for p in tmp_path.iterdir()}
    for path in sorted(committed.glob("*.jsonl")):
        ours, theirs = read_jsonl(path), read_jsonl(tmp_path / path.name)
        assert len(ours) == len(theirs), path.name
        for old, new in zip(ours, theirs, strict=True):
            assert_alike(old, new, path.name)


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def assert_alike(old: object, new: object, where: str) -> None:
    if isinstance(old, dict) and isinstance(new, dict):
        assert old.keys() == new.keys(), where
        for key in old:
            assert_alike(old[key], new[key], f"{where}: {key}")
    elif isinstance(old, list) and isinstance(new, list):
        assert len(old) == len(new), where
        for a, b in zip(old, new, strict=True):
            assert_alike(a, b, where)
    elif isinstance(old, float) and isinstance(new, float):
        assert abs(old - new) < ROUNDING, where
    else:
        assert old == new, where
