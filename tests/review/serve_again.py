"""Serve desks in child processes; what is slow is loaded once, before the first.

A line "FOLDER<tab>WHO" starts one and is answered by "PID ADDRESS". So tests can open many desks,
and kill fifty of them, within seconds.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto  # noqa: F401 - loaded before the children are

from parallel_corpus.annotators import load_run
from parallel_corpus.build.rebuild import Builder
from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.review import app, guard  # noqa: F401
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import serve
from parallel_corpus.settings import load_settings


def main() -> None:
    encoder = RememberingEncoder(load_encoder("use"))
    builders: dict[Path, Builder] = {}
    # Nobody waits for the children: the system takes them away when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        name, who = line.strip().split("\t")
        folder = Path(name)
        if folder not in builders:
            settings = load_settings(folder)
            builders[folder] = Builder(settings, encoder, annotation=load_run(settings))
            builders[folder](Ledger())
        if os.fork() == 0:
            desk = Desk(builders[folder], Store(folder / FILE), who, folder.parent / "alignments")
            serve(desk, port=0, open_browser=False, say=_say)
            os._exit(0)


def _say(said: str) -> None:
    print(os.getpid(), said.split("\n", maxsplit=1)[0].rsplit(maxsplit=1)[-1], flush=True)


if __name__ == "__main__":
    main()
