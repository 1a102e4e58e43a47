"""Counts of words as bars with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from parallel_corpus.frames.plots.style import BLUE, described

if TYPE_CHECKING:
    import pandas as pd

_TOLD = 12  # bars that the alternative text names


def counts(
    frame: pd.DataFrame, *, word: str, count: str, by: str | None = None
) -> alt.LayerChart | alt.FacetChart:
    """Return how often each `word` stands: bars with their figures, in the frame's order.

    Columns `word` (Arabic is shaped as a browser does) and `count`; `by` draws a panel for each of
    its values.
    """
    bars = alt.Chart(frame).encode(
        x=alt.X(f"{count}:Q", title=count, axis=alt.Axis(tickMinStep=1)),
        y=alt.Y(
            f"{word}:N", sort=None, title=None, axis=alt.Axis(labelFontSize=14, labelLimit=260)
        ),
    )
    figures = bars.mark_text(align="left", dx=4).encode(text=f"{count}:Q")
    layers: alt.LayerChart = (bars.mark_bar(color=BLUE) + figures).properties(width=380)
    told = "; ".join(
        f"{row[by] + ': ' if by else ''}{row[word]} {row[count]}"
        for row in frame.head(_TOLD).to_dict("records")
    )
    about = f"Bars of {count} by {word}: {told}{'; and more' if len(frame) > _TOLD else ''}."
    if by is None:
        return described(layers, about)
    rows = alt.Row(
        f"{by}:N",
        sort=frame[by].unique().tolist(),
        title=None,
        header=alt.Header(labelAngle=0, labelAlign="left"),
    )
    panels: alt.FacetChart = layers.facet(row=rows, spacing=4).resolve_scale(y="independent")
    return described(panels, about)
