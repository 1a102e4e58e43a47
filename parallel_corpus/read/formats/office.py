"""ODT, RTF and old Word documents through LibreOffice, an outside program, if installed."""

from __future__ import annotations

import shutil
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
        profile = Path(folder, "user").as_uri()
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={profile}",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603
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


READERS = (Reader("document", (".odt", ".rtf", ".doc"), read_office),)
