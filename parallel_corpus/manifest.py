"""A folder of texts to Settings: by its manifest, or by the proposal for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import MANIFEST, Settings, load_settings


def settings_of(folder: Path, say: Callable[[str], None] | None = None) -> Settings:
    """The folder's manifest, or where it has none the proposal for one.

    `say` is told that there was none, and which files the proposal leaves out.
    """
    if (folder / MANIFEST).exists():
        return load_settings(folder)
    settings, refused = propose_settings(folder)
    if say:
        say(f"{folder} has no {MANIFEST}: going on with what `init` proposes.")
        for error in refused:
            say(f"left out: {error}")
    return settings
