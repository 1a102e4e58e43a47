"""A score for each pair as a table, for people who rank or filter a bitext."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from parallel_corpus.checks import PairScore
from parallel_corpus.read.formats.cells import guard
from parallel_corpus.support.atomic import replacing

COLUMNS = tuple(field.name for field in dataclasses.fields(PairScore))


def write_scores(path: Path, scores: Iterable[PairScore]) -> Path:
    """Write id, similarity, coverages and divergence as TSV; a stream stays a stream.

    An id that a spreadsheet would take for a formula is guarded, as in every table.
    """
    with replacing(path) as file:
        file.write(("\t".join(COLUMNS) + "\n").encode())
        for score in scores:
            # An id is a cell of a table: what would begin another cell or row must not stand in it.
            name = guard(" ".join(str(score.id).split()))
            cells = [name, *map(str, dataclasses.astuple(score)[1:])]
            file.write(("\t".join(cells) + "\n").encode("utf-8", "replace"))
    return path
