"""The prompt: a file of the package or the user's own, and what is asked of one pair by it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.errors import SettingsError
from parallel_corpus.support.files import read_regular

_VERSION = re.compile(r"version:[ \t]*([\w.-]{1,40})[ \t]*\r?\n")
_LONGEST = 50_000  # characters
_TEXT: Mapping[str, Any] = {"type": "string"}
_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "category": {
        "type": "string",
        "enum": [
            "mistranslation", "omission", "addition", "untranslated", "number", "name", "negation",
            "modality", "quantifier", "reference", "terminology", "spelling", "grammar", "other",
        ],
    },
    "severity": {"type": "string", "enum": ["error", "warning", "info"]},
    **dict.fromkeys(("source", "target", "reason", "suggestion"), _TEXT),
}  # fmt: skip
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "annotations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": _FIELDS,
                "required": list(_FIELDS),
                "additionalProperties": False,
            },
        }
    },
    "required": ["annotations"],
    "additionalProperties": False,
}
"""What an answer must look like, as JSON Schema."""


@dataclass(frozen=True)
class Prompt:
    """What the model is told. Its `version` is in its first line, or is its hash."""

    text: str

    @cached_property
    def version(self) -> str:
        """The version that the file gives itself; what is changed in it shows in the digest."""
        found = _VERSION.match(self.text)
        return found[1] if found else f"own-{self.digest[:8]}"

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def instructions(self) -> str:
        return _VERSION.sub("", self.text, count=1).strip()

    def messages(self, pair: Pair) -> list[dict[str, str]]:
        """Return the messages that ask about one pair; its texts stand in JSON, as data."""
        return [
            {"role": "system", "content": self.instructions},
            {"role": "user", "content": question(pair)},
        ]


def question(pair: Pair) -> str:
    """Return the JSON object that shows a pair, without what is not known of it."""
    shown: dict[str, Any] = {"source": pair.source, "translation": pair.target}
    more = {
        "earlier_source": pair.old_source,
        "earlier_translation": pair.old_target,
        "terms": {entry.english: list(entry.arabic) for entry in pair.terms},
        "before": pair.before,
        "after": pair.after,
    }
    shown.update({key: value for key, value in more.items() if value})
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def load_prompt(path: str = "") -> Prompt:
    """Return the package's prompt, or the one in the file `path`. Raises SettingsError."""
    if not path:
        own = files("parallel_corpus.annotators") / "prompts" / "reviser.md"
        return Prompt(own.read_text(encoding="utf-8"))
    try:
        text = read_regular(Path(path)).decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", where=path) from error
    except UnicodeDecodeError as error:
        raise SettingsError("is not UTF-8", where=path, hint="Save it as UTF-8") from error
    if not text.strip() or len(text) > _LONGEST:
        raise SettingsError(f"holds no prompt of at most {_LONGEST:,} characters", where=path)
    return Prompt(text)
