"""annotations.jsonl as it grows: what is known stays, what changed is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.annotators.records import read_answers, write_answers
from parallel_corpus.model import Answer


def known_answers(path: Path, pairs: Sequence[Pair], reader: Annotator) -> dict[Pair, Answer]:
    """Return the answers in the file `path` that `reader` gave on texts that have not changed.

    Raises ReadError where there is a file that holds no annotations.
    """
    if not path.exists():
        return {}
    mine = (reader.name, reader.model, reader.prompt)
    given = {
        (answer.id, answer.texts): answer
        for answer in read_answers(path)
        if (answer.annotator, answer.model, answer.prompt) == mine and not answer.problem
    }
    return {pair: given[key] for pair in pairs if (key := (pair.id, pair.texts)) in given}


def keep_answers(path: Path, answers: Sequence[Answer]) -> Path:
    """Write `answers`, and those in the file on other pairs or by others after them.

    A pair that could not be answered keeps no line, so that it is asked about the next time.
    """
    made = [answer for answer in answers if not answer.problem]
    new = {(answer.id, answer.annotator) for answer in answers}
    old = [a for a in read_answers(path) if (a.id, a.annotator) not in new] if path.exists() else []
    return write_answers(path, [*made, *old])
