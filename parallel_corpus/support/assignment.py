"""Pairs at the least cost together, without the rest of `scipy.optimize`."""

from __future__ import annotations

from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def assign(cost: NDArray[np.float64], *, maximize: bool = False) -> list[tuple[int, int]]:
    """Pair rows with columns, as many as there can be, so that the sum of `cost` is least.

    With `maximize`, so that it is greatest. In the order of the rows; shape (rows, columns). The
    algorithm is that of Crouse 2016, "On implementing 2D rectangular assignment algorithms".
    """
    rows, columns = _solver().linear_sum_assignment(cost, maximize)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


@lru_cache(maxsize=1)
def _solver() -> Any:
    """Return the compiled module alone: the package around it takes a third of a second to import.

    It is no public part of scipy, so where it is not found the whole package serves.
    """
    package = find_spec("scipy")
    places = package.submodule_search_locations if package else None
    found = PathFinder.find_spec("_lsap", [str(Path(places[0]) / "optimize")]) if places else None
    if found is None or found.loader is None:
        from scipy import optimize

        return optimize
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module
