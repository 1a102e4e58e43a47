"""Shared by all tests: where the corpus is, and what Debian must provide."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


def require_program(name: str, package: str) -> str:
    """The path of a Debian program; skips with what to install, and fails on CI instead."""
    path = shutil.which(name)
    if path:
        return path
    message = f"needs {name}: apt-get install {package}"
    if os.environ.get("PARALLEL_CORPUS_REQUIRE_DEBIAN"):
        pytest.fail(message)
    pytest.skip(message)
