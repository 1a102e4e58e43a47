"""A person's word on a repair, through the whole build."""

import shutil
from pathlib import Path

import pytest

from parallel_corpus.build.corpus import build
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import FILE, Store, on_repair
from parallel_corpus.model import Decision, Repair, Segment
from parallel_corpus.normalise import repair_key
from parallel_corpus.settings import load_settings

pytestmark = pytest.mark.slow


def segment_at(corpus: CheckedCorpus, place: str) -> Segment:
    [document] = [d for d in corpus.documents if d.id == "ipu143-adopted" and d.language == "ar"]
    return document.segment(place)


def word_repair(segment: Segment) -> Repair:
    [repair] = [r for r in segment.repairs if r.code == "N702"]
    return repair


def built_quickly(folder: Path) -> CheckedCorpus:
    """A whole build but for the checks, one of which is as good here as all."""
    return build(load_settings(folder).changed(None, ("N01",), ()))


@pytest.fixture(scope="module")
def before(data: Path) -> Segment:
    """Paragraph 21 as it is built where nobody has decided anything."""
    return segment_at(built_quickly(data), "op21")


@pytest.mark.parametrize(
    ("verdict", "status", "reads"),
    [("accept", "applied", "لواضعي"), ("reject", "rejected", "لوضعي")],
)
def test_a_proposal_is_accepted_or_rejected(
    data: Path, tmp_path: Path, before: Segment, verdict: str, status: str, reads: str
) -> None:
    folder = Path(shutil.copytree(data, tmp_path / "data"))
    proposed = word_repair(before)
    assert proposed.status == "proposed"
    assert "لوضعي" in before.text
    key = repair_key(before.id, proposed, before.repairs)
    decision = Decision("amal", "2026-01-01T00:00:00Z", on_repair(before.id, key), verdict)
    Store(folder / FILE).append(lambda _: [decision])
    after = segment_at(built_quickly(folder), "op21")
    assert word_repair(after).status == status
    assert f" {reads} " in after.text
