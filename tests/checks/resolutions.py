"""The adopted and the draft resolution as Documents, from a data file made of the seeds.

Segmentation is given here, so that the checks are tested by themselves; `read` has its own tests.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from parallel_corpus.align.versions import align_versions
from parallel_corpus.checks import Bitext, Witness, check
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.model import Alignment, Bead, Document, Finding, Language, Segment, segment_id

DATA = Path(__file__).parent / "data" / "resolutions.json"


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    return load_encoder()


def document(name: str, language: Language, witness: str = "") -> Document:
    texts = json.loads(DATA.read_text(encoding="utf-8"))[name]
    paragraphs = texts[f"{language}@{witness}" if witness else language]
    segments = tuple(
        Segment(segment_id(name, language, place, witness), language, place, text, text, number)
        for place, (number, text) in paragraphs.items()
    )
    return Document(name, language, segments, witness=witness)


def pair(name: str, source: Document, target: Document) -> Bitext:
    beads = [
        Bead((one.id,), (other.id,))
        for one, other in zip(source.segments, target.segments, strict=True)
    ]
    alignment = Alignment((f"{name}:en", f"{name}:ar"), tuple(beads))
    return Bitext.of(name, source, target, alignment)


@lru_cache(maxsize=1)
def draft() -> Bitext:
    return pair("draft", document("draft", "en"), document("draft", "ar"))


@lru_cache(maxsize=1)
def adopted() -> Bitext:
    """The adopted text beside its draft, with the second copy of the English."""
    bitext = pair("adopted", document("adopted", "en"), document("adopted", "ar"))
    return with_previous(bitext, draft(), witnessed=True)


@lru_cache(maxsize=1)
def adopted_findings() -> tuple[Finding, ...]:
    """What all checks find in the adopted text; made once in a process, for it takes five seconds."""
    return tuple(check(adopted(), encoder()))


def with_previous(bitext: Bitext, old: Bitext, *, witnessed: bool = False) -> Bitext:
    assert bitext.source
    assert bitext.target
    assert old.source
    assert old.target
    copy = document("adopted", "en", "print")
    witness = Witness(
        copy,
        Alignment(
            ("adopted:en", "adopted@print:en"),
            tuple(
                Bead((one.id,), (other.id,))
                for one, other in zip(bitext.source.segments, copy.segments, strict=False)
            ),
        ),
    )
    return replace(
        bitext,
        previous=old,
        source_versions=align_versions(old.source, bitext.source, encoder()),
        target_versions=align_versions(old.target, bitext.target, encoder()),
        witnesses=(witness,) if witnessed else (),
    )
