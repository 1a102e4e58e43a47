"""Pictures that compare documents: lengths, how varied words are, renderings, findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from parallel_corpus.errors import CorpusError
from parallel_corpus.frames.measures import document_measures
from parallel_corpus.frames.plots.style import AMBER, BLUE, GREY, ORANGE, described
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import SEVERITIES, place_of

if TYPE_CHECKING:
    import pandas as pd

_SHAPES = ["circle", "diamond", "square", "triangle-up"]
_COLOURS = [BLUE, ORANGE, AMBER, GREY]


def document_ratios(pairs: pd.DataFrame) -> alt.HConcatChart:
    """Return for each document its length ratio, and the type-token ratio of either side.

    `pairs` is `Corpus.pairs`; see `parallel_corpus.frames.measures.document_measures`. Raises
    CorpusError where no pair has both sides.
    """
    measures = document_measures(pairs)
    if measures.empty:
        raise CorpusError("there are no pairs to measure", hint="Give rows of corpus.pairs")
    y = alt.Y("document:N", sort=None, title=None, axis=alt.Axis(labelLimit=220))
    height = alt.Step(26)
    top = max(1.2, 1.1 * float(measures["length_ratio"].max()))
    bars = alt.Chart(measures).encode(
        y=y,
        x=alt.X(
            "length_ratio:Q", title="words of the target for one of the source",
            scale=alt.Scale(domain=[0, top], nice=False),
        ),
    )  # fmt: skip
    figures = bars.mark_text(align="left", dx=4).encode(
        text=alt.Text("length_ratio:Q", format=".2f")
    )
    lengths = (bars.mark_bar(color=BLUE) + figures).properties(width=260, height=height)
    sides = ["source", "target"]
    long = measures.melt("document", [f"{side}_ttr" for side in sides], "side", "ratio")
    long["side"] = long["side"].str.removesuffix("_ttr")
    points = alt.Chart(long).mark_point(filled=True, size=110, opacity=1).encode(
        y=alt.Y("document:N", sort=None, title=None, axis=None),
        x=alt.X("ratio:Q", title="type-token ratio (moving, 100 words)",
                scale=alt.Scale(domain=[0, 1], nice=False)),
        color=alt.Color("side:N", scale=alt.Scale(domain=sides, range=[BLUE, ORANGE])),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=sides, range=["circle", "diamond"])),
    ).properties(width=260, height=height)  # fmt: skip
    told = "; ".join(
        f"{row.document} {row.length_ratio:.2f}, {row.source_ttr:.2f} and {row.target_ttr:.2f}"
        for row in measures.itertuples()
    )
    picture: alt.HConcatChart = alt.hconcat(lengths, points)
    return described(picture, f"Length ratio, type-token ratios of source and target: {told}.")


def term_drift(found: pd.DataFrame, renderings: Sequence[str], *, term: str = "") -> alt.LayerChart:
    """Return how the renderings of a term share its pairs, from version to version.

    `found` is what `Corpus.find` gives for the term, the documents in the order of their versions;
    a rendering stands in a pair when its target has it, whatever its vowel marks. Pairs with none
    of the `renderings` are "other". Raises CorpusError where nothing was found.
    """
    import pandas as pd

    pairs = found[(found["source_text"] != "") & (found["target_text"] != "")]
    if pairs.empty:
        raise CorpusError("no pair has the term", hint="Look for it with corpus.find")
    keys = {name: f" {comparison_key(name)} " for name in renderings}
    rows = []
    for document, part in pairs.groupby("document", sort=False):
        texts = [f" {comparison_key(text)} " for text in part["target_text"]]
        hits = {name: [key in text for text in texts] for name, key in keys.items()}
        hits["other"] = [not any(column) for column in zip(*hits.values(), strict=True)]
        for name, there in hits.items():
            share = sum(there) / len(part)
            rows.append(
                {"version": document, "rendering": name, "share": share, "pairs": sum(there)}
            )
    data = pd.DataFrame(rows)
    names = [*renderings, "other"]
    looks: list[dict[str, Any]] = [
        {"domain": names, "range": [kinds[i % 4] for i in range(len(names))]}
        for kinds in (_COLOURS, _SHAPES)
    ]
    legend = alt.Legend(labelFontSize=14, labelLimit=260)
    base = alt.Chart(data).encode(
        x=alt.X("version:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("share:Q", title=f"share of the pairs{' with ' + term if term else ''}",
                scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("rendering:N", sort=names, scale=alt.Scale(**looks[0]), legend=legend),
    )  # fmt: skip
    marks = base.mark_point(filled=True, size=110, opacity=1).encode(
        shape=alt.Shape("rendering:N", sort=names, scale=alt.Scale(**looks[1]), legend=legend)
    )
    versions = data["version"].nunique()
    picture: alt.LayerChart = (base.mark_line() + marks).properties(
        width=max(200, 140 * versions), height=220
    )
    told = "; ".join(
        f"{r.version}: {r.rendering} in {r.pairs} ({r.share:.0%})" for r in data.itertuples()
    )
    return described(picture, f"Renderings{' of ' + term if term else ''} by version: {told}.")


def findings_strip(findings: pd.DataFrame, pairs: pd.DataFrame) -> alt.Chart:
    """Return a mark for each finding at its paragraph, in a row for each severity.

    `findings` and `pairs` are those of one document, as `corpus["name"].findings` and `.beads`.
    """
    import pandas as pd

    order = [*pairs["source_place"].where(pairs["source_place"] != "", pairs["target_place"])]
    known = set(order)
    rows = []
    for row in findings.itertuples():
        refs = [*row.source, *row.target]  # type: ignore[misc]
        place = next((place_of(ref).split(".s")[0] for ref in refs), "")
        joint = next((p for p in order if place in p.split()), place)
        if joint in known:
            rows.append({"place": joint, "severity": row.severity, "code": row.code})
    data = pd.DataFrame(rows, columns=["place", "severity", "code"])
    levels = list(SEVERITIES)
    look = [[ORANGE, AMBER, GREY], ["diamond", "square", "circle"]]
    picture: alt.Chart = alt.Chart(data).mark_point(filled=True, size=110, opacity=1).encode(
        x=alt.X("place:N", title="paragraph", scale=alt.Scale(domain=order),
                axis=alt.Axis(labelAngle=-90, labelOverlap=True)),
        y=alt.Y("severity:N", title=None, scale=alt.Scale(domain=levels)),
        color=alt.Color("severity:N", legend=None, scale=alt.Scale(domain=levels, range=look[0])),
        shape=alt.Shape("severity:N", legend=None, scale=alt.Scale(domain=levels, range=look[1])),
        tooltip=["place", "code", "severity"],
    ).properties(width=min(900, max(240, 18 * len(order))), height=110)  # fmt: skip
    places = {level: data.loc[data["severity"] == level, "place"].unique() for level in levels}
    told = "; ".join(f"{level}: {', '.join(at) or 'none'}" for level, at in places.items())
    return described(picture, f"Where {len(data)} findings lie among {len(order)} pairs. {told}.")
