"""One stage on single files, as the command line offers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.align import IndexBead, align, align_sentences, align_texts
from parallel_corpus.encode import DEFAULT, Encoder, RememberingEncoder, load_encoder
from parallel_corpus.errors import AlignmentError, SettingsError
from parallel_corpus.language.sentences import split
from parallel_corpus.model import Alignment, Bead, Document, Language
from parallel_corpus.normalise import RULES, normalise_document, repair_words
from parallel_corpus.read import read_lines, read_texts, tell_languages


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """A bead with its texts; `source` and `target` are ids of segments, or indices of lines."""

    source: tuple[str, ...] | tuple[int, ...]
    target: tuple[str, ...] | tuple[int, ...]
    score: float
    margin: float
    source_text: str
    target_text: str
    moved: bool = False

    def record(self) -> dict[str, Any]:
        """Return what `align --format jsonl` prints; `moved` only for a bead out of order."""
        return {
            "source": list(self.source),
            "target": list(self.target),
            "score": self.score,
            "margin": self.margin,
            **({"moved": True} if self.moved else {}),
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

    `languages` that are not given are told by the files' names, else by their scripts. Raises
    CorpusError for files that cannot be read, or cannot be aligned with each other.
    """
    first, second = tell_languages(source, target, told=languages)
    model = RememberingEncoder(load_encoder(encoder or DEFAULT))
    if unit == "line":
        sides = read_lines(source, first), read_lines(target, second)
        return _align_lines(*sides, model)
    here = normalise_document(read_texts(source, language=first)[0])
    there = normalise_document(read_texts(target, language=second)[0])
    paragraphs = align(here, there, model)
    if unit == "paragraph":
        return _with_paragraphs(here, there, paragraphs)
    return _align_sentences(here, there, paragraphs, model)


def normalise_file(
    path: Path,
    *,
    language: Language | None = None,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> list[Document]:
    """Clean the language versions in a file by the rules that are chosen by code."""
    for code in (*only, *skip):
        if not any(rule.startswith(code) for rule in RULES):
            raise SettingsError(
                f"no repair rule is called {code!r}", hint="See: parallel-corpus explain"
            )
    documents = read_texts(path, language=language)
    cleaned = [normalise_document(d, documents, only=only, skip=skip) for d in documents]
    return repair_words(cleaned, only=only, skip=skip)


def _align_lines(source: Document, target: Document, encoder: Encoder) -> list[AlignedTexts]:
    texts = [[segment.text for segment in side.segments] for side in (source, target)]
    for document, lines in zip((source, target), texts, strict=True):
        if not any(line.strip() for line in lines):
            raise AlignmentError("has no text to align", where=str(document.source))
    languages = (source.language, target.language)
    beads = align_texts(texts[0], texts[1], encoder, languages=languages)
    here, there = texts
    return [
        _with_texts(bead, (here[i] for i in bead.source), (there[j] for j in bead.target))
        for bead in beads
    ]


def _with_paragraphs(
    source: Document, target: Document, alignment: Alignment
) -> list[AlignedTexts]:
    texts = {segment.id: segment.text for segment in (*source.segments, *target.segments)}
    return [
        _with_texts(bead, (texts[ref] for ref in bead.source), (texts[ref] for ref in bead.target))
        for bead in alignment.beads
    ]


def _align_sentences(
    source: Document, target: Document, paragraphs: Alignment, encoder: Encoder
) -> list[AlignedTexts]:
    """Pair sentences inside the paired paragraphs; indices count through the whole text."""
    texts, beads = align_sentences(source, target, paragraphs, encoder)
    here, there = texts
    return [
        _with_texts(bead, (here[i] for i in bead.source), (there[j] for j in bead.target))
        for bead in beads
    ]


def _with_texts(
    bead: Bead | IndexBead, source: Iterable[str], target: Iterable[str]
) -> AlignedTexts:
    return AlignedTexts(
        bead.source,
        bead.target,
        bead.score or 0.0,
        bead.margin or 0.0,
        " ".join(source),
        " ".join(target),
        bead.moved,
    )


def pair_sentences(
    source: str,
    target: str,
    encoder: Encoder,
    languages: tuple[Language, Language] = ("en", "ar"),
) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
    """Return spans of the sentences of two texts that translate each other, and each pair's score.

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
