"""Batch files: requests to send by other means, and the answers that come back.

The form is that of OpenAI's batch interface, which others take as well: one JSON object a line with
`custom_id`, `method`, `url` and `body`; answers bear the same `custom_id`. The id is a hash of what
is asked, so that answers find their pairs after the texts moved, and none that changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.chat.cache import answer_key
from parallel_corpus.annotators.chat.prompt import SCHEMA, Prompt
from parallel_corpus.annotators.chat.reply import read_reply
from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.records import json_lines
from parallel_corpus.errors import ReadError
from parallel_corpus.model import Answer
from parallel_corpus.support.atomic import replacing

_URL = "/v1/chat/completions"
_TOKENS = 2000
_ID = 40  # digits of the hash


def batch_id(pair: Pair, prompt: Prompt, model: str) -> str:
    """Return the `custom_id` of the request about a pair."""
    return f"pair-{answer_key(pair, prompt, model)[:_ID]}"


def write_requests(path: Path, pairs: Iterable[Pair], prompt: Prompt, model: str) -> Path:
    """Write a request a pair, each asked once."""
    written: set[str] = set()
    with replacing(path) as file:
        for pair in pairs:
            name = batch_id(pair, prompt, model)
            if name not in written:
                written.add(name)
                line = json.dumps(_request(name, pair, prompt, model), ensure_ascii=False)
                file.write(line.encode() + b"\n")
    return path


def _request(name: str, pair: Pair, prompt: Prompt, model: str) -> dict[str, Any]:
    schema = {"name": "annotations", "strict": True, "schema": SCHEMA}
    return {
        "custom_id": name,
        "method": "POST",
        "url": _URL,
        "body": {
            "model": model,
            "messages": prompt.messages(pair),
            "max_tokens": _TOKENS,
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": schema},
        },
    }


@dataclass(frozen=True, slots=True)
class Imported:
    """The answers of a batch, in the order of the pairs; pairs without one; answers of no pair."""

    answers: tuple[Answer, ...]
    missing: int
    strange: int


def read_batch(path: Path, pairs: Sequence[Pair], prompt: Prompt, model: str) -> Imported:
    """Return what came back about `pairs`. Raises ReadError for a file that is no batch's."""
    bodies = dict(_bodies(path))
    wanted = {batch_id(pair, prompt, model) for pair in pairs}
    answers = []
    for pair in pairs:
        name = batch_id(pair, prompt, model)
        if name in bodies:
            body, problem = bodies[name]
            reply = read_reply(body) if not problem else None
            answers.append(
                Answer(
                    pair.id,
                    reply.annotations if reply else (),
                    annotator=model,
                    model=model,
                    prompt=prompt.version,
                    texts=pair.texts,
                    problem=problem or (reply.problem if reply and not reply.annotations else ""),
                    refused=reply.refused if reply else 0,
                )
            )
    return Imported(tuple(answers), len(pairs) - len(answers), len(bodies.keys() - wanted))


def _bodies(path: Path) -> Iterator[tuple[str, tuple[Any, str]]]:
    """Yield each answer's body by its id, and what went wrong with it."""
    for number, line in json_lines(path):
        if not isinstance(line, Mapping) or not isinstance(line.get("custom_id"), str):
            raise ReadError(
                "is no answer of a batch",
                where=f"{path}:{number}",
                hint="Give the output file of the batch, whose lines have a custom_id",
            )
        response = line.get("response")
        failed = line.get("error") or not isinstance(response, Mapping)
        status = 0 if failed else response.get("status_code", 200)  # type: ignore[union-attr]
        if failed or status != 200:
            yield line["custom_id"], (None, f"the batch has no answer (status {status})")
        else:
            yield line["custom_id"], (response.get("body"), "")  # type: ignore[union-attr]
