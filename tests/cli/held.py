"""Run the program, held at one place until a signal comes: `HOLD_AT=PLACE python held.py COMMAND`.

It writes "held" to standard error when it is there. A place is how a line of the log begins;
`finaliser`, where Python itself would drop the signal, while texts are aligned; `start`, before the
command line is parsed; or `exit`, when the outcome is settled and the interpreter is ending. Worker processes import this file, too, so they are held as well.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import threading

PLACE = os.environ.get("HOLD_AT", "")
LINE = "align" if PLACE == "finaliser" else PLACE


def hold(*_: object) -> None:
    gc.disable()  # so that the signal comes in no other finaliser
    signal_came = threading.Event()
    os.write(2, b"held\n")
    signal_came.wait(600)
    os._exit(99)  # no signal came


class Finalised:
    def __del__(self) -> None:
        hold()


class Holding(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(LINE):
            if PLACE == "finaliser":
                Finalised()
            else:
                hold()


def main() -> None:
    from parallel_corpus.__main__ import run
    from parallel_corpus.cli import group

    if PLACE == "start":
        group.Commands.parse_args = hold  # type: ignore[method-assign]
    if PLACE == "exit":
        atexit.register(hold)
    run()


if PLACE:
    journal = logging.getLogger("parallel_corpus")
    journal.addHandler(Holding())
    journal.setLevel(logging.DEBUG)
if __name__ == "__main__":
    main()
