"""Pictures of a corpus's frames, as Altair charts and styled tables.

Every chart takes a frame of `Corpus` and can be changed further. Colours are Okabe and Ito's
(2008), which the colour-blind tell apart, and no meaning is in colour alone. Altair comes with
`parallel-corpus[notebooks]`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from zlib import crc32

from parallel_corpus.errors import CorpusError
from parallel_corpus.language.script import script_of
from parallel_corpus.model import place_of

try:
    import altair as alt
except ImportError as error:
    raise CorpusError(
        "pictures need Altair", hint="pip install 'parallel-corpus[notebooks]'"
    ) from error

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

    from parallel_corpus.encode import Encoder

ORANGE, AMBER, BLUE, GREY = "#d55e00", "#e69f00", "#0072b2", "#7f7f7f"
_CHANGE = re.compile(r"\[-(?P<gone>.*?)-\]|\{\+(?P<new>.*?)\+\}", re.DOTALL)
_CELL: dict[str, Any] = {"text-align": "start", "white-space": "normal", "vertical-align": "top"}
_RTL: dict[str, Any] = {"direction": "rtl", "text-align": "right"}


def table(frame: pd.DataFrame, *, changes: tuple[str, ...] = ()) -> Styler:
    """Return a frame to read: Arabic columns run right to left, long texts wrap.

    Columns named in `changes` hold wdiff's marks, as `en_change` and `ar_change` of
    `Corpus.versions` do; they are shown as deletions and insertions.
    """
    if not frame.index.is_unique:  # as after explode or concat; pandas cannot style such a frame
        frame = frame.reset_index(drop=True)
    # pandas would name the table by chance, and each run would differ from the last.
    name = f"{crc32(frame.to_csv().encode()):08x}"
    styler = (
        frame.style.set_uuid(name).format(escape="html", precision=2).set_properties(None, **_CELL)
    )
    if changes:
        styler = styler.format(change, subset=list(changes))
    arabic: list[Hashable] = [column for column in frame.columns if _is_arabic(frame[column])]
    return styler.set_properties(arabic, **_RTL) if arabic else styler


def change(marked: object) -> str:
    """Text with wdiff's marks as HTML: struck through what is gone, underlined what is new.

    >>> change("[-media-] {+industry+} & more")
    '<del style="color:#d55e00">media</del> <ins style="color:#0072b2">industry</ins> &amp; more'
    """
    text, pieces, at = str(marked), [], 0
    for match in _CHANGE.finditer(text):
        pieces.append(html.escape(text[at : match.start()]))
        gone = match["gone"] is not None
        tag, colour = ("del", ORANGE) if gone else ("ins", BLUE)
        words = html.escape(match["gone"] if gone else match["new"])
        pieces.append(f'<{tag} style="color:{colour}">{words}</{tag}>')
        at = match.end()
    return "".join([*pieces, html.escape(text[at:])])


def similarity_map(pairs: pd.DataFrame, encoder: Encoder) -> alt.LayerChart:
    """Return every source paragraph against every target paragraph, and the way the alignment took.

    `pairs` are rows of `Corpus.pairs` of one document; pairs with an empty side are left out.
    The darker, the more similar (cosine of the encoder's vectors); rings are the pairs.
    """
    import pandas as pd

    both = pairs[(pairs["source_text"] != "") & (pairs["target_text"] != "")]
    if both.empty:
        raise CorpusError("there are no pairs to draw", hint="Give rows of corpus.pairs")
    sources, targets = (encoder.encode(both[f"{side}_text"].tolist()) for side in _SIDES)
    similar = sources @ targets.T
    names = [both[f"{side}_place"].tolist() for side in _SIDES]
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
    return picture


def kept_words(versions: pd.DataFrame) -> alt.LayerChart:
    """Each amended paragraph: what the source kept of its draft, and what the translation kept.

    `versions` is `Corpus.versions`. One that followed the amendment lies near the diagonal or
    below it; those that did not are named.
    """
    import pandas as pd

    amended = versions[versions["change"] == "amended"]
    amended = amended.dropna(subset=["source_kept", "target_kept"])
    points = pd.DataFrame(
        {
            "source": amended["source_kept"],
            "target": amended["target_kept"],
            "followed": amended["followed"].astype(str),
            "place": [place_of(ids[0]) for ids in amended["source_ids"]],
        }
    )
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
    named = alt.Chart(points[points["followed"] != "yes"])
    labels = named.mark_text(dx=9, align="left", fontSize=12).encode(**marks, text="place")
    diagonal = alt.Chart(pd.DataFrame({"source": [low, 1], "target": [low, 1]}))
    line = diagonal.mark_line(color="#bbbbbb").encode(**marks)
    picture: alt.LayerChart = (line + chart + labels).properties(width=340, height=340)
    return picture


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
    if by is None:
        return layers
    rows = alt.Row(
        f"{by}:N",
        sort=frame[by].unique().tolist(),
        title=None,
        header=alt.Header(labelAngle=0, labelAlign="left"),
    )
    panels: alt.FacetChart = layers.facet(row=rows, spacing=4).resolve_scale(y="independent")
    return panels


_SIDES = ("source", "target")


def _is_arabic(column: pd.Series[Any]) -> bool:
    texts = [value for value in column if isinstance(value, str) and value]
    return sum(script_of(text) == "ar" for text in texts) > len(texts) / 2
