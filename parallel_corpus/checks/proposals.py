"""The repairs that are proposed for a text and not applied, where they stand in a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallel_corpus.model import Repair, Segment


def proposed(segments: Sequence[Segment]) -> list[Repair]:
    """Return the proposed repairs of one side of a unit, in offsets of its joined text."""
    found, offset = [], 0
    for segment in segments:
        for repair in segment.repairs:
            if repair.status == "proposed":
                edit = replace(repair.edit, start=repair.edit.start + offset)
                found.append(replace(repair, edit=edit))
        offset += len(segment.text) + 1
    return found
