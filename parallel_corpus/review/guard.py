"""Who may talk to the desk: one browser on this machine, and no page of another site in it.

The desk listens on the loopback address only, but so can any page that the browser shows: by a
form (hence `Origin`), or by a name that its owner points at 127.0.0.1 (hence `Host`). A token that
works once is exchanged for a cookie that no script can read.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """ASGI middleware that lets only the one browser through; `token` works once."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)
        self._cookie = f"desk{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        answer = self._with_policy(send)
        await (refusal or self._app)(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return PlainTextResponse("This desk answers on 127.0.0.1 only.", 421)
        if not _from_here(scope["method"], headers):
            return PlainTextResponse("The desk takes requests from its own page only.", 403)
        token = QueryParams(scope["query_string"]).get("token")
        if token is not None and scope["path"] == "/":
            return self._exchange(token, headers)
        if not self._knows(headers):
            return PlainTextResponse(
                "Open the desk by the address that `parallel-corpus review` printed. "
                "It works once; start the command again for a new one.",
                403,
            )
        return None

    def _exchange(self, token: str, headers: Headers) -> Response:
        good = self._token is not None and secrets.compare_digest(
            token.encode(), self._token.encode()
        )
        if not good and not self._knows(headers):
            return PlainTextResponse("This address has been used. Start the command again.", 403)
        response = RedirectResponse("/", 303)
        if good:
            self._token = None
            response.set_cookie(
                self._cookie, self._session, httponly=True, samesite="strict", path="/"
            )
        return response

    def _knows(self, headers: Headers) -> bool:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        mine = cookies.get(self._cookie)
        return mine is not None and secrets.compare_digest(
            mine.value.encode(), self._session.encode()
        )

    def _with_policy(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]
                headers += [(k.lower().encode(), v.encode()) for k, v in POLICY.items()]
                message = {**message, "headers": headers}
            await send(message)

        return answer


def _from_here(method: str, headers: Headers) -> bool:
    """Tell whether a request comes from the desk's own page, or from the address line."""
    if method not in ("GET", "HEAD"):
        return headers.get("origin") == f"http://{headers.get('host')}"
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
