"""ODT, RTF and old Word documents through LibreOffice, an outside program, if installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.docx import read_docx
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.formats.safely import Archive, opened

MAX_OFFICE = 128 * 2**20
_TIMEOUT = 180
_SIGNATURES = {".odt": b"PK\x03\x04", ".rtf": b"{\\rtf", ".doc": b"\xd0\xcf\x11\xe0"}
_SETTINGS = {
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
}
_CLOSED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _SETTINGS.items()
    )
    + "</oor:items>"
)
_INSTALL = "Install LibreOffice (apt-get install libreoffice-writer), or save it as .docx"


def read_office(path: Path) -> list[PlacedLine]:
    """Return the rendition of a document that LibreOffice can save as DOCX. Raises ReadError."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(
            f"is {path.suffix.upper()[1:]}, which LibreOffice reads, and that is not installed",
            where=path,
            hint=_INSTALL,
        )
    with opened(path, limit=MAX_OFFICE) as file:
        data = file.read()
        if path.suffix.lower() == ".odt" and data.startswith(_SIGNATURES[".odt"]):
            file.seek(0)
            # Refuses bombs and what is no document before another program meets it.
            Archive(file, str(path)).read("content.xml")
    if not data.startswith(_SIGNATURES[path.suffix.lower()]):
        raise ReadError(
            f"is not a valid {path.suffix.upper()[1:]} file",
            where=path,
            hint="Check the file's ending",
        )
    with tempfile.TemporaryDirectory(prefix="parallel-corpus-") as folder:
        # A name of our own cannot be taken for an option, nor meet another file.
        source = Path(folder, f"document{path.suffix.lower()}")
        source.write_bytes(data)
        try:
            _convert(program, source, Path(folder, "profile"))
        except (subprocess.SubprocessError, OSError) as error:
            raise ReadError(
                "cannot be read by LibreOffice", where=path, hint="Save it as .docx"
            ) from error
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise ReadError(
                "is nothing that LibreOffice can read",
                where=path,
                hint="The file may be damaged: open it and save it as .docx. If other files are "
                "refused as well, LibreOffice lacks its Writer: apt-get install libreoffice-writer",
            )
        return read_docx(made)


def _convert(program: str, source: Path, profile: Path) -> None:
    """Save a document as DOCX beside it; what it links to is not fetched, nothing in it is run.

    LibreOffice fetches linked pictures by default, and its launcher starts a second process, which
    would outlive it.
    """
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_CLOSED, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "docx", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:
        try:
            if run.wait(_TIMEOUT):
                raise subprocess.CalledProcessError(run.returncode, command)
        finally:
            _end(run)


def _end(run: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()


READERS = (Reader("document", (".odt", ".rtf", ".doc"), read_office),)
