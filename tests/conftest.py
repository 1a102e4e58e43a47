"""Shared by all tests: where the corpus is, and what Debian must provide."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test may find what an earlier run built, nor leave anything in the user's cache."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; a module's own, for Playwright's loop runs in this thread as long as it is open."""
    from playwright.sync_api import sync_playwright

    path = require_program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


def require_program(name: str, package: str) -> str:
    """The path of a Debian program; skips with what to install, and fails on CI instead."""
    path = shutil.which(name)
    if path:
        return path
    message = f"needs {name}: apt-get install {package}"
    if os.environ.get("PARALLEL_CORPUS_REQUIRE_DEBIAN"):
        pytest.fail(message)
    pytest.skip(message)
