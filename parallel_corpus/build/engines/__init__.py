"""Where tasks run: here, in processes of this machine, or on Ray.

An engine takes tasks and gives what came of each, as it comes: every task once, whatever dies
meanwhile. The work is the same function everywhere, so the bytes are the same too.
"""

from __future__ import annotations

from functools import partial

from parallel_corpus.build.engines.here import run_here
from parallel_corpus.build.engines.processes import run_in_processes
from parallel_corpus.build.engines.work import Engine
from parallel_corpus.errors import SettingsError

__all__ = ["Engine", "engine", "run_here", "run_in_processes"]

_HINT = "Use here, processes, ray (a cluster of this machine's own) or ray:ADDRESS"


def engine(name: str = "", jobs: int | None = None) -> Engine:
    """Return the engine called `name`; by default here for one job and processes for more.

    `jobs` is how many processes work at once; Ray uses every CPU of its cluster where it is None.
    Raises SettingsError for an engine that does not exist or is not installed, and for fewer jobs
    than one.
    """
    if jobs is not None and jobs < 1:
        raise SettingsError(f"{jobs} processes are too few", where="--jobs", hint="Give 1 or more")
    kind, _, address = (name or ("processes" if (jobs or 1) > 1 else "here")).partition(":")
    if kind == "ray":
        from parallel_corpus.build.engines.cluster import load_ray, run_on_ray

        load_ray()  # fail at once where it is not installed
        return partial(run_on_ray, address=address, jobs=jobs)
    if kind == "processes" and not address:
        return partial(run_in_processes, jobs=jobs or 1)
    if kind == "here" and not address:
        return run_here
    raise SettingsError(f"no engine is called {name!r}", where="--engine", hint=_HINT)
