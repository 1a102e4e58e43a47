"""Two languages' pairings of the same two versions, each helped by the other.

A paragraph that was rewritten beyond recognition looks like one dropped and one added. Where its
translation was left as it was, the other language still knows that the two are one, and this is
the very case that a reviser must hear of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from parallel_corpus.model import Alignment, Bead

Partners = Mapping[str, str]
"""A segment's counterpart in the other language, where it has exactly one."""


def reconcile(
    versions: Alignment, others: Alignment, old_partners: Partners, new_partners: Partners
) -> Alignment:
    """Add to `versions` what `others`, the other language's pairing, knows of its lone segments.

    A dropped and an added segment become one bead where their only translations are paired.
    """
    partner_of = {
        bead.target[0]: bead for bead in others.beads if len(bead.source) == len(bead.target) == 1
    }
    dropped = {bead.source[0] for bead in versions.beads if not bead.target}
    back = {there: here for here, there in old_partners.items()}
    joined: dict[str, str] = {}
    beads = []
    for bead in versions.beads:
        added = bead.target[0] if len(bead.target) == 1 and not bead.source else ""
        other = partner_of.get(new_partners.get(added, ""))
        old = back.get(other.source[0], "") if other else ""
        if other is not None and old in dropped and old not in joined.values():
            joined[added] = old
            beads.append(Bead((old,), (added,), other.score, other.margin, moved=other.moved))
        else:
            beads.append(bead)
    gone = set(joined.values())
    kept = [b for b in beads if b.target or b.source[0] not in gone]
    return replace(versions, beads=tuple(kept))


def partners(beads: Iterable[Bead]) -> dict[str, str]:
    """Map source segments to target segments, for the beads that are 1-1."""
    return {
        bead.source[0]: bead.target[0]
        for bead in beads
        if len(bead.source) == len(bead.target) == 1
    }
