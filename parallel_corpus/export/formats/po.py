"""PO (gettext): a message a unit, for Weblate, Poedit and the programs that gettext translates.

The unit's id is its context, which keeps equal messages apart. What PO has no place for (scores,
states, findings, props) stands as JSON in one extracted comment, which gettext's tools keep. The
form is written here: translate-toolkit holds the whole file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.options import TOOL, Exported, Options, tool_version
from parallel_corpus.export.tally import Tally
from parallel_corpus.export.writeback.entries import OURS, quoted
from parallel_corpus.read.formats.cells import NOT_XML, to_xml, visible
from parallel_corpus.read.formats.po import KEPT, note_lines
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing

# What tells a text file from another; much of it and a file is taken for no text.
_CONTROLS = re.compile(f"{NOT_XML.pattern}|\x7f")
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}


def write_po(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.po` as a stream: every unit that has a source text."""
    path = stem.with_name(f"{stem.name}.po")
    tally = Tally(options)
    with replacing(path) as file:
        file.write(_header(options).encode())
        for row in tally.with_source(rows):
            file.write(f"\n{_entry(row)}".encode("utf-8", "replace"))
    return [tally.exported(path, "po")]


def _header(options: Options) -> str:
    source, target = options.language_tags
    told = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": target.replace("-", "_"),
        "X-Source-Language": source.replace("-", "_"),
        "Plural-Forms": _PLURALS[options.languages[1]],
        "X-Generator": f"{TOOL} {tool_version()}",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in told.items())
    return "\n".join(['msgid ""', f"msgstr {_string(lines)}", ""])


def _entry(row: BitextRow) -> str:
    source, hidden = to_xml(row.source, _CONTROLS)
    target, lost = to_xml(row.target, _CONTROLS)
    record = dict(
        _kept(row), **_named("source-controls", hidden), **_named("target-controls", lost)
    )
    lines = [f"# {line}" if line else "#" for line in note_lines(row.notes)]
    lines += [
        f"{OURS.decode()}{' '.join(visible(finding_sentence(finding)).split())}"
        for finding in row.findings
    ]
    lines.append(f"#. {KEPT}{_json(record)}")
    if row.state == "initial" and row.target:
        lines.append("#, fuzzy")
    if row.id:
        lines.append(f"msgctxt {_string(to_xml(row.id)[0])}")
    lines += [f"msgid {_string(source)}", f"msgstr {_string(target)}", ""]
    return "\n".join(lines)


def _kept(row: BitextRow) -> Iterator[tuple[str, Any]]:
    """Yield what the entry itself does not say, of a unit that has it."""
    context = {"context": row.id} if row.id else {}
    yield from (
        (name, value)
        for name, value in (
            ("source_ids", list(row.source_ids)),
            ("target_ids", list(row.target_ids)),
            ("score", row.score),
            ("margin", row.margin),
            ("method", row.method),
            ("moved", row.moved),
            ("findings", [dict(finding) for finding in row.findings]),
            ("notes", list(row.notes)),
        )
        if value is not None and value is not False and value not in ("", [])
    )
    yield "state", row.state
    if dict(row.props) != context:
        yield "props", dict(row.props)


def _named(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}


def _json(record: dict[str, Any]) -> str:
    # ASCII, as some programs cut comments at other line ends.
    return json.dumps(record, ensure_ascii=True)


def _string(text: str) -> str:
    return "\n".join(quoted(text)) if text else '""'


FORMAT = Format(
    "po",
    write_po,
    ".po",
    7,
    ("units without a source",),
    "gettext: Weblate, Poedit",
)
