"""Vectors computed elsewhere, from a file."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tokenize import TokenError

import numpy as np

from parallel_corpus.encode.kind import EncoderKind
from parallel_corpus.encode.protocol import Vectors, encode_unique
from parallel_corpus.errors import EncoderError
from parallel_corpus.language.script import strip_marks
from parallel_corpus.support.files import open_regular

_FORMS = 'Give .jsonl with {"text": ..., "vector": [...]} a line, or .npz with texts and vectors'


class VectorFile:
    """Vectors by text, from `.jsonl` or `.npz` (arrays `texts` and `vectors`; never pickles).

    Texts are found whatever their vowel marks, tatweel and white space. A text of several lines
    (paragraphs that were joined) may be held line by line: its vector is the mean of theirs. Any
    other text that the file does not hold is an error, not a guess.
    """

    knows_words = False

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        try:
            with open_regular(self._path) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EncoderError(
                f"cannot read the vectors: {error.strerror}", where=self._path
            ) from error
        self.name = f"file:{digest[:16]}"

    @cached_property
    def _rows(self) -> dict[str, Vectors]:
        reader = _read_npz if self._path.suffix == ".npz" else _read_jsonl
        rows = {_key(text): vector for text, vector in reader(self._path)}
        if not rows:
            raise EncoderError("holds no vectors", where=self._path, hint=_FORMS)
        sizes = sorted({vector.shape for vector in rows.values()})
        if len(sizes) != 1 or len(sizes[0]) != 1:
            raise EncoderError(
                f"the vectors are not all of one size ({len(sizes)} shapes)", where=self._path
            )
        return rows

    def encode(self, texts: Sequence[str]) -> Vectors:
        found = {text: vector for text in {*texts} if (vector := self._vector(text)) is not None}
        missing = sorted({*texts} - found.keys())
        if missing:
            raise EncoderError(
                f"no vector for {missing[0][:60]!r} (and {len(missing) - 1} more texts)",
                where=self._path,
                hint="Compute the vectors of all segments of both sides",
            )
        return encode_unique(lambda batch: np.stack([found[text] for text in batch]), texts)

    def _vector(self, text: str) -> Vectors | None:
        whole = self._rows.get(_key(text))
        lines = [line for line in text.split("\n") if line.strip()]
        if whole is not None or len(lines) < 2:
            return whole
        parts = [self._rows.get(_key(line)) for line in lines]
        held = [part for part in parts if part is not None]
        return np.mean(np.stack(held), axis=0) if len(held) == len(parts) else None


def _key(text: str) -> str:
    return " ".join(strip_marks(text).split())


def _read_jsonl(path: Path) -> Iterator[tuple[str, Vectors]]:
    with open_regular(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig"))
                yield str(row["text"]), _finite(np.asarray(row["vector"], dtype=np.float64))
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
                raise EncoderError(
                    "this line holds no text with its vector", where=f"{path}:{number}", hint=_FORMS
                ) from error


def _finite(numbers: np.ndarray) -> Vectors:
    """Return `numbers` as 32-bit floats. Raises ValueError for what is no number there."""
    with np.errstate(over="ignore"):
        vectors = numbers.astype(np.float32)
    if not np.isfinite(vectors).all():
        raise ValueError("a number of a vector is not finite, or too large for 32 bits")
    return vectors


# What numpy and zipfile raise for a file that is empty, cut short, encrypted or no array.
_BROKEN = (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError,
           SyntaxError, TypeError, TokenError)  # fmt: skip


def _read_npz(path: Path) -> Iterator[tuple[str, Vectors]]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            texts, vectors = arrays["texts"], arrays["vectors"]
    except _BROKEN as error:
        raise EncoderError("this is not a file of vectors", where=path, hint=_FORMS) from error
    arrays_of_numbers = (
        isinstance(texts, np.ndarray)
        and isinstance(vectors, np.ndarray)
        and vectors.dtype.kind in "fiu"
    )
    if not arrays_of_numbers:
        raise EncoderError("this is not a file of vectors", where=path, hint=_FORMS)
    if texts.ndim != 1 or vectors.ndim != 2 or len(texts) != len(vectors):
        raise EncoderError(
            f"texts of shape {texts.shape} but vectors of shape {vectors.shape}",
            where=path,
            hint=_FORMS,
        )
    try:
        rows = _finite(vectors)
    except ValueError as error:
        raise EncoderError(str(error), where=path, hint=_FORMS) from error
    return zip(map(str, texts), rows, strict=True)


ENCODER = EncoderKind(
    "file",
    "vectors computed elsewhere",
    lambda path, _options: VectorFile(path),
    argument="PATH",
    cached=False,
    order=30,
)
