"""Who is let in: this machine's one browser, once by the token, then by its cookie."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from parallel_corpus.review.guard import Guard

HOST = "127.0.0.1:8000"
Ask = Callable[..., tuple[int, dict[str, str]]]


@pytest.fixture
def ask() -> Ask:
    async def hello(_: object) -> PlainTextResponse:
        return PlainTextResponse("in")

    app = Starlette(routes=[Route("/", hello), Route("/decide", hello, methods=["POST"])])
    guard = Guard(app, 8000, "secret")

    def ask(path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
        path, _, query = path.partition("?")
        headers = {"host": HOST, **{k.replace("_", "-"): v for k, v in headers.items()}}
        raw = [(k.encode(), v.encode()) for k, v in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "headers": raw,
                 "query_string": query.encode(), "root_path": ""}  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(guard(scope, receive, send))
        return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}

    return ask


@pytest.fixture
def cookie(ask: Ask) -> str:
    status, headers = ask("/?token=secret")
    assert (status, headers["location"]) == (303, "/")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=strict" in headers["set-cookie"]
    return headers["set-cookie"].split(";")[0]


def test_the_token_works_once(ask: Ask, cookie: str) -> None:
    assert ask("/?token=secret")[0] == 403
    assert ask("/?token=secret", cookie=cookie)[0] == 303
    assert ask("/", cookie=cookie)[0] == 200


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=wrong", "/decide?token=secret"])
def test_without_the_token_nobody_gets_in(ask: Ask, path: str) -> None:
    assert ask(path)[0] == 403


def test_a_wrong_cookie_is_no_cookie(ask: Ask, cookie: str) -> None:
    assert ask("/", cookie="desk8000=x")[0] == 403
    assert ask("/", cookie=cookie.replace("desk8000", "desk9000"))[0] == 403
    assert ask("/", cookie=";;=\x01")[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:81", "evil.example:8000"])
def test_another_name_for_this_machine_is_refused(ask: Ask, cookie: str, host: str) -> None:
    assert ask("/", cookie=cookie, host=host)[0] == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}", ""])
def test_another_site_cannot_decide(ask: Ask, cookie: str, origin: str) -> None:
    assert ask("/decide", "POST", cookie=cookie, origin=origin)[0] == 403
    assert ask("/decide", "POST", cookie=cookie)[0] == 403
    assert ask("/decide", "POST", cookie=cookie, origin=f"http://{HOST}")[0] == 200


def test_another_site_cannot_read_or_frame(ask: Ask, cookie: str) -> None:
    assert ask("/", cookie=cookie, sec_fetch_site="cross-site")[0] == 403
    headers = ask("/", cookie=cookie)[1]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
