"""What a chat endpoint answered, to annotations; whatever it answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parallel_corpus.annotators.records import annotations_of
from parallel_corpus.model import Annotation

_OPEN = re.compile(r"[\[{]")


@dataclass(frozen=True, slots=True)
class Reply:
    """The annotations in a reply. `problem` says why there are none; a reply that was `cut` may
    have more than these. `refused` remarks had not the right form."""

    annotations: tuple[Annotation, ...] = ()
    refused: int = 0
    problem: str = ""
    cut: bool = False
    tokens: tuple[int, int] = (0, 0)


def read_reply(body: object) -> Reply:
    """Return the annotations in the parsed body of a chat completion."""
    if not isinstance(body, dict):
        return Reply(problem="the answer is not a JSON object")
    tokens = _tokens(body.get("usage"))
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return Reply(problem="the answer holds no message", tokens=tokens)
    if message.get("refusal"):
        return Reply(problem="the model refused to read the pair", tokens=tokens)
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        return Reply(problem="the answer is empty", tokens=tokens)
    value = _value(content)
    found = annotations_of(value.get("annotations") if isinstance(value, dict) else value)
    if found is not None:
        return Reply(*found, tokens=tokens)
    rescued = list(_whole_ones(content))
    kept, refused = annotations_of(rescued) or ((), 0)
    short = choice.get("finish_reason") == "length"
    problem = "the answer was cut off" if short or rescued else "the answer has not the right form"
    return Reply(kept, refused, problem, cut=True, tokens=tokens)


def _value(content: str) -> Any:
    """Return the JSON in a text, even with words or a code fence around it."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        pass
    start = _OPEN.search(content)
    if start is None:
        return None
    try:
        return json.JSONDecoder().raw_decode(content, start.start())[0]
    except (ValueError, RecursionError):
        return None


def _whole_ones(content: str) -> Iterator[Any]:
    """Yield the complete objects of a list of annotations that was cut off."""
    start = content.find('"annotations"')
    at = content.find("{", start) if start >= 0 else -1
    while at >= 0:
        try:
            value, end = json.JSONDecoder().raw_decode(content, at)
        except (ValueError, RecursionError):
            return
        yield value
        at = content.find("{", end)


def _tokens(usage: object) -> tuple[int, int]:
    if not isinstance(usage, dict):
        return 0, 0
    counts = [usage.get(key) for key in ("prompt_tokens", "completion_tokens")]
    sure = [count if isinstance(count, int) and count >= 0 else 0 for count in counts]
    return sure[0], sure[1]
