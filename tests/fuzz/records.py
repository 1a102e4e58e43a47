"""What people and other programs write: settings, decisions, options, alignments, vectors."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import click

from parallel_corpus.align.evaluate import evaluate_alignment
from parallel_corpus.align.versions import align_versions  # noqa: F401 - instrumented
from parallel_corpus.cli.options import parse_columns
from parallel_corpus.decisions import judge_findings, revise_alignment, revise_document, text_lookup
from parallel_corpus.decisions.apply import decisions_about, repair_verdicts
from parallel_corpus.decisions.store import parse_ledger
from parallel_corpus.encode import load_encoder
from parallel_corpus.model import Alignment, Bead, Document, Finding, Segment
from parallel_corpus.normalise import normalise_document, replay, restore
from parallel_corpus.read.pairings import read_pairings
from parallel_corpus.read.propose import format_manifest
from parallel_corpus.settings import load_settings
from parallel_corpus.support.publish import SEAL, read_seal
from tests.fuzz.target import Target, refusing, text_of, workplace

DATA = Path(__file__).parents[2] / "data"


def check_settings(data: bytes) -> None:
    """What can be loaded can be written and loaded again."""
    root = workplace() / "corpus"
    root.mkdir(exist_ok=True)
    manifest = root / "corpus.toml"
    manifest.write_bytes(data)

    def work() -> None:
        settings = load_settings(root)
        hash(settings.select + settings.ignore)
        manifest.write_text(format_manifest(settings), encoding="utf-8")
        again = load_settings(root)
        assert [d.id for d in again.documents] == [d.id for d in settings.documents]

    refusing(work)


@cache
def two_texts() -> tuple[Document, Document, Alignment]:
    sides = []
    for language, texts in (("en", ["Peace.", "War  is over."]), ("ar", ["سلام.", "انتهت الحرب."])):
        segments = tuple(
            Segment(f"d:{language}:p{i}", language, f"p{i}", raw=text, text=text)
            for i, text in enumerate(texts, start=1)
        )
        document = Document("d", language, segments)
        sides.append(normalise_document(document, [document]))
    beads = tuple(Bead((f"d:en:p{i}",), (f"d:ar:p{i}",), 0.9) for i in (1, 2))
    return sides[0], sides[1], Alignment(("d:en", "d:ar"), beads)


def check_decisions(data: bytes) -> None:
    """Whatever a line says: laws 1 and 3 hold afterwards."""
    ledger = parse_ledger(data)
    source, target, alignment = two_texts()
    repair_verdicts(ledger)
    decisions_about(["d"], ledger)
    ledger.terms()
    ledger.to_undo("me")
    for document in (source, target):
        revised, _ = revise_document(document, ledger)
        for segment in revised.segments:
            assert replay(segment.raw, segment.repairs) == segment.text
            assert restore(segment.text, segment.repairs) == segment.raw
    made, _ = revise_alignment(alignment, source, target, ledger)
    for side, document in (("source", source), ("target", target)):
        refs = sorted(ref for bead in made.beads for ref in getattr(bead, side))
        assert refs == sorted(segment.id for segment in document.segments)
    finding = Finding("N01", "d", ("d:en:p1",), ("d:ar:p1",), 0.5, "x")
    judge_findings([finding], ledger, text_lookup([source, target]))


def decisions() -> list[bytes]:
    base = {"when": "2026-01-01T00:00:00.000000Z", "who": "me"}
    records = [
        {"on": "beads:d", "verdict": "merge", "fingerprint": "x",
         "value": {"beads": [[["d:en:p1", "d:en:p2"], ["d:ar:p1"]], [[], ["d:ar:p2"]]]}},
        {"on": "text:d:en:p1", "verdict": "edit", "fingerprint": "x", "value": {"text": "No."}},
        {"on": "term:a=b", "verdict": "add", "value": {"source": "a", "target": "b"}},
        {"on": "finding:N01 d:en:p1=d:ar:p1", "verdict": "reject", "comment": "x"},
        {"on": "repair:d:en:p2#abc", "verdict": "accept"},
        {"on": "decision:abc", "verdict": "undo"},
    ]  # fmt: skip
    lines = [json.dumps({**base, **record}).encode() + b"\n" for record in records]
    return [*lines, b"".join(lines)]


def check_columns(data: bytes) -> None:
    try:
        chosen = parse_columns(text_of(data))
    except click.UsageError:
        return
    assert 2 <= len(chosen) <= 3


def check_pairings(data: bytes) -> None:
    path = workplace() / "gold.txt"
    path.write_bytes(data)

    def work() -> None:
        pairings = read_pairings(path)
        evaluate_alignment(pairings, pairings)

    refusing(work)


def check_vectors(data: bytes) -> None:
    path = workplace() / "vectors.jsonl"
    path.write_bytes(data)
    refusing(lambda: load_encoder(f"file:{path}").encode(["Peace"]))


def check_seal(data: bytes) -> None:
    (workplace() / SEAL).write_bytes(data)
    for name in read_seal(workplace()):
        assert Path(name).name == name


TARGETS = [
    Target("settings", check_settings, lambda: [(DATA / "corpus.toml").read_bytes()]),
    Target("decisions", check_decisions, decisions, 2),
    Target("columns", check_columns, lambda: [b"English,Arabic", b"2,3,1"]),
    Target("pairings", check_pairings, lambda: [b"[0] : [0]\n[1] : [1, 2]\n",
                                                b'{"source": [0], "target": [0]}\n']),
    Target("vectors", check_vectors, lambda: [b'{"text": "Peace", "vector": [0.5, 0.5]}\n']),
    Target("seal", check_seal, lambda: [b"0" * 64 + b"  a.csv\n"]),
]  # fmt: skip
