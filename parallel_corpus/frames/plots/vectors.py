"""The vectors of both languages in one plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np

from parallel_corpus.encode.foreign import as_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.frames.plots.style import BLUE, ORANGE, SIDES, described

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from parallel_corpus.encode.foreign import EncoderLike


def vector_map(pairs: pd.DataFrame, encoder: EncoderLike | None = None) -> alt.LayerChart:
    """Return the vectors of sources and targets in the plane in which they differ most.

    `pairs` has the columns source_text and target_text, as `Corpus.pairs`. The plane is that of the
    first two principal components of all vectors together (Pearson 1901); a line joins each source
    with its target, so that short lines mean that the encoder sees them as the same. Raises
    CorpusError for fewer than three pairs.
    """
    import pandas as pd

    both = pairs[(pairs["source_text"] != "") & (pairs["target_text"] != "")]
    if len(both) < 3:
        raise CorpusError("three pairs or more are needed", hint="Give rows of corpus.pairs")
    model = as_encoder(encoder)
    vectors = np.vstack([model.encode(both[f"{side}_text"].tolist()) for side in SIDES])
    flat, kept = principal_plane(vectors)
    half = len(both)
    names = both["source_place"] if "source_place" in both else both.index.astype(str)
    points = pd.DataFrame(
        {
            "x": flat[:, 0],
            "y": flat[:, 1],
            "side": np.repeat(SIDES, half),
            "place": [*names, *names],
        }
    )
    lines = pd.DataFrame(
        {"x": flat[:half, 0], "y": flat[:half, 1], "x2": flat[half:, 0], "y2": flat[half:, 1]}
    )
    axes = {
        "x": alt.X(
            "x:Q",
            axis=alt.Axis(tickCount=6),
            title=f"first component ({kept[0]:.0%} of the variance)",
        ),
        "y": alt.Y("y:Q", title=f"second component ({kept[1]:.0%})"),
    }
    joined = alt.Chart(lines).mark_rule(color="#bbbbbb").encode(**axes, x2="x2", y2="y2")
    looks = [[BLUE, ORANGE], ["circle", "diamond"]]
    marks = alt.Chart(points).mark_point(filled=True, size=60, opacity=0.9).encode(
        **axes,
        color=alt.Color("side:N", scale=alt.Scale(domain=[*SIDES], range=looks[0])),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=[*SIDES], range=looks[1])),
        tooltip=["place", "side"],
    )  # fmt: skip
    picture: alt.LayerChart = (joined + marks).properties(width=420, height=420)
    apart = np.linalg.norm(flat[:half] - flat[half:], axis=1)
    spread = np.linalg.norm(flat[:half, None] - flat[None, half:], axis=2)
    others = spread[~np.eye(half, dtype=bool)].mean()
    return described(
        picture,
        f"Vectors of {half} pairs in the plane of their first two principal components, which hold "
        f"{sum(kept):.0%} of the variance. A source and its target lie {apart.mean():.2f} apart on "
        f"average, a source and another target {others:.2f}.",
    )


def principal_plane(
    vectors: npt.NDArray[np.floating],
) -> tuple[npt.NDArray[np.float64], tuple[float, float]]:
    """Return rows projected on their first two principal components, and the variance each holds.

    A component's sign is free; here the value of largest size is positive, so that the picture is
    the same each time.

    >>> flat, kept = principal_plane(np.array([[0.0, 0, 0], [2, 0, 0], [4, 0, 0]]))
    >>> abs(flat[:, 0]).round(6).tolist(), round(kept[0], 6)
    ([2.0, 0.0, 2.0], 1.0)
    """
    centred = np.asarray(vectors, dtype=np.float64) - np.mean(vectors, axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    flat = left[:, :2] * sizes[:2]
    for column in range(flat.shape[1]):
        if flat[np.abs(flat[:, column]).argmax(), column] < 0:
            flat[:, column] *= -1
    variance = sizes**2 / max(float((sizes**2).sum()), 1e-12)
    return flat, (float(variance[0]), float(variance[1]))
