"""Runs a command of ours in a process of its own: processor seconds and peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

_RUN = """
import resource, sys
from parallel_corpus.cli import main
try: main(sys.argv[1:])
except SystemExit as end: failed = end.code not in (0, 1, None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
sys.exit(failed)
"""


def measured(*arguments: object, folder: Path, script: str = _RUN) -> tuple[float, float]:
    """Processor seconds and megabytes of `parallel-corpus ARGUMENTS`, run in `folder`.

    Another `script` is Python code that takes the arguments, and prints its megabytes last.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, float(done.stderr.split()[-1])
