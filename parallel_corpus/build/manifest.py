"""A folder of texts to Settings: by its manifest, or by the proposal for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parallel_corpus.checks import REGISTRY, CheckSettings
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import MANIFEST, Settings, load_settings


def settings_of(folder: Path, say: Callable[[str], None] | None = None) -> Settings:
    """Load the folder's manifest, or propose one where it has none.

    `say` is told that there was none, and which files the proposal leaves out. Raises SettingsError
    for a manifest that is wrong, or names checks that there are not.
    """
    if (folder / MANIFEST).exists() or (folder / MANIFEST).is_symlink():
        settings = load_settings(folder)
        wanted = CheckSettings(settings.select, settings.ignore, settings.options)
        # Now: each text would be read and aligned before its checks are looked up.
        wanted.refuse_unknown(REGISTRY, f"{folder / MANIFEST}: checks.")
        return settings
    proposal = propose_settings(folder)
    if say:
        say(f"{folder} has no {MANIFEST}: going on with what `init` proposes.")
        for error in proposal.refused:
            say(f"left out: {error}")
        for line in (*proposal.versions, *proposal.unsure):
            say(f"to be confirmed: {line}")
    return proposal.settings
