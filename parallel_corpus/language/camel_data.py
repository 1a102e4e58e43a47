"""Where camel-tools keeps the data of its morphology, and what to run where it is missing.

Importing `camel_tools.data` without it asks the network for a catalogue, so this looks for the
files itself, as `camel_tools.data.catalogue` (1.6) lays them out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

COMMAND = "camel_data -i morphology-db-msa-r13"
"""What fetches the data."""

_DATABASE = Path("data", "morphology_db", "calima-msa-r13", "morphology.db")


def data_folder() -> Path:
    """Return the folder of camel-tools' data, which CAMELTOOLS_DATA may name."""
    named = os.environ.get("CAMELTOOLS_DATA")
    if named is not None:
        return Path(named).expanduser().absolute()
    inside = ("AppData", "Roaming", "camel_tools") if sys.platform == "win32" else (".camel_tools",)
    return Path.home().joinpath(*inside)


def missing_files() -> list[str]:
    """Return the names of the files that the analyser needs and that are not there."""
    folder = data_folder()
    wanted = (Path("catalogue.json"), _DATABASE)
    return [path.as_posix() for path in wanted if not (folder / path).is_file()]
