"""What notebooks show of a corpus: HTML in which Arabic runs from right to left.

All text is escaped. Every cell runs in the direction of the script that most of its letters are
in, so that numbers, quotes and full stops stand where a reader of that language looks for them.
(`dir="auto"` goes by the first letter, which is often that of an English name.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from typing import Any

import pandas as pd

from parallel_corpus.build.counts import DocumentCounts, count_documents
from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.checks import severity
from parallel_corpus.language.script import script_of
from parallel_corpus.model import SEVERITIES, Bead, Document, Finding, place_of

_WORST = 5
_ROWS = 60
_SHORT = 50  # pandas' own limit on a cell, unless the user has set another
_LONG = 200
_CELL = re.compile(r"<td>(?P<text>.*?)</td>", re.DOTALL)
_QUOTED = re.compile("“([^”]*)”")
_TEXT = "text-align: start; vertical-align: top; white-space: pre-wrap"


class Frame(pd.DataFrame):
    """A pandas frame that a notebook shows with Arabic from right to left; in all else, pandas'.

    What is made of it (`head`, a selection, `sort_values`) is one too.

    >>> shown = Frame({"score": [0.5], "text": ["المادة 5 < 6"]})._repr_html_()
    >>> '<td dir="rtl" style="text-align: start">المادة 5 &lt; 6</td>' in shown
    True
    """

    @property
    def _constructor(self) -> Any:
        return Frame

    def to_parquet(self, *args: Any, **kwargs: Any) -> Any:
        """Write the frame as pandas does; spans and evidence, which mix types, become JSON."""
        flat = pd.DataFrame(self)
        for name in flat.columns:
            if flat[name].map(_is_mixed).any():
                flat[name] = flat[name].map(lambda cell: json.dumps(cell, ensure_ascii=False))
        return flat.to_parquet(*args, **kwargs)

    def _repr_html_(self) -> str | None:
        known = pd.get_option("display.max_colwidth")
        width = _LONG if known == _SHORT else known
        with pd.option_context("display.max_colwidth", width):
            shown: str | None = super()._repr_html_()  # type: ignore[misc]
        return shown and _CELL.sub(_directed, shown)


def frame_of(records: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None) -> Frame:
    """Return a frame of records; a lone surrogate, which Arrow does not hold, becomes "?"."""
    rows, names = list(records), list(columns) if columns else None
    try:
        return Frame(rows, columns=names)
    except UnicodeEncodeError:
        return Frame([_without_surrogates(row) for row in rows], columns=names)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {key: _without_surrogates(cell) for key, cell in value.items()}
    return value


def _is_mixed(cell: object) -> bool:
    """Tell whether a cell holds what no column of one type can: a mapping, or rows of values."""
    if isinstance(cell, dict):
        return True
    return isinstance(cell, list) and any(isinstance(item, list | tuple | dict) for item in cell)


def _directed(cell: re.Match[str]) -> str:
    language = script_of(unescape(cell["text"]))
    if language is None:  # a number
        return cell[0]
    way = "rtl" if language == "ar" else "ltr"
    return f'<td dir="{way}" style="text-align: start">{cell["text"]}</td>'


def corpus_html(corpus: CheckedCorpus) -> str:
    """Return a table of the documents, and the worst findings in a sentence each."""
    heads = ("document", "paragraphs", "pairs", "unpaired", *SEVERITIES)
    rows = [_document_row(counts) for counts in count_documents(corpus)]
    worst = "".join(_finding(f, f"{f.document}: ") for f in corpus.findings[:_WORST])
    left = len(corpus.findings) - _WORST
    more = f"<p>… and {left} more in <code>findings</code></p>" if left > 0 else ""
    return _table(heads, rows) + (f"<ul>{worst}</ul>{more}" if worst else "")


def pair_html(pair: CheckedPair) -> str:
    """Return the two texts side by side, bead by bead, with what was found about each."""
    texts = {s.id: s.text for side in (pair.source, pair.target) for s in side.segments}
    about: dict[str, list[Finding]] = {}
    for finding in pair.findings:
        for ref in (finding.source or finding.target)[:1]:
            about.setdefault(ref, []).append(finding)
    beads = pair.alignment.beads
    rows = [_bead_row(bead, pair, texts, about) for bead in beads[:_ROWS]]
    left = len(beads) - _ROWS
    more = f"<p>… and {left} more in <code>beads</code></p>" if left > 0 else ""
    heads = ("place", pair.source.language, pair.target.language, "score", "findings")
    return f"<p><b>{escape(pair.document)}</b></p>" + _table(heads, rows) + more


def _document_row(counts: DocumentCounts) -> list[str]:
    paragraphs = " + ".join(map(str, counts.paragraphs.values()))
    numbers = [str(counts.pairs), str(counts.unpaired)] if counts.paired else ["–", "–"]
    cells = [paragraphs, *numbers, *map(str, counts.findings.values())]
    return [_cell(counts.document), *(f'<td style="text-align: end">{cell}</td>' for cell in cells)]


def _bead_row(
    bead: Bead, pair: CheckedPair, texts: dict[str, str], about: dict[str, list[Finding]]
) -> list[str]:
    refs = bead.source or bead.target
    found = [finding for ref in (*bead.source, *bead.target) for finding in about.get(ref, ())]
    places = " ".join(place_of(ref) for ref in refs)
    listed = f"<ul>{''.join(map(_finding, found))}</ul>" if found else ""
    score = "" if bead.score is None else f"{bead.score:.2f}"
    return [
        _cell(places),
        _side(bead.source, pair.source, texts),
        _side(bead.target, pair.target, texts),
        f'<td style="text-align: end; vertical-align: top">{score}</td>',
        f'<td style="{_TEXT}">{listed}</td>',
    ]


def _side(refs: Sequence[str], document: Document, texts: dict[str, str]) -> str:
    text = escape("\n".join(texts[ref] for ref in refs))
    way = "rtl" if document.language == "ar" else "ltr"
    return f'<td lang="{document.language}" dir="{way}" style="{_TEXT}">{text}</td>'


def _finding(finding: Finding, document: str = "") -> str:
    # What is quoted may be Arabic: it must not pull the words around it along.
    message = _QUOTED.sub(r"“<bdi>\1</bdi>”", escape(finding.message, quote=False))
    head = f"{severity(finding)} {escape(finding.code)}"
    return f'<li dir="ltr"><b>{head}</b> {escape(document)}{message}</li>'


def _cell(text: str) -> str:
    return f'<td dir="auto" style="text-align: start; vertical-align: top">{escape(text)}</td>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th style="text-align: start">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
