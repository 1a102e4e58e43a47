"""Any `sentence-transformers` model, by hub name or folder. Importing it costs seconds."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.kind import EncoderKind, ModelOptions
from parallel_corpus.encode.protocol import (
    Places,
    Vectors,
    as_array,
    encode_unique,
    first_line,
    unit_rows,
)
from parallel_corpus.errors import CorpusError, EncoderError
from parallel_corpus.support.files import open_regular, read_regular

_E5 = re.compile(r"(?:^|[-_/])e5(?:$|[-_])", re.IGNORECASE)
_GROUP = 1024
# Sentences that share no name, number or letter, and their translations.


class SentenceTransformerEncoder:
    """A `sentence-transformers` model.

    `prompt` goes before every text. Left out, it is what the model itself declares for queries,
    or "query: " for models of the E5 family, which were trained with it and are weak without
    (Wang et al. 2024); "" forbids any. `device` is torch's ("cpu", "cuda", "mps"; None lets the
    library choose). Code from a model's repository is never run.
    """

    def __init__(
        self,
        model: str,
        *,
        device: str | None = None,
        batch_size: int = 32,
        prompt: str | None = None,
    ) -> None:
        if batch_size < 1:
            raise EncoderError(f"batch_size must be at least 1, not {batch_size}")
        if not model.isprintable():  # the library would print it as it is
            raise EncoderError(
                f"{model!r} is not a model's name", hint="Give a folder or a hub name"
            )
        self._path = model
        self._device = device
        self._batch_size = batch_size
        self._prompt = prompt
        # The model, and what tells its content apart: a folder's hash or the hub's revision.
        state = f"@{found}" if (found := _state(model)) else ""
        suffix = "" if prompt is None else f"#prompt={prompt!r}"
        self.name = f"sentence-transformers:{model}{state}{suffix}"

    @classmethod
    def of(cls, model: Any) -> SentenceTransformerEncoder:
        """Wrap a `SentenceTransformer` that is loaded already."""
        inner = getattr(model[0], "auto_model", None)
        encoder = cls(getattr(inner, "name_or_path", "") or type(model).__name__)
        encoder.__dict__["_model"] = model  # where cached_property looks first
        return encoder

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(self._path, device=self._device)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise EncoderError(
                f"cannot load the sentence-transformers model {self._path!r}: {first_line(error)}",
                hint="Give a model's folder, or a name that the hub or its cache has",
            ) from error

    @cached_property
    def _before(self) -> str:
        """What is put before every text."""
        return _prompt(self._model, self._path) if self._prompt is None else self._prompt

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(self._vectors, texts, chunk=max(_GROUP, self._batch_size))

    def _vectors(self, texts: list[str]) -> Vectors:
        return np.asarray(self._outputs(texts, "sentence_embedding"), dtype=np.float32)

    def _outputs(self, texts: list[str], what: str | None) -> Any:
        return self._model.encode(
            texts,
            prompt=self._before or None,
            batch_size=self._batch_size,
            output_value=what,
            normalize_embeddings=what is not None,
            show_progress_bar=False,
        )

    def encode_with_words(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit rows of the texts, and of each word the mean of its tokens.

        A word beyond the longest text that the model reads has the vector of the text.
        """
        tokenizer = self._model.tokenizer
        if not texts or not getattr(tokenizer, "is_fast", False):
            vectors = self.encode(texts)
            return vectors, [
                np.repeat(row[None], len(places), axis=0)
                for row, places in zip(vectors, words, strict=True)
            ]
        outputs = self._outputs(list(texts), None)
        vectors = unit_rows(np.stack([as_array(out["sentence_embedding"]) for out in outputs]))
        found = []
        for text, places, out, row in zip(texts, words, outputs, vectors, strict=True):
            tokens = as_array(out["token_embeddings"])
            encoded = tokenizer(
                self._before + text,
                return_offsets_mapping=True,
                truncation=True,
                max_length=self._model.max_seq_length,
            )
            offsets = np.array(encoded["offset_mapping"], np.int64)[: len(tokens)]
            found.append(_word_rows(tokens, offsets - len(self._before), places, row))
        return vectors, found


def _state(model: str) -> str:
    """Hash a model's folder, or name the revision that the hub's cache has; else ""."""
    folder = Path(model)
    if not folder.is_dir():
        revisions = _hub_folder() / f"models--{model.replace('/', '--')}" / "refs" / "main"
        try:
            return read_regular(revisions).decode("ascii", "replace").strip()[:16]
        except (CorpusError, OSError):
            return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode("utf-8", "replace"))
            with open_regular(path) as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _hub_folder() -> Path:
    """Return where the hub's models are kept, without importing its library, which takes long."""
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / (
        "huggingface"
    )
    named = os.environ.get("HF_HUB_CACHE") or Path(home) / "hub"
    return Path(os.path.expandvars(named)).expanduser()


def _word_rows(
    tokens: Vectors, offsets: NDArray[np.int64], places: Places, text: Vectors
) -> Vectors:
    """Return the mean of the tokens of each word; `text` where there is none."""
    rows = np.repeat(text[None], len(places), axis=0)
    for number, (start, end) in enumerate(places):
        own = (offsets[:, 0] < end) & (offsets[:, 1] > start) & (offsets[:, 1] > offsets[:, 0])
        if own.any() and tokens.shape[1] == rows.shape[1]:
            rows[number] = tokens[: len(own)][own].mean(axis=0)
    return unit_rows(rows)


def _prompt(model: Any, name: str) -> str:
    declared = getattr(model, "prompts", None) or {}
    if declared.get("query"):
        return str(declared["query"])
    return "query: " if _E5.search(name.rstrip("/")) and "instruct" not in name else ""


def _make(model: str, options: ModelOptions) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(
        model, device=options.device, batch_size=options.batch_size, prompt=options.prompt
    )


ENCODER = EncoderKind(
    "sentence-transformers", "any such model", _make, argument="NAME_OR_PATH", order=20
)
