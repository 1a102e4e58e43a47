"""The desk's page and its rows as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment

from parallel_corpus.report.page import environment, folding
from parallel_corpus.review.rows import ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import Verdicts

KEYS: tuple[tuple[str, str, str], ...] = (
    ("j", "next", "next"),
    ("k", "previous", "previous"),
    ("n", "undecided", "next undecided"),
    ("a", "accept", "accept a finding or repair"),
    ("r", "reject", "reject it"),
    ("f", "fixed", "mark a finding as fixed"),
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


def render_row(row: ReviewRow, verdicts: Mapping[str, Verdicts]) -> str:
    """Render one row with what was said on it."""
    return _environment().get_template("row.html.j2").render(row=row, verdicts=verdicts)


def render_page(
    sheet: ReviewRows, rows: Sequence[tuple[int, str]], *, who: str, revision: int
) -> str:
    """Render the whole page; `rows` are the numbers of their pairs and their HTML."""
    pairs = [
        (number, pair, [html for n, html in rows if n == number])
        for number, pair in enumerate(sheet.corpus.pairs, start=1)
    ]
    codes = {i.view.code: i.view.name for row in sheet.rows for i in row.findings}
    return (
        _environment()
        .get_template("desk.html.j2")
        .render(
            pairs=pairs,
            who=who,
            keys=KEYS,
            codes=sorted(codes.items()),
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
