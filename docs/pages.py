"""What the program itself says on the pages: checks, rules, formats, measured figures.

A page is a Jinja template. `{{ checks() }}` on it becomes the registry's entries, and
`{{ bench.alignment.law.ours }}` a figure that a benchmark wrote to tests/benchmarks/results/, so
that nothing is typed twice and nothing can be stale. A figure that is not there stops the build.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import docs.rooms as rooms

DOCS = Path(__file__).parent
RESULTS = DOCS.parent / "tests" / "benchmarks" / "results"

# Files of the repository that are pages of the site.
PAGES = {
    "README.md": "tour.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "tests/benchmarks/README.md": "explanation/measured.md",
}


@cache
def environment() -> Environment:
    """Make the templates' language: Jinja, with floats to three places below one and one above."""
    made = Environment(
        loader=FileSystemLoader(DOCS),
        undefined=StrictUndefined,
        finalize=_shown,
        autoescape=False,  # noqa: S701 - Markdown, not HTML
        keep_trailing_newline=True,
        comment_start_string="{##",  # {#name} is an anchor in Markdown
        comment_end_string="##}",
    )
    made.filters |= {"percent": _percent, "seconds": _seconds}
    made.globals |= {
        "bench": results(),
        "file": file,
        "checks": checks,
        "check_options": check_options,
        "repair_rules": repair_rules,
        "formats_read": formats_read,
        "formats_written": formats_written,
        "formats_written_back": formats_written_back,
        "rooms_picture": rooms.picture,
        "rooms_table": rooms.table,
    }
    return made


def render(text: str) -> str:
    """Render a page with what the program and the benchmarks say in it."""
    return environment().from_string(text).render()


def _shown(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else value


def _percent(share: float, digits: int = 1) -> str:
    """
    >>> _percent(0.99985, 3), _percent(1.0, 3), _percent(-0.237)
    ('99.985%', '100%', '−23.7%')
    """
    return "100%" if share == 1 else f"{share:.{digits}%}".replace("-", "−")


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"


def results(folder: Path = RESULTS) -> dict[str, dict[str, Any]]:
    """Return each benchmark's figures, with its command, data, date and commit beside them."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        about = json.loads(path.read_text("utf-8"))
        found[path.stem] = about | about.pop("figures")
    return found


def file(name: str) -> str:
    """Return a file of the repository with its links made to hold on a page in docs/."""

    def link(found: re.Match[str]) -> str:
        target, _, anchor = found[1].partition("#")
        if ":" in target or not target:
            return found[0]
        path = (DOCS.parent / name).parent.joinpath(target).resolve().relative_to(DOCS.parent)
        page = PAGES.get(str(path), f"../{path}")
        return f"]({page}#{anchor})" if anchor else f"]({page})"

    return re.sub(r"\]\(([^)\s]+)\)", link, (DOCS.parent / name).read_text("utf-8"))


def checks() -> str:
    """List every check under its family, as `parallel-corpus explain` has it."""
    from parallel_corpus.checks import REGISTRY

    lines: list[str] = []
    families = dict.fromkeys(check.family for check in REGISTRY.values())
    for family in families:
        lines += [f"## {family.capitalize()}", ""]
        for check in REGISTRY.values():
            if check.family == family:
                lines += [
                    f"({check.code.lower()})=",
                    f"### {check.code} {check.name}",
                    "",
                    f"*{check.severity}*, MQM: {check.mqm}, looks at: {check.scope}",
                    "",
                    *_headings(str(check.explanation)),
                ]
    return "\n".join(lines)


def _headings(explanation: str) -> list[str]:
    """List the parts of an explanation, each a term and its definition."""
    parts = [part.partition("\n") for part in explanation.split("\n\n")]
    return [line for title, _, text in parts for line in (title, f": {_plain(text)}", "")]


def check_options() -> str:
    """List the settings that checks have, and their defaults."""
    from parallel_corpus.checks import REGISTRY

    rows = [
        (
            f"`[checks.{check.name}]`",
            f"`{name}`",
            f"`{_toml(default)}`",
            f"[{check.code}](#{check.code.lower()})",
        )
        for check in REGISTRY.values()
        for name, default in sorted(check.options.items())
    ]
    return _table(("table", "key", "default", "check"), rows)


def repair_rules() -> str:
    """List every repair rule, as `parallel-corpus explain` has it."""
    from parallel_corpus.normalise import RULES

    lines: list[str] = []
    for rule in RULES.values():
        policy = "applied" if rule.applies else "proposed, never applied by itself"
        lines += [
            f"({rule.code.lower()})=",
            f"## {rule.code} {rule.name}",
            "",
            f"*{rule.kind}*, {policy}",
            "",
            *("What it finds", f": {_plain(rule.finds)}", ""),
            *("Why it matters", f": {_plain(rule.why)}", ""),
            *("When it is wrong", f": {_plain(rule.wrong_when)}", ""),
            *("Example", f": {_code(repr(rule.before))} becomes {_code(repr(rule.after))}", ""),
        ]
    return "\n".join(lines)


def formats_written() -> str:
    """List what `export --to` writes."""
    from parallel_corpus.export import FORMATS

    rows = [
        (f"`{known.name}`", f"`{known.ending}`", known.use, ", ".join(known.loses) or "nothing")
        for known in FORMATS.values()
    ]
    return _table(("--to", "file", "for", "does not come back"), rows)


def formats_written_back() -> str:
    """List where `check --write-back` writes findings."""
    from parallel_corpus.export.writeback import WRITE_BACK

    rows = [
        (known.name, ", ".join(f"`{e}`" for e in known.endings), known.seen, known.review or "–")
        for known in dict.fromkeys(WRITE_BACK.values())
    ]
    return _table(("format", "file", "findings are", "what needs review is marked by"), rows)


def formats_read() -> str:
    """List what is read, by the file's ending."""
    from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, GLOSSARIES, PAIRED

    kinds = (
        ("document", DOCUMENTS),
        ("bitext", BITEXTS),
        ("bitext of two files", PAIRED),
        ("glossary", GLOSSARIES),
    )
    endings = sorted({ending for _, known in kinds for ending in known})
    rows = [
        (f"`{ending}`", ", ".join(kind for kind, known in kinds if ending in known))
        for ending in endings
    ]
    return _table(("ending", "read as"), rows)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _toml(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    """Text that is not Markdown, so that none of it is taken for Markdown; `names` stay code."""
    pieces = re.split(r"(`[^`]+`)", " ".join(text.split()))
    return "".join(
        p if p.startswith("`") else re.sub(r"([\\*_\[\]{}<>#|~$])", r"\\\1", p) for p in pieces
    )


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"
