"""What all pictures share: colours, alternative texts, and labels that do not cover marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from parallel_corpus.errors import CorpusError

try:
    import altair as alt
except ImportError as error:
    raise CorpusError(
        "pictures need Altair", hint="pip install 'parallel-corpus[notebooks]'"
    ) from error

if TYPE_CHECKING:
    import pandas as pd

ORANGE, AMBER, BLUE, GREY = "#d55e00", "#e69f00", "#0072b2", "#7f7f7f"
SIDES = ("source", "target")
Chart = TypeVar("Chart", alt.Chart, alt.LayerChart, alt.FacetChart, alt.HConcatChart)

# Where a label may stand beside its mark, best first: shift in pixels, and how it is aligned.
_WAYS: tuple[tuple[float, float, str], ...] = (
    (9, 0, "left"), (-9, 0, "right"), (0, -13, "center"), (0, 14, "center"),
    (9, -12, "left"), (9, 13, "left"), (-9, -12, "right"), (-9, 13, "right"),
)  # fmt: skip
_LETTER, _LINE = 6.8, 12.0  # pixels of a label's letter and line
_MARK = 6.0  # pixels from a mark's middle that a label must leave free


def described(chart: Chart, text: str) -> Chart:
    """Give the chart its alternative text: what it shows, for those who do not see it."""
    made: Chart = chart.properties(description=text)
    return made


def shares_from(values: pd.Series[Any], *, step: float = 0.05) -> alt.Scale:
    """Return the scale of an axis of shares that ends at 1 and begins a step below the least."""
    known = values.dropna()
    least = float(known.min()) if len(known) else 0.0
    low = max(0.0, round(step * (int(least / step) - (least < 1)), 4)) if least > 0 else 0.0
    return alt.Scale(domain=[low, 1.0], nice=False)


def label_layers(
    points: pd.DataFrame,
    names: pd.Series[Any],
    *,
    size: tuple[int, int],
    domains: Sequence[tuple[float, float]],
    encode: dict[str, Any],
) -> list[alt.Chart]:
    """Return layers of text that name some of `points`, none over a mark or another label.

    `names` are the labels by the points' index; `encode` holds x and y, `domains` their scales,
    `size` is the picture's in pixels. A label for which there is no free place stays to the right.
    """
    columns = [str(encode[axis].shorthand).split(":")[0] for axis in ("x", "y")]
    at = {
        index: (
            (row[columns[0]] - domains[0][0]) / (domains[0][1] - domains[0][0]) * size[0],
            (1 - (row[columns[1]] - domains[1][0]) / (domains[1][1] - domains[1][0])) * size[1],
        )
        for index, row in points.iterrows()
    }
    taken = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in at.values()]
    placed: dict[int, list[Any]] = {}
    for index, name in names.items():
        boxes = [_box(at[index], way, str(name)) for way in _WAYS]
        free = [i for i, box in enumerate(boxes) if _is_free(box, taken, size)]
        way = free[0] if free else 0
        taken.append(boxes[way])
        placed.setdefault(way, []).append(index)
    layers = []
    for way, indices in sorted(placed.items()):
        dx, dy, align = _WAYS[way]
        data = points.loc[indices].assign(label=names.loc[indices])
        mark = alt.Chart(data).mark_text(dx=dx, dy=dy, align=align, fontSize=12)  # type: ignore[arg-type]
        layers.append(mark.encode(**encode, text="label:N"))
    return layers


_Box = tuple[float, float, float, float]


def _box(at: tuple[float, float], way: tuple[float, float, str], name: str) -> _Box:
    width = _LETTER * len(name)
    x, y = at[0] + way[0], at[1] + way[1]
    left = {"left": x, "right": x - width, "center": x - width / 2}[way[2]]
    return left, y - _LINE / 2, left + width, y + _LINE / 2


def _is_free(box: _Box, taken: Sequence[_Box], size: tuple[int, int]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > size[0] or bottom > size[1]:
        return False
    return all(
        right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        for other in taken
    )
