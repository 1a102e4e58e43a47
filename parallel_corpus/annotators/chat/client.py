"""Calls to a chat endpoint: one at a time here, retried where that may help.

httpx2 and tenacity rather than the openai package: local servers speak a part of OpenAI's
protocol, each another, and what is sent, refused and retried must be ours to say; both are small,
and httpx2 is installed with the program as it is.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from parallel_corpus.annotators.chat.endpoint import Endpoint
from parallel_corpus.annotators.chat.prompt import SCHEMA
from parallel_corpus.errors import CorpusError, SettingsError

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

ANSWER_TOKENS = 2000
_LARGEST = 4 * 2**20  # bytes of an answer
_LONGEST_WAIT = 120.0  # seconds; a server that asks for more is not waited for
_SOON, _FIRST = 0.5, 8.0  # seconds between tries, growing
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# What servers may not know, and what is sent in its place.
_FORMATS: Sequence[Mapping[str, Any]] = (
    {
        "type": "json_schema",
        "json_schema": {"name": "annotations", "strict": True, "schema": SCHEMA},
    },
    {"type": "json_object"},
    {},
)


class CallError(CorpusError):
    """A call that failed for this pair; others may go well. `gone` is whether nobody answered."""

    def __init__(self, what: str, *, gone: bool = False, wait: float | None = None) -> None:
        super().__init__(what)
        self.gone = gone
        self.wait = wait

    def __reduce__(self) -> tuple[object, ...]:
        return CallError, (self.what,)


class FatalError(CorpusError):
    """What fails for one pair and will for every other: a wrong key, no such model."""


def require_client() -> None:
    """Raise SettingsError where the packages of the extra are not installed."""
    try:
        import httpx2  # noqa: F401
        import tenacity  # noqa: F401
    except ImportError as error:
        raise SettingsError(
            f"{error.name} is not installed", hint="pip install 'parallel-corpus[annotators]'"
        ) from error


class Client:
    """Sends messages to one model. Threads may share it."""

    def __init__(
        self, endpoint: Endpoint, model: str, *, timeout: float = 120.0, tries: int = 5
    ) -> None:
        require_client()
        import httpx2

        self._endpoint, self._model, self._tries = endpoint, model, tries
        self._lock = threading.Lock()
        self._format = 0
        self._without: set[str] = set()
        self._stopped = threading.Event()
        self._http = httpx2.Client(
            headers={"Content-Type": "application/json", **endpoint.headers()},
            timeout=httpx2.Timeout(timeout, connect=min(timeout, 10.0)),
            follow_redirects=False,
            trust_env=not endpoint.local,
        )

    def stop(self) -> None:
        """Start no more calls, and wait for no further try; those that run may end."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and close the connections."""
        self.stop()
        self._http.close()

    def models(self) -> list[str]:
        """Return the names of the models that the server says it has; none where it does not say.

        Raises FatalError for a key that it refuses, CallError where nobody answers.
        """
        try:
            body = self._call("GET", "/models", None)
        except CallError as error:
            if error.gone:
                raise
            return []
        rows = body.get("data") if isinstance(body, dict) else None
        names = [row.get("id") for row in rows or [] if isinstance(row, dict)]
        return [name for name in names if isinstance(name, str)]

    def complete(self, messages: Sequence[Mapping[str, str]]) -> Any:
        """Return the parsed body of a chat completion.

        Raises CallError where all tries failed, FatalError where no other pair can go better.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        retrying = Retrying(
            retry=retry_if_exception_type(CallError) & _may_help(),
            stop=stop_after_attempt(self._tries),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._complete, messages)

    def _complete(self, messages: Sequence[Mapping[str, str]]) -> Any:
        while True:
            used = self._format, frozenset(self._without)
            try:
                return self._call("POST", "/chat/completions", self.body(messages))
            except _UnknownOptionError as error:
                if not self._give_way(error.said, used):
                    raise CallError(f"the server refused the request: {error.said}") from None

    def body(self, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """Return what is sent: the messages, and the options that this server may know."""
        made: dict[str, Any] = {"model": self._model, "messages": list(messages)}
        made.update({"temperature": 0, "max_tokens": ANSWER_TOKENS})
        for option in self._without:
            made.pop(option, None)
        if "max_tokens" in self._without and "max_completion_tokens" not in self._without:
            made["max_completion_tokens"] = ANSWER_TOKENS
        if _FORMATS[self._format]:
            made["response_format"] = _FORMATS[self._format]
        return made

    def _give_way(self, said: str, used: tuple[int, frozenset[str]]) -> bool:
        """Tell whether to try again without an option that the server complained of."""
        with self._lock:
            if used != (self._format, frozenset(self._without)):
                return True  # another thread has learnt it meanwhile
            for option in ("max_completion_tokens", "max_tokens", "temperature"):
                known = option in self.body(())
                if known and option in said:
                    self._without.add(option)
                    return True
            if self._format + 1 < len(_FORMATS):
                self._format += 1
                return True
            return False

    def _call(self, method: str, path: str, body: Any) -> Any:
        import httpx2

        if self._stopped.is_set():
            raise CallError("not asked: the run was stopped", wait=-1.0)
        content = json.dumps(body).encode() if body is not None else None
        try:
            with self._http.stream(method, self._endpoint.url + path, content=content) as response:
                data = _bounded(response)
        except httpx2.TimeoutException as error:
            raise CallError("the server did not answer in time") from error
        except (httpx2.HTTPError, RuntimeError) as error:
            gone = isinstance(error, httpx2.ConnectError)
            what = "nobody answers there" if gone else "the connection broke off"
            raise CallError(what, gone=gone) from error
        if response.status_code != httpx2.codes.OK:
            self._refuse(response, data, body is not None)
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise CallError("the server’s answer is not JSON") from error

    def _refuse(self, response: httpx2.Response, data: bytes, posted: bool) -> None:
        status = response.status_code
        if status in (401, 403):
            # Not in the server's words: some repeat the key.
            raise FatalError(
                f"the server refused the key (status {status})",
                where=self._endpoint.host,
                hint="Look at the environment variable that --key-variable names",
            )
        said = self._endpoint.without_key(_said(data))
        if status == 404 and posted:
            raise FatalError(
                f"the server does not know the address or the model (status 404): {said}",
                where=self._endpoint.host,
                hint="Most base URLs end in /v1; see --model for the model's name",
            )
        if status in _AGAIN:
            wait = _retry_after(response.headers.get("Retry-After", ""))
            raise CallError(f"the server answered with status {status}: {said}", wait=wait)
        if status in (400, 415, 422, 501) and posted:
            raise _UnknownOptionError(said)
        raise CallError(f"the server answered with status {status}: {said}", wait=-1.0)

    def _sleep(self, seconds: float) -> None:
        self._stopped.wait(seconds)


class _UnknownOptionError(Exception):
    """The server refused a request, perhaps for one of its options."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def _may_help() -> Any:
    from tenacity import retry_if_exception

    def soon(error: BaseException) -> bool:
        wait = getattr(error, "wait", None)
        return wait is None or 0 <= wait <= _LONGEST_WAIT

    return retry_if_exception(soon)


def _wait(state: RetryCallState) -> float:
    """Return the seconds to the next try: what the server asks for, else growing ones."""
    from tenacity import wait_random_exponential

    error = state.outcome.exception() if state.outcome else None
    asked = getattr(error, "wait", None)
    if asked is not None:
        return float(asked)
    return float(wait_random_exponential(multiplier=_SOON, max=_FIRST)(state))


def _bounded(response: httpx2.Response) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise CallError("the server’s answer is too large", wait=-1.0)
    return b"".join(parts)


def _said(data: bytes) -> str:
    """Return what a server says of an error, in one line."""
    text = data[:4000].decode("utf-8", "replace")
    try:
        value = json.loads(data)
        error = value.get("error", value) if isinstance(value, dict) else value
        text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
    except (ValueError, RecursionError):
        pass
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:200] or "nothing more is said"


def _retry_after(value: str) -> float | None:
    """Return the seconds in a Retry-After header, which may be a date; None where it has none.

    >>> _retry_after("2"), _retry_after("soon")
    (2.0, None)
    """
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
