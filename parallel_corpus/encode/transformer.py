"""Any `sentence-transformers` model, by hub name or folder. Importing it costs seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from parallel_corpus.encode.protocol import Vectors, encode_unique, first_line
from parallel_corpus.errors import EncoderError

_E5 = re.compile(r"(?:^|[-_/])e5(?:$|[-_])", re.IGNORECASE)
_GROUP = 1024


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
            raise EncoderError(f"a batch of {batch_size} texts is no batch")
        self._path = model
        self._device = device
        self._batch_size = batch_size
        self._prompt = prompt
        suffix = "" if prompt is None else f"#prompt={prompt!r}"
        self.name = f"sentence-transformers:{model}{suffix}"

    @cached_property
    def _model(self) -> Callable[[list[str]], Vectors]:
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(self._path, device=self._device)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise EncoderError(
                f"cannot load the sentence-transformers model {self._path!r}: {first_line(error)}",
                hint="Give a model's folder, or a name that the hub or its cache has",
            ) from error
        prompt = _prompt(model, self._path) if self._prompt is None else self._prompt

        def encode(texts: list[str]) -> Vectors:
            vectors = model.encode(
                texts,
                prompt=prompt or None,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            return np.asarray(vectors, dtype=np.float32)

        return encode

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(self._model, texts, chunk=max(_GROUP, self._batch_size))


def _prompt(model: Any, name: str) -> str:
    declared = getattr(model, "prompts", None) or {}
    if declared.get("query"):
        return str(declared["query"])
    return "query: " if _E5.search(name.rstrip("/")) and "instruct" not in name else ""
