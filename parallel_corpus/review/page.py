"""The desk's page and its rows as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment

from parallel_corpus.export.registry import FORMATS
from parallel_corpus.report.page import environment, folding
from parallel_corpus.review.rows import CHECKS, ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import Verdicts

KEYS: tuple[tuple[str, str, str], ...] = (
    ("n", "undecided", "next undecided"),
    ("j", "next", "next"),
    ("k", "previous", "previous"),
    ("a", "accept", "accept a finding or repair"),
    ("r", "reject", "reject it"),
    ("f", "fixed", "mark a finding as fixed"),
    ("t", "take", "take the suggested wording over"),
    ("b", "before", "show the earlier version"),
    ("y", "confirm", "confirm the pair"),
    ("c", "comment", "comment"),
    ("e", "edit", "edit the target text"),
    ("m", "merge", "merge with the pair below"),
    ("s", "split", "split off the first segments"),
    (">", "shift down", "shift the last target down"),
    ("<", "shift up", "take the target from below"),
    ("v", "move", "move the target to another pair"),
    ("x", "unlink", "unlink source and target"),
    ("o", "reopen", "take the verdict away"),
    ("g", "add", "add the selected words as a term"),
    ("u", "undo", "undo"),
    ("U", "redo", "redo"),
    ("/", "search", "search"),
)
"""Key, what it asks for, and what the list of keys says of it."""

_SHORT = {"undecided": "next open", "take": "take over", "add": "term", "before": "earlier"}
# What the keys are called where the page is narrow, if not by what they ask for.

_USUAL = frozenset({"docx", "tmx", "xliff"})  # formats that are chosen before anybody chooses


def render_row(row: ReviewRow, verdicts: Mapping[str, Verdicts]) -> str:
    """Render one row with what was said on it."""
    return _environment().get_template("row.html.j2").render(row=row, verdicts=verdicts)


def render_page(
    sheet: ReviewRows, rows: Sequence[tuple[int, str]], *, who: str, revision: int
) -> str:
    """Render the whole page; `rows` are the numbers of their pairs and their HTML."""
    by_pair: dict[int, list[str]] = {}
    for number, html in rows:
        by_pair.setdefault(number, []).append(html)
    pairs = [
        (number, pair, by_pair.get(number, []))
        for number, pair in enumerate(sheet.corpus.pairs, start=1)
    ]
    found = [item for row in sheet.rows for item in row.findings]
    codes = {item.view.code: item.view.name for item in found}
    return (
        _environment()
        .get_template("desk.html.j2")
        .render(
            pairs=pairs,
            who=who,
            keys=[(*key, _SHORT.get(key[1], key[1])) for key in KEYS],
            codes=sorted(codes.items()),
            speakers=sorted({name for item in found for name in item.who} | {CHECKS}),
            superseded=sheet.superseded,
            formats=[(name, name in _USUAL) for name in FORMATS],
            folding=folding(),
            revision=revision,
        )
    )


def asset(name: str) -> str:
    """Return a style sheet or script of ours."""
    made = _environment()
    source, _, _ = made.loader.get_source(made, name)  # type: ignore[union-attr]
    return source


def _environment() -> Environment:
    return environment("parallel_corpus.review")
