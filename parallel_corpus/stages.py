"""One stage on single files, as the command line offers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.align import IndexBead, align, align_texts, split
from parallel_corpus.encode import DEFAULT, Encoder, load_encoder
from parallel_corpus.errors import AlignmentError, SettingsError
from parallel_corpus.model import Document, Language
from parallel_corpus.normalise import RULES, normalise_document, repair_words
from parallel_corpus.read import read_lines, read_texts


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """A bead with its texts; `source` and `target` are ids of segments, or indices of lines."""

    source: tuple[str, ...] | tuple[int, ...]
    target: tuple[str, ...] | tuple[int, ...]
    score: float
    margin: float
    source_text: str
    target_text: str

    def record(self) -> dict[str, Any]:
        """What `align --format jsonl` prints."""
        return {
            "source": list(self.source),
            "target": list(self.target),
            "score": self.score,
            "margin": self.margin,
        }


def align_files(
    source: Path,
    target: Path,
    *,
    languages: tuple[Language | None, Language | None] = (None, None),
    unit: str = "paragraph",
    encoder: str | None = None,
) -> list[AlignedTexts]:
    """Pair the paragraphs, sentences or lines of two files.

    `languages` not given are told from the scripts. Raises CorpusError for files that cannot be
    read, or cannot be aligned with each other.
    """
    first, second = languages
    first = first or _language(source)
    second = second or ("ar" if first == "en" else "en")
    if first == second:
        raise SettingsError(
            "source and target are said to be in one language",
            where=f"{source}, {target}",
            hint="Give --from and --to: one en, the other ar",
        )
    if unit == "paragraph":
        return _align_paragraphs(source, target, first, second, encoder)
    texts = _texts(source, first, unit), _texts(target, second, unit)
    for path, lines in zip((source, target), texts, strict=True):
        if not any(line.strip() for line in lines):
            raise AlignmentError("has no text to align", where=path)
    beads = align_texts(
        *texts,
        load_encoder(encoder or DEFAULT),
        languages=(first, second),
    )
    return [_with_texts(bead, *texts) for bead in beads]


def normalise_file(
    path: Path,
    *,
    language: Language | None = None,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> list[Document]:
    """The language versions in a file, cleaned by the rules that are chosen by code."""
    for code in (*only, *skip):
        if not any(rule.startswith(code) for rule in RULES):
            raise SettingsError(
                f"no repair rule is called {code!r}", hint="See: parallel-corpus explain"
            )
    documents = read_texts(path, language=language)
    cleaned = [normalise_document(d, documents, only=only, skip=skip) for d in documents]
    return repair_words(cleaned, only=only, skip=skip)


def _align_paragraphs(
    source: Path, target: Path, first: Language, second: Language, encoder: str | None
) -> list[AlignedTexts]:
    here = normalise_document(read_texts(source, language=first)[0])
    there = normalise_document(read_texts(target, language=second)[0])
    alignment = align(here, there, load_encoder(encoder or DEFAULT))
    texts = {segment.id: segment.text for segment in (*here.segments, *there.segments)}
    return [
        AlignedTexts(
            bead.source,
            bead.target,
            bead.score,
            bead.margin,
            " ".join(texts[ref] for ref in bead.source),
            " ".join(texts[ref] for ref in bead.target),
        )
        for bead in alignment.beads
    ]


def _language(path: Path) -> Language:
    return read_texts(path)[0].language


def _texts(path: Path, language: Language, unit: str) -> list[str]:
    """Lines as they stand, or the sentences of the cleaned paragraphs."""
    if unit == "line":
        return [segment.text for segment in read_lines(path, language).segments]
    [document] = [normalise_document(d) for d in read_texts(path, language=language)]
    return [
        segment.text[start:end]
        for segment in document.segments
        for start, end in split(segment.text, document.language)
    ]


def _with_texts(bead: IndexBead, source: Sequence[str], target: Sequence[str]) -> AlignedTexts:
    return AlignedTexts(
        bead.source,
        bead.target,
        bead.score,
        bead.margin,
        " ".join(source[i] for i in bead.source),
        " ".join(target[j] for j in bead.target),
    )


def pair_sentences(
    source: str,
    target: str,
    encoder: Encoder,
    languages: tuple[Language, Language] = ("en", "ar"),
) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
    """Spans of the sentences of two texts that translate each other, and the score of each pair.

    A sentence without a counterpart gets the empty span where the last one on the other side ended.
    """
    first, second = split(source, languages[0]), split(target, languages[1])
    if len(first) < 2 or len(second) < 2:
        return [((0, len(source)), (0, len(target)), 0.0)]
    beads = align_texts(
        [source[start:end] for start, end in first],
        [target[start:end] for start, end in second],
        encoder,
    )
    pairs, here, there = [], 0, 0
    for bead in beads:
        mine = (first[bead.source[0]][0], first[bead.source[-1]][1]) if bead.source else (here,) * 2
        yours = (
            (second[bead.target[0]][0], second[bead.target[-1]][1]) if bead.target else (there,) * 2
        )
        here, there = mine[1], yours[1]
        pairs.append((mine, yours, bead.score))
    return pairs
