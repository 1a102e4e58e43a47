"""Start the desk on this machine and end it cleanly."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from parallel_corpus.build.manifest import settings_of
from parallel_corpus.decisions import FILE, Store
from parallel_corpus.errors import CorpusError
from parallel_corpus.review.rebuild import Builder

if TYPE_CHECKING:
    from parallel_corpus.review.desk import Desk

AUTHOR = "PARALLEL_CORPUS_WHO"
"""The environment variable that names the person whose decisions are kept."""


def review(
    folder: Path,
    out: Path | None = None,
    *,
    port: int = 0,
    open_browser: bool = True,
    who: str = "",
    encoder: str | None = None,
    say: Callable[[str], None] = print,
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk for the corpus in `folder` on 127.0.0.1 until Ctrl-C.

    Decisions are kept in `decisions.jsonl` in `folder`; exports go to `out` (by default
    `alignments` beside it). `port` 0 takes any free one. `opened` is told
    the address in place of `say`. Raises CorpusError for a corpus that
    cannot be built, or a port that is taken.
    """
    from parallel_corpus.review.desk import Desk

    say("Building the corpus…")
    settings = settings_of(folder)
    out = out or folder.resolve().parent / "alignments"
    desk = Desk(
        Builder(settings.changed(encoder, (), ())), Store(folder / FILE), who or author(), out
    )
    serve(desk, port=port, open_browser=open_browser, say=say, opened=opened)
    say(f"Ended. Decisions are kept in {folder / FILE}")


def serve(
    desk: Desk,
    *,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serve `desk` on 127.0.0.1 until Ctrl-C. Raises CorpusError for a port that is taken."""
    import uvicorn

    from parallel_corpus.review.app import make_app
    from parallel_corpus.review.guard import Guard

    with _listen(port) as listening:
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        server: uvicorn.Server
        app = Guard(make_app(desk, lambda: server.should_exit), port, token)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        address = f"http://127.0.0.1:{port}/?token={token}"
        if opened:
            opened(address)
        else:
            say(f"The desk is at {address}\nThe address works once. Ctrl-C ends the desk.")
        if open_browser:
            webbrowser.open(address)
        # uvicorn has ended cleanly by then and passes the signal on.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def author() -> str:
    """Return who decides: the name in the environment, or the user's name on this machine."""
    try:
        return os.environ.get(AUTHOR) or getpass.getuser()
    except OSError:
        return "somebody"


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise CorpusError(
            f"port {port} cannot be used: {error.strerror}", hint="Leave --port out"
        ) from error
    return listening
