"""Pictures of scores: how they are spread, and whether they can be believed."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import altair as alt

from parallel_corpus.errors import CorpusError
from parallel_corpus.frames.plots.style import AMBER, BLUE, GREY, ORANGE, described

if TYPE_CHECKING:
    import pandas as pd

_BINS = 20
_COLOURS = [BLUE, ORANGE, AMBER, GREY]
_Z = 1.96  # standard deviations of a 95% interval


def distribution(
    frame: pd.DataFrame, column: str = "divergence", *, by: str | None = None
) -> alt.FacetChart | alt.LayerChart:
    """Return a histogram of a share from 0 to 1, with a line at the median.

    `column` is the divergence of `Corpus.scores`, or the score of `Corpus.findings` (how sure each
    is) or `Corpus.pairs`; `by` draws a panel for each value, as the document or the severity.
    Unknown values are left out. Raises CorpusError where there is none that is known.
    """
    known = frame.dropna(subset=[column])
    if known.empty:
        raise CorpusError(f"no value of {column} is known", hint="Give another column or frame")
    group = by or "all"
    data = known[[column]].assign(**{group: known[by].astype(str) if by else ""})
    bars = alt.Chart().mark_bar(color=BLUE).encode(
        x=alt.X(
            f"{column}:Q",
            bin=alt.Bin(extent=[0, 1], step=1 / _BINS),
            title=column,
            axis=alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f"),
        ),
        y=alt.Y("count():Q", title="how many", axis=alt.Axis(tickMinStep=1)),
    )  # fmt: skip
    rule = alt.Chart().mark_rule(color=ORANGE, strokeWidth=2, strokeDash=[4, 2]).encode(
        x=alt.X(f"median({column}):Q")
    )  # fmt: skip
    layers = alt.LayerChart(layer=[bars, rule], data=data).properties(width=420, height=110)
    medians = data.groupby(group, sort=False)[column].agg(["median", "size"])
    told = "; ".join(
        f"{name + ', ' if by else ''}{row['size']:.0f} values, median {row['median']:.2f}"
        for name, row in medians.iterrows()
        if isinstance(name, str)
    )
    about = f"Histogram of {column}, the median as a broken line: {told}."
    if by is None:
        return described(layers.properties(data=data), about)
    header = alt.Header(labelAngle=0, labelAlign="left")
    order = list(medians.index)
    panels: alt.FacetChart = layers.facet(
        row=alt.Row(f"{group}:N", title=None, sort=order, header=header), spacing=8
    ).resolve_scale(y="independent")
    return described(panels, about)


def reliability(
    frame: pd.DataFrame, *, score: str = "score", right: str = "right", bins: int = 10
) -> alt.LayerChart:
    """Return how often what was said with a certainty is right: on the diagonal, it is calibrated.

    `score` is the column of certainties (0-1), `right` that of what a gold says (true or false).
    Each mark stands for as many rows as every other (at most `bins` marks), with the 95% interval
    of Wilson (1927). Raises CorpusError for a frame without rows.
    """
    import pandas as pd

    points = reliability_points(frame, score=score, right=right, bins=bins)
    axis = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("said:Q", title=f"mean {score}", scale=axis)
    base = alt.Chart(points)
    marks = base.mark_point(filled=True, size=90, opacity=1, color=BLUE).encode(
        x=x, y=alt.Y("share:Q", title="share that is right", scale=axis), tooltip=list(points)
    )
    spread = base.mark_rule(color=BLUE).encode(x=x, y="low:Q", y2="high:Q")
    ends = pd.DataFrame({"said": [0, 1], "share": [0, 1]})
    line = alt.Chart(ends).mark_line(color="#bbbbbb").encode(x=x, y="share:Q")
    picture: alt.LayerChart = (line + spread + marks).properties(width=300, height=300)
    off = ((points["said"] - points["share"]).abs() * points["count"]).sum()
    error = off / points["count"].sum()
    return described(
        picture,
        f"Reliability of {score}: {len(points)} groups of {points['count'].sum()} rows; the share "
        f"that is right differs from the mean {score} by {error:.2f} on average.",
    )


def reliability_points(
    frame: pd.DataFrame, *, score: str = "score", right: str = "right", bins: int = 10
) -> pd.DataFrame:
    """Return the marks of `reliability`: said (mean score), share, low, high and count.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"score": [0.2, 0.2, 0.9, 0.9], "right": [False, False, True, False]})
    >>> reliability_points(frame, bins=2)[["said", "share", "count"]].values.tolist()
    [[0.2, 0.0, 2.0], [0.9, 0.5, 2.0]]
    """
    import pandas as pd

    known = frame.dropna(subset=[score, right]).sort_values(score, kind="stable")
    if known.empty:
        raise CorpusError("no row has both a score and a verdict", hint="Give rows of a gold")
    edges = [round(i * len(known) / bins) for i in range(bins + 1)]
    rows = []
    for start, end in pairwise(edges):
        if end == start:
            continue
        part = known.iloc[start:end]
        share = float(part[right].astype(float).mean())
        low, high = _wilson(share, len(part))
        said = float(part[score].mean())
        rows.append({"said": said, "share": share, "low": low, "high": high, "count": len(part)})
    return pd.DataFrame(rows)


def _wilson(share: float, count: int) -> tuple[float, float]:
    middle = share + _Z**2 / (2 * count)
    half = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    scale = 1 + _Z**2 / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
