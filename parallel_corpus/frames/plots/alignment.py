"""Pictures of an alignment: paragraphs against paragraphs, and a version against its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from parallel_corpus.errors import CorpusError
from parallel_corpus.frames.plots.style import (
    AMBER,
    GREY,
    ORANGE,
    SIDES,
    described,
    label_layers,
)
from parallel_corpus.model import place_of

if TYPE_CHECKING:
    import pandas as pd

    from parallel_corpus.encode import Encoder

_KEPT = (340, 340)  # pixels of the picture


def similarity_map(pairs: pd.DataFrame, encoder: Encoder) -> alt.LayerChart:
    """Return every source paragraph against every target paragraph, and the way the alignment took.

    `pairs` are rows of `Corpus.pairs` of one document; pairs with an empty side are left out.
    The darker, the more similar (cosine of the encoder's vectors); rings are the pairs.
    """
    import pandas as pd

    both = pairs[(pairs["source_text"] != "") & (pairs["target_text"] != "")]
    if both.empty:
        raise CorpusError("there are no pairs to draw", hint="Give rows of corpus.pairs")
    sources, targets = (encoder.encode(both[f"{side}_text"].tolist()) for side in SIDES)
    similar = sources @ targets.T
    names = [both[f"{side}_place"].tolist() for side in SIDES]
    cells = pd.DataFrame(
        [
            {"source": source, "target": target, "similarity": round(float(similar[i, j]), 3)}
            for i, source in enumerate(names[0])
            for j, target in enumerate(names[1])
        ]
    )
    axes = {
        "x": alt.X("target:N", sort=None, title="translation", axis=alt.Axis(labelAngle=-90)),
        "y": alt.Y("source:N", sort=None, title="source"),
    }
    colour = alt.Color("similarity:Q", scale=alt.Scale(scheme="greys", domain=[0, 1], clamp=True))
    squares = alt.Chart(cells).mark_rect().encode(**axes, color=colour)
    path = pd.DataFrame({"source": names[0], "target": names[1]})
    rings = alt.Chart(path).mark_point(size=60, color=ORANGE, strokeWidth=1.5).encode(**axes)
    size = 13 * max(len(both), 12)
    picture: alt.LayerChart = (squares + rings).properties(width=size, height=size)
    best = sum(similar[i].argmax() == i for i in range(len(both)))
    return described(
        picture,
        f"Similarity of {len(both)} source paragraphs (rows) and their translations (columns). "
        f"For {best} of them the translation that it is paired with is the most similar.",
    )


def kept_words(versions: pd.DataFrame) -> alt.LayerChart:
    """Plot what source and translation kept of the draft, for each amended paragraph.

    `versions` is `Corpus.versions`. One that followed the amendment lies near the diagonal or
    below it; those that did not are named.
    """
    import pandas as pd

    points = _amended(versions)
    low = 0.1 * int(10 * min([0.9, *points["source"], *points["target"]]))
    share = alt.Scale(domain=[low, 1.02], nice=False)
    answers = ["no", "partly", "yes"]
    marks = {
        "x": alt.X("source:Q", title="share of the draft's source words kept", scale=share),
        "y": alt.Y("target:Q", title="share of the draft's translation kept", scale=share),
    }
    chart = alt.Chart(points).mark_point(filled=True, opacity=1, size=90).encode(
        **marks,
        color=alt.Color(
            "followed:N", scale=alt.Scale(domain=answers, range=[ORANGE, AMBER, GREY]),
            title="translation followed",
        ),
        shape=alt.Shape(
            "followed:N", scale=alt.Scale(domain=answers, range=["diamond", "square", "circle"])
        ),
        tooltip=["place", "source", "target"],
    )  # fmt: skip
    named = points.loc[points["followed"] != "yes", "place"]
    domains = ((low, 1.02), (low, 1.02))
    labels = label_layers(points, named, size=_KEPT, domains=domains, encode=marks)
    diagonal = alt.Chart(pd.DataFrame({"source": [low, 1], "target": [low, 1]}))
    line = diagonal.mark_line(color="#bbbbbb").encode(**marks)
    layers = alt.LayerChart(layer=[line, chart, *labels])
    picture: alt.LayerChart = layers.properties(width=_KEPT[0], height=_KEPT[1])
    told = ", ".join(named) or "none"
    return described(
        picture,
        f"{len(points)} amended paragraphs by the share of the draft's words that source and "
        f"translation kept. Those whose translation did not follow, or only partly: {told}.",
    )


def _amended(versions: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    amended = versions[versions["change"] == "amended"]
    amended = amended.dropna(subset=["source_kept", "target_kept"])
    return pd.DataFrame(
        {
            "source": amended["source_kept"],
            "target": amended["target_kept"],
            "followed": amended["followed"].astype(str),
            "place": [place_of(ids[0]) for ids in amended["source_ids"]],
        }
    ).reset_index(drop=True)
