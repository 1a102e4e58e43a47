"""Documents made by hand, so that the aligner is tested without the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.model import Document, Language, Segment, segment_id

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def use() -> Encoder:
    return load_encoder("use")


@pytest.fixture(scope="session")
def resolution() -> Callable[[str, Language], Document]:
    data = json.loads((HERE / "resolutions.json").read_text(encoding="utf-8"))["documents"]

    def read(name: str, language: Language) -> Document:
        segments = tuple(
            Segment(segment_id(name, language, place), language, place, text, text, number)
            for place, number, text in data[name][language]
        )
        return Document(name, language, segments)

    return read
