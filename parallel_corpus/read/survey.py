"""What must be known of all files of a corpus before one is understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from parallel_corpus.errors import ReadError
from parallel_corpus.model import Document
from parallel_corpus.read.decode import read_bytes
from parallel_corpus.read.furniture import head_keys, repeated_lines
from parallel_corpus.read.text_file import read_file
from parallel_corpus.settings import DocumentSettings, Settings


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of all files before one is understood: the letterheads that come back.

    `hashes` are the files' SHA-256, the glossary's among them; `heads` the keys of the lines that
    may be letterhead in each.
    """

    letterheads: frozenset[str]
    hashes: Mapping[str, str]
    heads: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def part(self, names: Collection[str]) -> Survey:
        """Return what of this matters to the files `names`.

        A letterhead that they do not have is none.
        """
        own = {key for name in names for key in self.heads.get(name, ())}
        return Survey(
            self.letterheads & own,
            {name: self.hashes[name] for name in sorted(names) if name in self.hashes},
            {name: self.heads[name] for name in sorted(names) if name in self.heads},
        )


def survey_files(settings: Settings) -> Survey:
    """Look through every file that the settings name; those that cannot be read are passed over."""
    letterheads: set[str] = set()
    hashes: dict[str, str] = {}
    heads: dict[str, frozenset[str]] = {}
    for name in _files(settings.documents):
        try:
            file = read_file(settings.root / name, name)
        except ReadError:
            continue  # whoever reads the document will say so
        letterheads |= repeated_lines(file.lines)
        hashes[name] = file.sha256
        heads[name] = head_keys(file.lines)
    if settings.glossary and (digest := hash_of(settings, settings.glossary)):
        hashes[settings.glossary] = digest
    return Survey(frozenset(letterheads), hashes, heads)


def hash_of(settings: Settings, name: str) -> str:
    """Return the SHA-256 of a file of the corpus as it is now; "" where it cannot be read."""
    try:
        return read_bytes(settings.root / name, name)[1]
    except ReadError:
        return ""


def changed_files(
    settings: Settings, documents: Iterable[Document], survey: Survey
) -> Iterator[str]:
    """Yield files that are gone or have changed since the survey saw them."""
    read = {(d.source.path, d.source.sha256) for d in documents if d.source}
    for name, sha256 in sorted(read):
        if not sha256 == survey.hashes.get(name) == hash_of(settings, name):
            yield name


def _files(documents: Sequence[DocumentSettings]) -> list[str]:
    return sorted({text.file for document in documents for text in document.texts})
