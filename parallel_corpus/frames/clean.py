"""Clean texts in memory: one, a list, or a column of a frame."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Document, Language, Segment
from parallel_corpus.normalise import Normalised, normalise_text, repair_text, repair_words

if TYPE_CHECKING:
    import pandas as pd


@overload
def normalise(
    text: str,
    lang: Language,
    *,
    lexicon: str = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> Normalised: ...
@overload
def normalise(
    text: pd.Series[str],
    lang: Language,
    *,
    lexicon: str = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> pd.Series[str]: ...
@overload
def normalise(
    text: list[str] | tuple[str, ...],
    lang: Language,
    *,
    lexicon: str = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> list[Normalised]: ...
def normalise(
    text: str | pd.Series[str] | list[str] | tuple[str, ...],
    lang: Language,
    *,
    lexicon: str = "wordfreq",
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> Normalised | pd.Series[str] | list[Normalised]:
    """Clean a text of what OCR and PDF did to it; every change is recorded.

    A string gives its text and repairs, a list those of each text, a Series the cleaned texts
    under its index, with what is missing left as it is. The texts of a list or Series are evidence
    for each other, as those of a document are. `only` and `skip` name rules by code; `lexicon` is
    "wordfreq", "hunspell" or "wordfreq+hunspell". Raises SettingsError for what is no text.

    >>> import parallel_corpus as pc
    >>> pc.normalise("### *Reso\\ufb01ned* text", lang="en").text
    'Resofined text'
    >>> import pandas as pd
    >>> pc.normalise(pd.Series(["*a*", None], index=[7, 9]), lang="en").dropna().to_dict()
    {7: 'a'}
    """
    if isinstance(text, str):
        return repair_text(text, lang, lexicon=lexicon, only=only, skip=skip)
    if isinstance(text, list | tuple):
        return _normalise_all(text, lang, lexicon, only, skip)
    there = ~text.isna()
    clean = text.copy()
    done = _normalise_all(list(text[there]), lang, lexicon, only, skip)
    clean[there] = np.array([one.text for one in done], dtype=object)
    return clean


def _normalise_all(
    texts: Sequence[str],
    lang: Language,
    lexicon: str,
    only: Collection[str],
    skip: Collection[str],
) -> list[Normalised]:
    segments = []
    for number, text in enumerate(texts, start=1):
        if not isinstance(text, str):
            raise SettingsError(
                f"{text!r} at position {number - 1} is not text", hint="Give strings"
            )
        first = normalise_text(text, lang, only=only, skip=skip)
        place = f"p{number}"
        segments.append(
            Segment(f"text:{lang}:{place}", lang, place, text, first.text, repairs=first.repairs)
        )
    document = Document("text", lang, tuple(segments))
    (done,) = repair_words([document], lexicon=lexicon, only=only, skip=skip)
    return [Normalised(segment.text, segment.repairs) for segment in done.segments]
