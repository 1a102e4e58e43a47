"""`python -m parallel_corpus` is `parallel-corpus`."""

from __future__ import annotations

import sys
from functools import partial
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line as a process of its own."""
    try:
        from parallel_corpus.support.interrupt import keep_lost_interrupts

        keep_lost_interrupts()
        from parallel_corpus.cli import main
        from parallel_corpus.cli.process import run
    except KeyboardInterrupt:  # so early that there is nothing to tidy up
        sys.exit(130)
    run(partial(main, prog_name="parallel-corpus"))


if __name__ == "__main__":
    run()
