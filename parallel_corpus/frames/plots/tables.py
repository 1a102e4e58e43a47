"""Frames as tables to read: Arabic from right to left, changes marked."""

from __future__ import annotations

import html
import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from zlib import crc32

from parallel_corpus.frames.plots.style import BLUE, ORANGE
from parallel_corpus.language.script import script_of

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

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
    """Render wdiff's marks as HTML: struck through what is gone, underlined what is new.

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


def _is_arabic(column: pd.Series[Any]) -> bool:
    texts = [value for value in column if isinstance(value, str) and value]
    return sum(script_of(text) == "ar" for text in texts) > len(texts) / 2
