"""The desk over HTTP: a page, its rows as they change, and decisions as they are made."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route

from parallel_corpus.decisions import on_decision
from parallel_corpus.errors import CorpusError
from parallel_corpus.review.actions import ConflictError
from parallel_corpus.review.actions import Request as Asked
from parallel_corpus.review.deliver import Order
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.page import asset

_PATIENCE = 20.0  # seconds that a request for changes waits for one
_WATCH = 0.5  # seconds between two looks at the decisions of others
_LARGEST = 1_000_000  # bytes of a request


def make_app(desk: Desk, stopping: Callable[[], bool] = lambda: False) -> Starlette:
    """Make the desk's pages. `stopping` tells waiting requests that the server is about to end."""
    handlers = _Handlers(desk, stopping)

    @asynccontextmanager
    async def watched(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_watch(desk))
        try:
            yield
        finally:
            task.cancel()

    routes = [
        Route("/", handlers.page),
        Route("/desk.css", handlers.style),
        Route("/desk.js", handlers.script),
        Route("/changes", handlers.changes),
        Route("/texts", handlers.texts),
        Route("/decide", handlers.decide, methods=["POST"]),
        Route("/export", handlers.export, methods=["POST"]),
        Route("/exported/{name}", handlers.exported),
    ]
    errors: dict[Any, Any] = {CorpusError: handlers.refuse}
    return Starlette(routes=routes, lifespan=watched, exception_handlers=errors)


class _Handlers:
    def __init__(self, desk: Desk, stopping: Callable[[], bool]) -> None:
        self._desk = desk
        self._stopping = stopping

    async def page(self, _: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(self._desk.html))

    async def style(self, _: Request) -> Response:
        return Response(asset("report.css") + asset("desk.css"), media_type="text/css")

    async def script(self, _: Request) -> Response:
        return Response(asset("desk.js"), media_type="text/javascript")

    async def changes(self, request: Request) -> Response:
        since = _number(request.query_params.get("since"))
        if request.query_params.get("wait"):
            end = time.monotonic() + _PATIENCE
            while (
                self._desk.revision <= since
                and time.monotonic() < end
                and not self._stopping()
                and not await request.is_disconnected()
            ):
                await asyncio.sleep(0.1)
        return JSONResponse(await run_in_threadpool(self._desk.changes, since))

    async def texts(self, request: Request) -> Response:
        on = request.query_params.get("on", "")
        return JSONResponse(await run_in_threadpool(self._desk.texts, on))

    async def decide(self, request: Request) -> Response:
        body = await _body(request)
        since = _number(body.get("since"))
        try:
            made = await run_in_threadpool(self._desk.decide, _asked(body))
        except ConflictError as error:
            await run_in_threadpool(self._desk.look)
            changes = await run_in_threadpool(self._desk.changes, since)
            return JSONResponse({"error": self._desk.tell(error), "changes": changes}, 409)
        changes = await run_in_threadpool(self._desk.changes, since)
        changes["made"] = on_decision(made)
        return JSONResponse(changes, background=BackgroundTask(self._desk.rebuild))

    async def export(self, request: Request) -> Response:
        body = await _body(request)
        formats = body.get("formats")
        names = tuple(map(str, formats)) if isinstance(formats, list) else ()
        order = Order(names, bool(body.get("only_decided")))
        files = await run_in_threadpool(self._desk.export, order)
        folder = str(files[0].parent) if files else ""
        return JSONResponse({"files": [path.name for path in files], "folder": folder})

    async def refuse(self, _: Request, error: CorpusError) -> Response:
        return JSONResponse({"error": self._desk.tell(error)}, 422)

    async def exported(self, request: Request) -> Response:
        path = self._desk.exported.get(request.path_params["name"])
        if path is None or not path.is_file():
            return PlainTextResponse("No such file was exported.", 404)
        return FileResponse(path, filename=path.name, media_type="application/octet-stream")


async def _watch(desk: Desk) -> None:
    """Read what others write to the file of decisions, and rebuild what is out of date."""
    while True:
        await asyncio.sleep(_WATCH)
        # A file that cannot be read just now may be readable at the next look.
        with suppress(CorpusError):
            await run_in_threadpool(desk.look)
            if desk.stale:
                await run_in_threadpool(desk.rebuild)


async def _body(request: Request) -> dict[str, Any]:
    """Read the JSON object of a request. Raises CorpusError for anything else."""
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST:
            raise CorpusError("the request is too large")
    try:
        body = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise CorpusError("the request is not JSON") from error
    if not isinstance(body, dict):
        raise CorpusError("the request is not a JSON object")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _asked(body: dict[str, Any]) -> Asked:
    fields = {key: str(body.get(key, "")) for key in ("verdict", "on", "comment", "seen")}
    value = body.get("value")
    return Asked(**fields, value=value if isinstance(value, dict) else {})


def _number(value: Any) -> int:
    try:
        return int(value)
    except (OverflowError, TypeError, ValueError):
        return 0
