"""Paragraph units as sentence units, for programs that refuse or ignore long segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from parallel_corpus.errors import SettingsError
from parallel_corpus.export.options import Options
from parallel_corpus.export.spans import placed_spans
from parallel_corpus.read.formats.rows import BitextRow

Span = tuple[int, int]
SplitPair = Callable[[str, str], Sequence[tuple[Span, Span, float]]]
"""Two texts to the spans of their sentences that translate each other, with a score (0-1)."""


def sentence_rows(
    rows: Iterable[BitextRow], options: Options, split: SplitPair | None
) -> Iterable[BitextRow]:
    """Return `rows` as they are, or sentence by sentence where the options say so.

    Raises SettingsError where sentences are asked for and nothing can pair them.
    """
    if options.segmentation == "paragraph":
        return rows
    if split is None:
        raise SettingsError(
            "sentences can be paired only with an encoder", where="--segmentation sentence"
        )
    return _split(rows, split)


def _split(rows: Iterable[BitextRow], split: SplitPair) -> Iterator[BitextRow]:
    for row in rows:
        pieces = split(row.source, row.target) if row.source and row.target else ()
        if len(pieces) < 2:
            yield row
            continue
        for number, (source, target, score) in enumerate(pieces, start=1):
            yield replace(
                row,
                id=f"{row.id} s{number}",
                source=row.source[slice(*source)],
                target=row.target[slice(*target)],
                score=score,
                margin=None,
                inline=None,
                findings=tuple(_concerning(row, source, target)),
            )


def _concerning(row: BitextRow, source: Span, target: Span) -> Iterator[dict[str, object]]:
    """Return the findings whose spans touch the sentence, and those without spans.

    Their spans count in the paragraph, which the sentence's ids name.
    """
    for finding in row.findings:
        ours = placed_spans(finding, "source", row.source_ids, row.source)
        theirs = placed_spans(finding, "target", row.target_ids, row.target)
        if not (ours or theirs) or _touch(ours, source) or _touch(theirs, target):
            yield dict(finding)


def _touch(spans: Iterable[Span], sentence: Span) -> bool:
    return any(start < sentence[1] and sentence[0] < end for start, end in spans)
