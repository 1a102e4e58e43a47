"""What a page that is not ours may send to a desk that has let it in: refused, and nothing written."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.review.app import make_app
from parallel_corpus.review.desk import Desk

from .conftest import write_folder

Ask = Callable[..., tuple[int, bytes]]
DEEP = b'{"verdict": "comment", "on": ' + b"[" * 100_000
PATHS = [
    "/exported/../../../../etc/passwd",
    "/exported/..%2f..%2fetc%2fpasswd",
    "/exported//etc/passwd",
    "/exported/%2e%2e/decisions.jsonl",
    "/exported/decisions.jsonl",
    "/exported/index.html\0",
    "/exported/corpus.toml",
    "/../decisions.jsonl",
    "/static/../corpus.toml",
    "/desk.js/../../corpus.toml",
]
BODIES: dict[str, bytes] = {
    "too large": b'{"comment": "' + b"x" * 1_000_001 + b'"}',
    "too deep": DEEP,
    "half": b'{"verdict": "confirm"',
    "no object": b"[1, 2]",
    "not a number": b'{"since": NaN, "verdict": "confirm"}',
    "no text": b"\xff\xfe\x00",
    "twenty thousand digits": b'{"since": ' + b"9" * 20_000 + b"}",
    "nothing": b"",
    "types": b'{"verdict": {}, "on": [], "comment": 7, "value": "x", "seen": null}',
    "another subject": b'{"verdict": "confirm", "on": "bead:../../x:en:p1=y"}',
    "an unknown verdict": b'{"verdict": "__class__", "on": "bead:adopted:en:p1=adopted:ar:p1"}',
}
# An object without `formats` asks for all results.
ASKING = {"types", "another subject", "an unknown verdict", "twenty thousand digits"}
SENT = [
    *(("/decide", name) for name in BODIES),
    *(("/export", name) for name in BODIES if name not in ASKING),
]
ORDERS = [
    {"formats": ["../../evil"]},
    {"formats": ["/etc/passwd", "tmx"]},
    {"formats": [{"a": 1}, None]},
    {"formats": ["tmx\0"]},
    {"formats": ["tbx"] * 2 + ["nonsense"] * 50_000},
]


@pytest.fixture(scope="module")
def folder_of_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def ask(folder_of_desk: Path, build_in: Any) -> Ask:
    """Send a request to the desk's pages, behind its guard."""
    desk = Desk(build_in(folder_of_desk), Store(folder_of_desk / FILE), "me", folder_of_desk / "o")
    app = make_app(desk)

    def send(path: str, body: bytes = b"", method: str = "POST") -> tuple[int, bytes]:
        got: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def take(message: Any) -> None:
            got.append(message)

        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(),
                 "query_string": b"", "headers": [], "root_path": ""}  # fmt: skip
        asyncio.run(app(scope, receive, take))
        return got[0]["status"], b"".join(part.get("body", b"") for part in got[1:])

    return send


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder.parent).as_posix() for path in folder.parent.rglob("*")}


@pytest.mark.parametrize("path", PATHS, ids=ascii)
def test_no_other_file_is_served(path: str, ask: Ask) -> None:
    status, said = ask(path, method="GET")
    assert status in (404, 405)
    assert b"root:" not in said


@pytest.mark.parametrize(("path", "name"), SENT)
def test_a_request_that_makes_no_sense_changes_nothing(
    name: str, path: str, ask: Ask, folder_of_desk: Path
) -> None:
    before = names(folder_of_desk)
    status, said = ask(path, BODIES[name])
    assert status in (409, 422), said
    assert json.loads(said)["error"]
    assert names(folder_of_desk) == before


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: ascii(order)[:40])
def test_a_format_is_no_path(order: dict[str, Any], ask: Ask, folder_of_desk: Path) -> None:
    before = names(folder_of_desk)
    status, said = ask("/export", json.dumps(order).encode())
    assert status == 422, said
    assert len(said) < 10_000
    assert names(folder_of_desk) == before


def test_a_comment_is_kept_as_text(ask: Ask, folder_of_desk: Path) -> None:
    """Whatever it holds, one line of the file is one decision, and the page shows no tag of it."""
    evil = "</script><img src=x onerror=alert(1)>\n\u2028{}\u202e\ud800=1+1"
    body = {"verdict": "comment", "on": "bead:adopted:en:p1=adopted:ar:p1", "comment": evil}
    status, said = ask("/decide", json.dumps(body).encode())
    assert status == 200, said
    ledger: Ledger = Store(folder_of_desk / FILE).load()
    assert not ledger.damaged
    assert len(ledger.decisions) == 1
    page = ask("/", method="GET")[1].decode()
    assert "<img src=x" not in page
    assert "</script><img" not in page
