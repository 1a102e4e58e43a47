"""The desk's page and its rows as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO

from babel.messages.extract import extract
from jinja2 import Environment
from markupsafe import Markup

from parallel_corpus.export.registry import FORMATS
from parallel_corpus.report.findings import CHECKS
from parallel_corpus.report.page import environment, folding
from parallel_corpus.report.wording import wording
from parallel_corpus.review.rows import ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import Verdicts
from parallel_corpus.review.wording import dispute, state
from parallel_corpus.settings import Ui

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
"""Key, what it asks for, and what the list of keys says of it: a text of the catalogue."""

SHORT = {name: name for _, name, _ in KEYS} | {
    "undecided": "next open",
    "take": "take over",
    "add": "term",
    "before": "earlier",
}
"""What the keys are called where the page is narrow."""

_USUAL = frozenset({"docx", "tmx", "xliff"})  # formats that are chosen before anybody chooses


def render_row(row: ReviewRow, verdicts: Mapping[str, Verdicts], ui: Ui = "en") -> str:
    """Render one row with what was said on it, in the language `ui`."""
    return _environment(ui).get_template("row.html.j2").render(row=row, verdicts=verdicts)


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
    say = sheet.say
    return (
        _environment(say.ui)
        .get_template("desk.html.j2")
        .render(
            pairs=pairs,
            who=who,
            keys=[(key, name, say(words), say(SHORT[name])) for key, name, words in KEYS],
            codes=sorted(codes.items()),
            speakers=sorted({name for item in found for name in item.view.who} | {CHECKS}),
            texts=_script_texts(say.ui),
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


def script_messages() -> Iterator[str]:
    """Yield the texts that the script says, in its order."""
    source = BytesIO(asset("desk.js").encode())
    for _, message, _, _ in extract("javascript", source, keywords={"_": None}):
        yield str(message)


@lru_cache
def _script_texts(ui: Ui) -> Markup:
    """Return the script's texts in `ui` by their English, as JSON that may stand in a page."""
    say = wording(ui)
    texts = {} if ui == "en" else {text: say(text) for text in script_messages()}
    # No "<" of a text may end the element.
    return Markup(json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


@lru_cache
def _environment(ui: Ui = "en") -> Environment:
    made = environment("parallel_corpus.review", ui)
    say = wording(ui)
    made.globals.update(
        state=lambda verdicts: state(verdicts, say),
        dispute=lambda verdicts: dispute(verdicts, say),
        checks=CHECKS,
    )
    return made
