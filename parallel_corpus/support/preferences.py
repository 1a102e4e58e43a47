"""What a user said once and need not say again: a small file in the folder for settings."""

from __future__ import annotations

import json
import os
from pathlib import Path

from parallel_corpus.support.atomic import write_text

_VARIABLE = "PARALLEL_CORPUS_CONFIG"


def preferences_file() -> Path:
    """Return the file, in the folder that PARALLEL_CORPUS_CONFIG names or the user's own."""
    from platformdirs import user_config_path

    named = os.environ.get(_VARIABLE)
    folder = Path(named).expanduser() if named else user_config_path("parallel-corpus")
    return folder / "preferences.json"


def recall(name: str) -> str:
    """Return what was remembered under `name`, "" for nothing; a file that is damaged says nothing.

    A preference is a convenience: no command fails for want of one.
    """
    try:
        known = json.loads(preferences_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    value = known.get(name, "") if isinstance(known, dict) else ""
    return value if isinstance(value, str) else ""


def remember(name: str, value: str) -> bool:
    """Remember `value` under `name`; returns whether it could be written."""
    path = preferences_file()
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if not isinstance(known, dict):
        known = {}
    if known.get(name) == value:
        return True
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps({**known, name: value}, sort_keys=True) + "\n")
    except OSError:
        return False
    return True
