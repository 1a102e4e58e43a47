"""Two files, or one that holds both languages, through every stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from parallel_corpus.build.chains import check_chain
from parallel_corpus.build.conclude import conclude
from parallel_corpus.build.results import CheckedCorpus, Progress, Setup, ignore_progress
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import LANGUAGE_NAMES, Document
from parallel_corpus.read import document_name, read_texts
from parallel_corpus.settings import Settings


def check_files(
    files: Sequence[Path],
    previous: Sequence[Path] = (),
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> CheckedCorpus:
    """Check two files, or one that holds both languages, with or without the earlier version.

    Raises CorpusError where a language is missing, or both files are in one language.
    """
    settings = settings or Settings(root=Path())
    setup = Setup(settings, encoder or load_encoder(settings.encoder))
    tell = progress or ignore_progress
    tell("read", files[0].name, 0, 1)
    name = document_name(files[0])
    documents = _read_pair(files, name, settings)
    if previous:
        older = document_name(previous[0])
        older = f"{older}-previous" if older == name else older
        documents = [replace(document, supersedes=older) for document in documents]
        documents = _read_pair(previous, older, settings) + documents
    tell("build", name, 0, 1)
    chain = check_chain(documents, setup)
    return conclude([chain], setup)


def _read_pair(files: Sequence[Path], name: str, settings: Settings) -> list[Document]:
    wanted = (settings.source, settings.target)
    if len(files) == 1:
        return [read_texts(files[0], language=code, name=name)[0] for code in wanted]
    found = [read_texts(path, name=name) for path in files]
    main = [versions[0] for versions in found]
    languages = [document.language for document in main]
    if len(set(languages)) < len(languages):
        spoken = LANGUAGE_NAMES[languages[0]]
        for path, versions in zip(files, found, strict=True):
            if len(versions) > 1:
                raise SettingsError(
                    f"holds both English and Arabic, most of it {spoken} as the other file",
                    where=path,
                    hint=f"Check it by itself: parallel-corpus check {path}",
                )
        raise SettingsError(
            f"both files are in {spoken}",
            where=f"{files[0]}, {files[1]}",
            hint="Give the source text, then its translation",
        )
    return sorted(main, key=lambda document: wanted.index(document.language))
