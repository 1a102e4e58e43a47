"""Answers that were given before, by the hash of all that determines them."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from parallel_corpus.annotators.chat.prompt import Prompt, question
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.records import answer_of, dump_line
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Answer
from parallel_corpus.support.atomic import replacing


def answer_key(pair: Pair, prompt: Prompt, model: str) -> str:
    """Return the hash of what is asked of whom: the pair as shown, the prompt, the model.

    Where the model runs does not count: it is the same model.
    """
    parts = [question(pair), prompt.digest, model]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class AnswerCache:
    """A file an answer in `folder`; without a folder it remembers nothing.

    A file that is damaged or cannot be written costs a call, never the result.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, key: str) -> Answer | None:
        """Return the answer under `key`; None where there is none that can be read."""
        if self._folder is None:
            return None
        try:
            return answer_of(json.loads(self._path(self._folder, key).read_bytes()))
        except (OSError, ValueError, RecursionError):
            return None

    def store(self, key: str, answer: Answer) -> None:
        """Keep a whole answer."""
        if self._folder is not None:
            with suppress(OSError, CorpusError), replacing(self._path(self._folder, key)) as file:
                file.write(dump_line(answer))

    def _path(self, folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"
