"""What the benchmarks found: one JSON file each, which README and the site cite.

A benchmark calls `record`, a page says `{{ bench.NAME.FIGURE }}` (docs/pages.py), and README's table
is written by `make refresh`; a test fails where they differ. No figure is typed twice.
"""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def record(name: str, *, data: str, command: str, figures: dict[str, Any]) -> Path:
    """Write `results/NAME.json`: figures by name (nested tables are welcome) and where they come from.

    `data` says which data and how many, `command` what to type to measure again; the day and the
    commit are added. Shares are stored as shares (0-1), times in seconds, memory in MB. Keys are
    identifiers, so that a page can say `bench.alignment.law.ours`.
    """
    about = {
        "command": command,
        "data": data,
        "date": date.today().isoformat(),
        "commit": _commit(),
        "figures": _plain(figures),
    }
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        for key in value:
            if not str(key).isidentifier():
                raise ValueError(f"{key!r} is no identifier")
        return {key: _plain(item) for key, item in value.items()}
    return (
        round(float(value), 5)
        if hasattr(value, "is_integer") and not isinstance(value, int)
        else value
    )


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=FOLDER, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"
