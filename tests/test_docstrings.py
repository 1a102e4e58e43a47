"""A function's docstring begins with what the function does, as an order: "Return ...".

ruff's D401 knows verbs in the wrong form; this knows what is no verb: "The ...", "Whether ...".
Properties are nouns, and so are their docstrings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

# Articles, pronouns, question words, prepositions and conjunctions.
_NO_VERBS = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "as",
        "at",
        "both",
        "by",
        "each",
        "every",
        "for",
        "from",
        "how",
        "if",
        "in",
        "it",
        "its",
        "no",
        "of",
        "on",
        "one",
        "only",
        "or",
        "same",
        "several",
        "some",
        "than",
        "that",
        "the",
        "their",
        "these",
        "this",
        "those",
        "to",
        "under",
        "up",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "why",
        "with",
        "within",
        "without",
    ]
)
_VERBS_IN_S = ("ss", "us")  # Pass, Focus
_PROPERTY = re.compile(r"property|setter")
FILES = sorted([*(ROOT / "parallel_corpus").rglob("*.py"), *(ROOT / "docs").glob("*.py")])


def begins_with_a_verb(docstring: str) -> bool:
    word = docstring.split(maxsplit=1)[0].rstrip(".,:;")
    if word == ">>>":  # an example alone, of what the name says already
        return True
    is_word = word.isascii() and word.isalpha() and word[0].isupper()
    is_plural = word.endswith("s") and not word.endswith(_VERBS_IN_S)
    return is_word and not is_plural and word.lower() not in _NO_VERBS


def docstrings(source: str) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        is_property = any(_PROPERTY.search(ast.unparse(one)) for one in node.decorator_list)
        docstring = ast.get_docstring(node)
        if docstring and not is_property:
            yield node.lineno, node.name, docstring


@pytest.mark.parametrize(
    ("docstring", "fits"),
    [
        ("Return the shares.", True),
        ("Pass the rows on.", True),
        ("The shares.", False),
        ("Whether it is a share.", False),
        ("Raises KeyError.", False),
        ("Rows of shares.", False),
        ("`shares` as text.", False),
    ],
)
def test_what_begins_with_a_verb(docstring: str, fits: bool) -> None:
    assert begins_with_a_verb(docstring) is fits


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {name}: {docstring.splitlines()[0]}"
        for path in FILES
        for line, name, docstring in docstrings(path.read_text(encoding="utf-8"))
        if not begins_with_a_verb(docstring)
    ]
    assert not wrong, "begin these with what the function does:\n" + "\n".join(wrong)
