"""A chat endpoint on this machine that behaves as it is told: well, slowly, badly, not at all.

How it answers about a pair is said in the pair's source text, as "[500]" or "[slow]": so one run
can hold them all. Every request is counted.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "sk-secret-of-the-tests"
MODEL = "reader-1"


async def _until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.01)


class Endpoint:
    """The server's memory: what it was asked, how often, and what it is to do."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.running = self.most = 0
        self.knows_schema = True
        self.refuses: tuple[str, ...] = ()
        self.key = ""
        self.models: list[str] | None = [MODEL, "other-model"]
        self.url = ""
        self.let_go = threading.Event()

    async def list_models(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        if self.models is None:
            return PlainTextResponse("no such page", status_code=404)
        return JSONResponse({"data": [{"id": name} for name in self.models]})

    async def complete(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            return await self._complete(await request.json())
        finally:
            self.running -= 1

    def _refused(self, request: Request) -> Response | None:
        given = request.headers.get("Authorization", "")
        self.keys.append(given)
        if self.key and given != f"Bearer {self.key}":
            said = {"error": {"message": f"Incorrect API key provided: {given}"}}
            return JSONResponse(said, status_code=401)
        return None

    async def _complete(self, body: dict[str, Any]) -> Response:
        self.bodies.append(body)
        for option in self.refuses:
            if option in body:
                said = {"error": {"message": f"Unsupported parameter: {option}"}}
                return JSONResponse(said, status_code=400)
        form = body.get("response_format", {}).get("type")
        if form == "json_schema" and not self.knows_schema:
            return JSONResponse({"error": "response_format is unknown"}, status_code=400)
        pair = json.loads(body["messages"][1]["content"])
        source = pair["source"]
        self.asked[source] += 1
        for mode in re.findall(r"\[([\w-]+)\]", source):
            answer = getattr(self, f"_{mode.replace('-', '_')}", None)
            if answer:
                made = await answer(pair, self.asked[source], body)
                if made is not None:
                    return made
        return self.say(found(pair))

    @staticmethod
    def say(content: Any, reason: str = "stop") -> Response:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        choice = {"message": {"role": "assistant", "content": text}, "finish_reason": reason}
        usage = {"prompt_tokens": 100, "completion_tokens": 20}
        return JSONResponse({"choices": [choice], "usage": usage})

    async def _held(self, _pair: Any, _times: int, _body: Any) -> None:
        """Answer when the test says so."""
        await _until(self.let_go.is_set)

    async def _late(self, pair: Any, times: int, _body: Any) -> None:
        """Answer the first request when the client has given it up and asked again."""
        if times == 1:
            await _until(lambda: self.asked[pair["source"]] > 1)

    async def _busy(self, _pair: Any, times: int, _body: Any) -> Response | None:
        if times < 3:
            headers = {"Retry-After": "0.05"}
            return JSONResponse({"error": "busy"}, status_code=429, headers=headers)
        return None

    async def _tomorrow(self, _pair: Any, _times: int, _body: Any) -> Response:
        return JSONResponse({"error": "quota"}, status_code=429, headers={"Retry-After": "86400"})

    async def _500(self, _pair: Any, _times: int, _body: Any) -> Response:
        return PlainTextResponse("<html>\x1b[31moops</html>", status_code=500)

    async def _once500(self, _pair: Any, times: int, _body: Any) -> Response | None:
        return PlainTextResponse("oops", status_code=500) if times == 1 else None

    async def _cut(self, pair: Any, _times: int, _body: Any) -> Response:
        whole = json.dumps(found(pair, 2))
        return self.say(whole[: whole.rindex("{") + 9], "length")

    async def _prose(self, pair: Any, times: int, body: Any) -> Response:
        if len(body["messages"]) == 2:
            return self.say("I think the translation is rather good.")
        return self.say(found(pair))

    async def _chatty(self, pair: Any, _times: int, _body: Any) -> Response:
        return self.say(f"Here you are:\n```json\n{json.dumps(found(pair))}\n```\nAnything else?")

    async def _wrong_schema(self, pair: Any, _times: int, _body: Any) -> Response:
        return self.say({"errors": [{"span": pair["source"]}]})

    async def _half_wrong(self, pair: Any, _times: int, _body: Any) -> Response:
        said = found(pair)
        said["annotations"].append({"category": 7, "severity": "purple"})
        return self.say(said)

    async def _invented(self, _pair: Any, _times: int, _body: Any) -> Response:
        said = {"category": "omission", "severity": "error", "source": "unicorns", "target": ""}
        return self.say({"annotations": [said]})

    async def _nothing(self, _pair: Any, _times: int, _body: Any) -> Response:
        return self.say({"annotations": []})

    async def _empty(self, _pair: Any, _times: int, _body: Any) -> Response:
        return self.say("")

    async def _no_json(self, _pair: Any, _times: int, _body: Any) -> Response:
        return PlainTextResponse("gateway says hello")

    async def _huge(self, _pair: Any, _times: int, _body: Any) -> Response:
        return PlainTextResponse("x" * (5 * 2**20))

    async def _redirect(self, _pair: Any, _times: int, _body: Any) -> Response:
        return Response(status_code=307, headers={"Location": "http://192.0.2.1/steal"})

    async def _closes(self, _pair: Any, times: int, _body: Any) -> Response:
        async def parts() -> Any:
            yield b'{"choices": ['
            raise ConnectionResetError

        return StreamingResponse(parts(), headers={"Content-Length": "5000"})


def found(pair: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """A good answer: the first words of both sides, as a mistranslation."""
    said = {
        "category": "mistranslation",
        "severity": "error",
        "source": pair["source"].split()[0],
        "target": pair["translation"].split()[0],
        "reason": "It says something else.",
        "suggestion": "شيء",
    }
    return {"annotations": [said] * number}


@contextmanager
def serving() -> Iterator[Endpoint]:
    """The endpoint on a free port of this machine, until the block ends."""
    endpoint = Endpoint()
    app = Starlette(routes=[
        Route("/v1/models", endpoint.list_models),
        Route("/v1/chat/completions", endpoint.complete, methods=["POST"]),
    ])  # fmt: skip
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        endpoint.url = f"http://127.0.0.1:{own.getsockname()[1]}/v1"
        config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield endpoint
        finally:
            server.should_exit = True
            thread.join(5)
