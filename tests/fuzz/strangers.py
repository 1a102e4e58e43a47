"""What others may put where the program keeps its own: cache entries, annotations, requests."""

from __future__ import annotations

import asyncio
import json
from functools import cache, partial
from typing import Any

from parallel_corpus.annotators.records import dump_line, read_answers
from parallel_corpus.build.cache import ChainCache
from parallel_corpus.build.rebuild import Builder
from parallel_corpus.decisions import FILE, Store
from parallel_corpus.review.app import make_app
from parallel_corpus.review.desk import Desk
from parallel_corpus.settings import load_settings
from tests.fuzz.target import Target, refusing, workplace

_KEY = "ab" * 32
_MANIFEST = (
    '[[document]]\nid = "a"\n'
    'texts = [{file = "a.en.txt", language = "en"}, {file = "a.ar.txt", language = "ar"}]\n'
)
_PATHS = ("/decide", "/export", "/texts", "/changes")


def check_annotations(data: bytes) -> None:
    """What can be read can be written and read again."""
    path = workplace() / "answers.jsonl"
    path.write_bytes(data)

    def work() -> None:
        answers = list(read_answers(path))
        path.write_bytes(b"".join(map(dump_line, answers)))
        assert list(read_answers(path)) == answers

    refusing(work)


def check_entry(data: bytes) -> None:
    """Nothing is taken from a file whose checksum is wrong, and none can be right by chance."""
    kept = ChainCache(workplace() / "cache")
    kept.store_whole([_KEY], ())
    for path in (workplace() / "cache").rglob("*.findings"):
        path.write_bytes(data)
    assert kept.load_whole([_KEY]) is None
    path = kept.folder / _KEY[:2] / f"{_KEY}.chain"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    assert kept.load(_KEY) is None


@cache
def _app() -> Any:
    """A desk over one pair; its decisions begin anew when they are many."""
    root = workplace() / "desk"
    root.mkdir()
    (root / "a.en.txt").write_text("The library opens at nine.", encoding="utf-8")
    (root / "a.ar.txt").write_text("تفتح المكتبة في التاسعة.", encoding="utf-8")
    (root / "corpus.toml").write_text(_MANIFEST, encoding="utf-8")
    desk = Desk(Builder(load_settings(root)), Store(root / FILE), "me", workplace() / "out")
    return make_app(desk)


async def _ask(path: str, query: bytes, body: bytes) -> int:
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        status.extend([message["status"]] if message["type"] == "http.response.start" else [])

    posted = path in ("/decide", "/export")
    scope = {
        "type": "http",
        "method": "POST" if posted else "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(b"host", b"127.0.0.1:80"), (b"content-type", b"application/json")],
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    await _app()(scope, receive, send)
    return status[0]


def check_request(data: bytes) -> None:
    """The first byte is the path; the rest the body, and up to a NUL the query."""
    path = _PATHS[data[0] % len(_PATHS)] if data else "/decide"
    body = data[1:]
    query = body.partition(b"\0")[0][:200].replace(b"wait", b"w")  # nobody waits for changes here
    store = workplace() / "desk" / FILE
    if store.exists() and store.stat().st_size > 100_000:
        store.unlink()
    assert asyncio.run(_ask(path, query, body)) < 500


def _requests() -> list[bytes]:
    pack = partial(json.dumps, ensure_ascii=False)
    bodies = [
        {"verdict": "comment", "on": "text:a:en:p1", "comment": "x\ud800", "since": 1e400},
        {"verdict": "edit", "on": "text:a:en:p1", "value": {"text": "No."}, "seen": ""},
        {"verdict": "edit", "on": "text:a:en:p1", "value": {"text": ["\u202e", None]}},
        {"verdict": "merge", "on": "beads:a", "value": {"beads": [[[{}], [5]]]}},
        {"verdict": "accept", "on": "finding:N01 a:en:p1=a:ar:p1", "since": "9" * 5000},
        {"verdict": "undo", "on": "decision:x", "value": []},
    ]
    made = [b"\0" + pack(body).encode("utf-8", "surrogatepass") for body in bodies]
    return [*made, b"\1{}", b'\1{"only_confirmed": 1}', b"\2on=text:a:en:p1", b"\2on=%ff%00",
            b"\3since=99999999999999999999", b"\0" + b"[" * 5000, b"\0null", b"\0\xff\xfe",
            b'\0{"since": Infinity}', b'\0{"since": ' + b"9" * 5000 + b"}"]  # fmt: skip


_ANSWER = {
    "id": "1", "annotator": "a", "model": "m", "prompt": "p", "texts": "t", "refused": 0,
    "annotations": [{"category": "accuracy", "severity": "major", "source": "x", "target": "y",
                     "reason": "r"}],
}  # fmt: skip


TARGETS = [
    Target("annotations", check_annotations, lambda: [json.dumps(_ANSWER).encode() + b"\n"]),
    Target("cache-entry", check_entry, lambda: [b"", bytes(64), b"\x80\x05N." * 20]),
    Target("request", check_request, _requests, 2),
]
