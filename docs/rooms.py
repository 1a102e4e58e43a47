"""Draw the package's rooms and the imports between them, as the code is now."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib import import_module
from pathlib import Path

PACKAGE = "parallel_corpus"
_WIDTH, _ROW, _BOX, _GAP = 760, 62, 34, 14
# What any room may use: arrows to them would hide the others.
_COMMON = frozenset({"errors", "model", "settings", "support"})

Arrows = Mapping[str, frozenset[str]]
"""From a room to the rooms that it imports from."""


def layers() -> list[list[str]]:
    """Read the layers of the import contract in pyproject.toml, the top one first."""
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    [found] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return [
        [room.strip().removeprefix(f"{PACKAGE}.") for room in line.replace(":", "|").split("|")]
        for line in found
    ]


@cache
def arrows() -> Arrows:
    """Find which room imports from which, in the sources."""
    import grimp

    logging.getLogger("grimp").setLevel(logging.WARNING)
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            one, two = _room(module), _room(other)
            if one and two and one != two:
                found.setdefault(one, set()).add(two)
    return {room: frozenset(others) for room, others in found.items()}


def table() -> str:
    """Write the rooms as a Markdown table: what each is for, its modules and its imports."""
    lines = ["| room | what it does | modules | uses |", "| --- | --- | --- | --- |"]
    for room in (name for layer in layers() for name in layer):
        about = (import_module(f"{PACKAGE}.{room}").__doc__ or "").splitlines()[0]
        uses = ", ".join(f"`{other}`" for other in sorted(arrows().get(room, ()))) or "nothing"
        lines.append(f"| `{room}` | {about} | {_modules(room)} | {uses} |")
    return "\n".join(lines)


def picture() -> str:
    """Draw the layers as rows of boxes, and an arrow for each import that no longer path implies.

    SVG, one line, so that Markdown leaves it alone.
    """
    rows = layers()
    places = {room: place for y, row in enumerate(rows) for room, place in _placed(row, y)}
    height = len(rows) * _ROW + _GAP
    parts = [
        (
            f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="rooms" '
            'aria-label="The rooms of the package, and which imports from which" '
            'xmlns="http://www.w3.org/2000/svg" style="max-width:100%;font:14px sans-serif">'
        ),
        (
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker>'
            "</defs>"
        ),
    ]
    for room, others in sorted(reduced(arrows()).items()):
        shown = sorted(others - _COMMON)
        parts += [_arrow(places[room], places[other]) for other in shown]
    for room, (left, top, width) in places.items():
        parts.append(
            f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{_BOX}" rx="6" '
            'fill="var(--color-background-secondary,#f4f4f4)" stroke="currentColor"/>'
            f'<text x="{left + width / 2:.0f}" y="{top + 22}" text-anchor="middle" '
            f'fill="currentColor">{escape(room)}</text>'
        )
    return "".join([*parts, "</svg>"])


def reduced(graph: Arrows) -> dict[str, set[str]]:
    """Leave out each arrow whose end can also be reached by a longer path.

    >>> {k: sorted(v) for k, v in reduced({"a": {"b", "c"}, "b": {"c"}}).items()}
    {'a': ['b'], 'b': ['c']}
    """

    def reach(room: str) -> set[str]:
        direct = graph.get(room, frozenset())
        return set(direct).union(*(reach(other) for other in direct))

    return {
        room: {o for o in others if not any(o in reach(x) for x in others if x != o)}
        for room, others in graph.items()
    }


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and not parts[1].startswith("__") else ""


def _modules(room: str) -> int:
    folder = Path(__file__).parents[1] / PACKAGE / room
    return len(list(folder.rglob("*.py"))) if folder.is_dir() else 1


def _placed(row: Sequence[str], y: int) -> list[tuple[str, tuple[float, int, float]]]:
    width = min(220.0, (_WIDTH - _GAP) / len(row) - _GAP)
    left = (_WIDTH - len(row) * (width + _GAP) + _GAP) / 2
    return [
        (room, (left + i * (width + _GAP), y * _ROW + _GAP, width)) for i, room in enumerate(row)
    ]


def _arrow(start: tuple[float, int, float], end: tuple[float, int, float]) -> str:
    (x, y, width), (to_x, to_y, to_width) = start, end
    x, to_x = x + width / 2, to_x + to_width / 2
    y, to_y = (y + _BOX, to_y) if to_y > y else (y + _BOX // 2, to_y + _BOX // 2)
    bend = 0 if to_y - y < _ROW else min(300, (to_y - y) * 0.9)
    path = f"M{x:.0f} {y}C{x + bend:.0f} {y + 20} {to_x + bend:.0f} {to_y - 20} {to_x:.0f} {to_y}"
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" opacity="0.55" '
        'marker-end="url(#head)"/>'
    )
