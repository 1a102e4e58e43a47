"""Shared by all tests: where the corpus is, what Debian must provide, and what a quick test is."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import LIMIT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from parallel_corpus import Corpus

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


# How long an example takes says how busy the machine is, not what is right.
settings.register_profile(
    "tests", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")

# What changes the program or its output and may be set where the tests are run. A test that is
# about one of them sets it.
_VARIABLES = (
    "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "DICPATH", "FORCE_COLOR", "LINES", "NO_COLOR",
    "PARALLEL_CORPUS_CACHE", "PARALLEL_CORPUS_WHO", "PYTHONIOENCODING", "PYTHONUNBUFFERED",
    "PYTHONUTF8", "PYTHONWARNINGS", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
)  # fmt: skip
# A test with one of these needs a process, a browser, torch or a full build. What else takes over
# a second is marked by itself.
_SLOW_FIXTURES = {
    "_sandbox",
    "make_desk",
    "browser",
    "built",
    "cluster",
    "disk",
    "nursery",
    "right",
    "serve",
    "site",
    "toy_models",
}
_PROCESSES = {"os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen"}
_HEAVY = {"ray", "sentence_transformers", "torch", "transformers"}  # take seconds to load
_quick: list[str] = []  # the quick test that runs, or the collection


def pytest_configure() -> None:
    for name in _VARIABLES:
        os.environ.pop(name, None)
    # A shell gives its background jobs SIGINT ignored, and they would hand that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(_mind_what_takes_long)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by fixture what is slow, and begin with the slow files: two workers end together."""
    for item in items:
        if _SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _quick[:] = [] if item.get_closest_marker("slow") else [item.nodeid]
    try:
        return (yield)
    finally:
        _quick.clear()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    _quick[:] = ["the collection of the tests"]
    try:
        return (yield)
    finally:
        _quick.clear()


def _mind_what_takes_long(event: str, args: tuple[object, ...]) -> None:
    """Fail a quick test that starts a process or loads torch, so that quick tests stay quick."""
    if not _quick:  # or None, when the interpreter ends
        return
    loads = event == "import" and str(args[0]).partition(".")[0] in _HEAVY
    if loads or event in _PROCESSES:
        pytest.fail(f"{_quick[0]} needs a process or torch ({event} {args[:1]}): mark it slow")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test may find what an earlier run built, nor leave anything in the user's cache."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["PARALLEL_CORPUS_CONFIG"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def built() -> Corpus:
    """The project's own corpus, built once in a process of tests; nobody may change it.

    Its chains are in the cache then, where the tests of commands on it find them.
    """
    import parallel_corpus as pc
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.settings import load_settings

    return pc.Corpus(build(load_settings(DATA), cache=cache_folder()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; a module's own, for Playwright's loop runs in this thread as long as it is open."""
    from playwright.sync_api import expect, sync_playwright

    path = require_program("chromium", "chromium")
    # As long as anything may take on a busy machine; what is expected ends the waiting.
    expect.set_options(timeout=LIMIT * 1000)
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
