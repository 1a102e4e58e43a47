"""OmegaT, run without its window over a project made for a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en-US</source_lang><target_lang>ar-SA</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""


def make_project(folder: Path) -> Path:
    """Make an empty project, from en-US to ar-SA by paragraphs, and return its folder."""
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT)
    return folder


def run_omegat(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run OmegaT on a project, its home folder beside it and our program on its path."""
    home = project.parent
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["omegat", project, *options, f"--config-dir={home / 'config'}"],
        env={**os.environ, "HOME": str(home), "PATH": path},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
