"""Every crash that fuzzing found, once more; and the seeds, so that no target rots."""

from __future__ import annotations

import base64
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.__main__ import INSTRUMENTED
from tests.fuzz.targets import TARGETS

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


def data_of(case: dict[str, str]) -> bytes:
    if "base64" in case:
        return base64.b64decode(case["base64"])
    return case["text"].encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['target']}: {case['why']}")
def test_what_once_crashed(case: dict[str, str]) -> None:
    TARGETS[case["target"]].check(data_of(case))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow) if name == "pdf" else name for name in TARGETS],
)
def test_seeds(name: str) -> None:
    seeds = TARGETS[name].seeds()
    assert seeds
    for data in seeds[:16]:
        TARGETS[name].check(data)


@pytest.mark.parametrize("room", INSTRUMENTED)
def test_what_is_watched_is_there(room: str) -> None:
    """`make fuzz` imports them before all else; a room that moved stopped it."""
    assert find_spec(f"parallel_corpus.{room}")
