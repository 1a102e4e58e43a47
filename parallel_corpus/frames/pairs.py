"""Pairs and lists of texts in memory: align them, score them, and give them to the checks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from parallel_corpus.align import align_texts
from parallel_corpus.encode.foreign import EncoderLike, as_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.evidence.scores import score_pairs
from parallel_corpus.model import LANGUAGE_NAMES, Bitext, Language, Row

if TYPE_CHECKING:
    import pandas as pd

Pairs: TypeAlias = "pd.DataFrame | Mapping[str, Sequence[Any]] | Iterable[Any]"
"""A frame, a mapping of columns, or an iterable of (source, target) or of mappings."""

# Before "source", which in frames that this package makes holds positions or ids.
_NAMES = {
    "source": ("source_text", "source", "src"),
    "target": ("target_text", "target", "tgt"),
}
_BATCH = 5000  # pairs scored at once: what a bitext's words are learnt from


def align(
    source: Iterable[str],
    target: Iterable[str],
    *,
    languages: tuple[str, str] = ("en", "ar"),
    encoder: EncoderLike | None = None,
) -> pd.DataFrame:
    """Pair the texts (sentences, say) of two lists that translate each other, in order.

    Returns one row a bead: source and target (lists of positions in the lists, 0-based; either may
    be empty), score and margin (0-1), source_text and target_text (joined by spaces). Every text
    stands in exactly one row.

    >>> import parallel_corpus as pc
    >>> beads = pc.align(["Good morning.", "Where is it?"], ["صباح الخير.", "أين هو؟"])
    >>> beads[["source", "target"]].values.tolist()
    [[[0], [0]], [[1], [1]]]
    """
    import pandas as pd

    here, there = _texts(source), _texts(target)
    first, second = (known_language(code) for code in languages)
    if first == second:
        raise SettingsError(
            f"both sides are said to be {LANGUAGE_NAMES[first]}", hint='Give ("en", "ar")'
        )
    beads = align_texts(here, there, as_encoder(encoder), languages=(first, second))
    return pd.DataFrame(
        {
            "source": list(bead.source),
            "target": list(bead.target),
            "score": bead.score,
            "margin": bead.margin,
            "source_text": " ".join(here[i] for i in bead.source),
            "target_text": " ".join(there[j] for j in bead.target),
        }
        for bead in beads
    )


def score(
    pairs: Pairs,
    *,
    languages: tuple[str, str] = ("en", "ar"),
    encoder: EncoderLike | None = None,
) -> pd.DataFrame:
    """Score pairs of texts: one row a pair, with the index that a frame has.

    Columns: similarity (cosine, -1 to 1), source_coverage and target_coverage (0-1: how surely all
    that one side says has a counterpart), divergence (0 fine to 1). A pair with an empty side
    diverges surely.

    >>> import parallel_corpus as pc
    >>> scores = pc.score([("Good morning.", "صباح الخير."), ("Good morning.", "")])
    >>> (scores["divergence"].round(1) == 1.0).tolist()
    [False, True]
    """
    import pandas as pd

    index, rows = pair_rows(pairs, languages)
    model = as_encoder(encoder)
    first, second = (known_language(code) for code in languages)
    records = []
    for start in range(0, len(rows), _BATCH):
        bitext = Bitext.from_rows(
            "pairs", rows[start : start + _BATCH], source_language=first, target_language=second
        )
        records += [asdict(item) for item in score_pairs(bitext, model)]
    columns = ["similarity", "source_coverage", "target_coverage", "divergence"]
    return pd.DataFrame(records, columns=columns, index=index)


def pair_rows(pairs: Pairs, languages: tuple[str, str]) -> tuple[pd.Index[Any], list[Row]]:
    """Return the index of `pairs`, and their rows (id, source, target, score, margin).

    An id is the position of the pair; None and NaN are empty texts. Scores and margins are those
    of the columns so named, None where a frame has no such number from 0 to 1. Raises
    SettingsError for columns that it does not know, and for what is no text.
    """
    import pandas as pd

    if isinstance(pairs, Mapping):
        pairs = pd.DataFrame(pairs)
    if isinstance(pairs, pd.DataFrame):
        names = [_column(pairs, side, code) for side, code in zip(_NAMES, languages, strict=True)]
        texts = list(zip(pairs[names[0]], pairs[names[1]], strict=True))
        index: pd.Index[Any] = pairs.index
        known = list(zip(_shares(pairs, "score"), _shares(pairs, "margin"), strict=True))
    else:
        texts = [_two(pair, languages) for pair in pairs]
        index = pd.RangeIndex(len(texts))
        known = [(None, None)] * len(texts)
    rows: list[Row] = [
        (str(number), _text(source, number), _text(target, number), *shares)
        for number, ((source, target), shares) in enumerate(zip(texts, known, strict=True))
    ]
    return index, rows


def _shares(frame: pd.DataFrame, name: str) -> list[float | None]:
    import pandas as pd

    if name not in frame.columns:
        return [None] * len(frame)
    numbers = pd.to_numeric(frame[name], errors="coerce")
    return [float(number) if 0 <= number <= 1 else None for number in numbers]


def known_language(code: str) -> Language:
    """Return `code` if it is a language of this package. Raises SettingsError if not."""
    if code not in LANGUAGE_NAMES:
        raise SettingsError(f"{code!r} is not a language known here", hint="Use en and ar")
    return cast("Language", code)


def _column(frame: pd.DataFrame, side: str, code: str) -> Hashable:
    for name in (*_NAMES[side], code, LANGUAGE_NAMES[known_language(code)]):
        if name in frame.columns:
            return name
    there = ", ".join(map(str, frame.columns)) or "none"
    raise SettingsError(
        f"the frame has no column for the {side}",
        hint=f"Call it {side} or {code}; there are: {there}",
    )


def _two(pair: Any, languages: tuple[str, str]) -> tuple[Any, Any]:
    if isinstance(pair, Mapping):
        found = [
            next((pair[name] for name in (*_NAMES[side], code) if name in pair), None)
            for side, code in zip(_NAMES, languages, strict=True)
        ]
        return found[0], found[1]
    if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
        raise SettingsError(f"{pair!r} is not a pair", hint="Give (source, target), or a frame")
    return pair[0], pair[1]


def _texts(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise SettingsError("is one text, not a list of texts", hint="Split it into sentences")
    return [_text(text, number) for number, text in enumerate(texts)]


def _text(value: Any, number: int) -> str:
    if isinstance(value, str):
        return value
    import pandas as pd

    if value is None or pd.isna(value):
        return ""
    raise SettingsError(f"{value!r} at position {number} is not text", hint="Give strings")
