"""Ctrl-C that comes while Python cannot raise it.

Ctrl-C raises KeyboardInterrupt in whatever the main thread is at. Where that is a finaliser or the
callback of a weak reference, as at the end of every import, Python reports the exception and drops
it, and the program runs on as if nobody had pressed the keys.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_PAUSE = 0.01  # seconds, in which a finaliser has ended


def keep_lost_interrupts() -> None:
    """Raise a KeyboardInterrupt that Python had to drop once more, until it gets through."""
    before = sys.unraisablehook

    def hook(unraisable: UnraisableHookArgs) -> None:
        if unraisable.exc_type is KeyboardInterrupt:
            # Not threading.Thread: the finaliser may have come while one of its locks is held.
            _thread.start_new_thread(_interrupt_again, ())
        else:
            before(unraisable)

    sys.unraisablehook = hook


def _interrupt_again() -> None:
    time.sleep(_PAUSE)
    if hasattr(signal, "pthread_kill"):
        # A real signal also wakes a main thread that waits for a lock or for input.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:  # Windows
        _thread.interrupt_main()
