"""What a file of this folder says about the encoder it holds: its `ENCODER`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parallel_corpus.encode.protocol import Encoder


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How to run a model; an encoder that has no such choice ignores it.

    `device` is torch's ("cpu", "cuda", "mps"; None lets the library choose), `prompt` goes before
    every text (None: what the model declares).
    """

    device: str | None = None
    batch_size: int = 32
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class EncoderKind:
    """An encoder, or a family of them, that `load_encoder` knows by name.

    `make` is given what follows the colon of the specification, which `argument` names in
    messages; without `argument` nothing may follow. It must load nothing yet. `cached` says
    whether vectors are worth keeping on disk; `package` is the module without which the encoder
    is not offered.
    """

    name: str
    summary: str
    make: Callable[[str, ModelOptions], Encoder]
    argument: str = ""
    cached: bool = True
    package: str = ""
    order: int = 50

    @property
    def usage(self) -> str:
        """How to name it.

        >>> EncoderKind("file", "vectors computed elsewhere", print, argument="PATH").usage
        'file:PATH'
        """
        return f"{self.name}:{self.argument}" if self.argument else self.name
