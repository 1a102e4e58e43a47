"""Read what an OmegaT project is: its languages, its folders, its memory and its source texts.

A project is a folder with the file omegat.project (OmegaT 2 to 6). Its folders may be elsewhere on
the disk; here only those inside the project are read, for a project may come from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.errors import CorpusError, ReadError
from parallel_corpus.model import Language
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.rows import LeftOut
from parallel_corpus.read.formats.safely import opened, parse_xml
from parallel_corpus.read.text_file import read_file

PROJECT = "omegat.project"
MEMORY = Path("omegat", "project_save.tmx")

MAX_LETTERS = 2**26
"""Letters of the source texts that are kept in memory for the search."""
_LARGEST = 2**20
_DEFAULT = "__DEFAULT__"
_TAGS = re.compile(r"</?[a-z]+\d+/?>")


@dataclass(frozen=True, slots=True)
class OmegatProject:
    """An OmegaT project: `source` is the folder of the source texts, `memory` its project_save.tmx.

    The languages are those of the tags that the project states.
    """

    folder: Path
    source_language: Language
    target_language: Language
    source: Path
    memory: Path


def read_omegat_project(folder: Path) -> OmegatProject:
    """Read the project in `folder`. Raises ReadError where there is none, or no translation yet."""
    path = folder / PROJECT
    if not path.is_file():
        raise ReadError(
            "is not an OmegaT project: it holds no omegat.project",
            where=folder,
            hint="Name the project's folder",
        )
    with opened(path, limit=_LARGEST) as file:
        root = parse_xml(file.read(), str(path))
    stated = {str(child.tag): (child.text or "").strip() for child in root.iterfind("project/*")}
    languages = base(stated.get("source_lang")), base(stated.get("target_lang"))
    if sorted(languages) != ["ar", "en"]:
        raise ReadError(
            f"translates from {languages[0] or '?'} to {languages[1] or '?'}, "
            "not between English and Arabic",
            where=path,
        )
    memory = folder / MEMORY
    _refuse_outside(folder, memory, "memory", path)
    if not memory.is_file():
        raise ReadError(
            "holds no translation yet", where=memory, hint="Save the project in OmegaT first"
        )
    source = _folder(folder, stated.get("source_dir", _DEFAULT), "source", path)
    return OmegatProject(
        folder,
        "en" if languages[0] == "en" else "ar",
        "ar" if languages[1] == "ar" else "en",
        source,
        memory,
    )


class SourceTexts:
    """The texts of a project's source folder, to see which units of its memory are still in them.

    `unread` says which files cannot be read here (OmegaT knows formats that this program does not).
    """

    def __init__(self, project: OmegatProject) -> None:
        self.unread = LeftOut()
        self._text = "\n".join(self._within(self._paragraphs(project.source)))

    def holds(self, text: str) -> bool | None:
        """Tell whether `text` stands in a source text; None where that cannot be known."""
        if _plain(text) in self._text:
            return True
        return None if self.unread.lines() else False

    def _within(self, texts: Iterator[str]) -> Iterator[str]:
        """Yield texts until `MAX_LETTERS` are reached; the rest counts as unread."""
        held = 0
        for text in texts:
            held += len(text)
            if held > MAX_LETTERS:
                self.unread.add("source texts beyond what is searched", f"{MAX_LETTERS} letters")
                return
            yield text

    def _paragraphs(self, folder: Path) -> Iterator[str]:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if not path.is_file() or path.is_symlink() or path.name.startswith("."):
                continue
            try:
                lines = [line.text for line in read_file(path).lines]
            except CorpusError:
                self.unread.add("source texts that cannot be read here", path.name)
                continue
            # Where a paragraph is broken into lines, OmegaT joins them.
            yield _plain(" ".join(lines))


def _plain(text: str) -> str:
    """Leave OmegaT's tags (<f0>) and the shape of white space out.

    >>> _plain("A <f0>lost</f0>\\n book")
    'A lost book'
    """
    return " ".join(_TAGS.sub("", text).split())


def _folder(project: Path, stated: str, usual: str, where: Path) -> Path:
    found = project / (usual if stated in ("", _DEFAULT) else stated)
    _refuse_outside(project, found, f"{usual} folder", where)
    return found


def _refuse_outside(project: Path, found: Path, what: str, where: Path) -> None:
    if not found.resolve().is_relative_to(project.resolve()):
        raise ReadError(
            f"its {what} lies outside the project: {found}",
            where=where,
            hint="Move it into the project, or check project_save.tmx by itself",
        )
