"""Serve a desk in a child process each time a line comes in; what is slow is loaded once.

So that a test can kill fifty servers within seconds. Run: serve_again.py FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.review import app, guard  # noqa: F401 - loaded before the children are
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import builder, serve
from parallel_corpus.settings import load_settings


def main(folder: Path) -> None:
    build = builder(load_settings(folder))
    build(Ledger())
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            desk = Desk(build, Store(folder / FILE), "amal", folder.parent / "alignments")
            serve(
                desk,
                port=0,
                open_browser=False,
                say=lambda said: print(os.getpid(), said, flush=True),
            )
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
