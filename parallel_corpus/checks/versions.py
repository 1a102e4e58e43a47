"""Four texts side by side: the source and target of this version, and those of the one before.

What the source dropped, the target should have dropped too. Two signs say that it did not: the
target kept clearly more of its old words than the source did (the lag), and it is still as close
to the superseded source as to the one it stands beside (the pull). Either alone misleads: a small
amendment moves no vector, and a paragraph may resemble its draft and still be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.bitext import BitextEvidence
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Bead, Bitext, Change, Segment, Span, Unit

# Measured on the draft and the adopted resolution: followed paragraphs lag by less than 0.10 and
# are pulled by less than -0.04 unless hardly amended; see tests/gold/README.md.
LAG = 0.15
PULL = -0.025
STRONG_PULL = 0.05

Kind = Literal["unchanged", "amended", "added", "dropped", "merged", "split", "retranslated"]
Followed = Literal["yes", "partly", "no", "unclear", "nothing to follow"]


@dataclass(frozen=True)
class Comparison:
    """One unit beside what it came from. The texts are whole groups where paragraphs were split."""

    unit: Unit
    kind: Kind
    moved: bool
    old_source: tuple[Segment, ...]
    old_target: tuple[Segment, ...]
    source: Difference
    target: Difference
    new_similarity: float
    old_similarity: float

    @property
    def lag(self) -> float:
        """How much more of the old words the target kept than the source did, -1 to 1."""
        return self.target.kept - self.source.kept

    @property
    def pull(self) -> float:
        """How much closer the target is to the superseded source than to the new one."""
        return self.old_similarity - self.new_similarity

    @property
    def superseded(self) -> bool:
        """Whether the target as a whole still follows the superseded source.

        Never where there is no earlier translation to follow it.
        """
        return bool(self.old_target) and self.lag >= LAG and self.pull >= PULL

    @cached_property
    def followed(self) -> Followed:
        if self.source.same:
            return "nothing to follow"
        if not self.old_target:
            return "unclear"
        if self.superseded:
            return "no" if self.pull >= STRONG_PULL else "partly"
        if self.target.same:
            return "no" if self.source.changed >= LAG else "unclear"
        return "yes"


def compare(bitext: Bitext, encoder: Encoder) -> list[Change]:
    """Make the version table: each unit beside the older version's text that it came from.

    In order of the newer text; what was dropped comes last. Empty without a previous version.
    """
    if bitext.previous is None or bitext.source_versions is None:
        return []
    compared = {item.unit.key: item for item in comparisons(BitextEvidence(bitext, encoder))}
    table = []
    for unit in bitext.units:
        item = compared.get(unit.key)
        if item is None:
            table.append(
                Change(
                    bitext.document,
                    "added",
                    unit.bead.source,
                    unit.bead.target,
                    followed="nothing to follow" if unit.paired else "no",
                )
            )
        else:
            table.append(_change(bitext, item))
    return [*table, *_dropped(bitext)]


def _change(bitext: Bitext, item: Comparison) -> Change:
    return Change(
        document=bitext.document,
        kind=item.kind,
        source=item.unit.bead.source,
        target=item.unit.bead.target,
        old_source=_refs(item.old_source),
        old_target=_refs(item.old_target),
        moved=item.moved,
        source_kept=round(item.source.kept, 4),
        target_kept=round(item.target.kept, 4) if item.old_target else None,
        new_similarity=round(item.new_similarity, 4),
        old_similarity=round(item.old_similarity, 4),
        followed=item.followed,
    )


def _dropped(bitext: Bitext) -> Iterator[Change]:
    previous, versions = bitext.previous, bitext.source_versions
    if previous is None or versions is None:
        return
    partner = {ref: unit for unit in previous.units for ref in unit.bead.source}
    for bead in versions.beads:
        if bead.source and not bead.target:
            unit = partner.get(bead.source[0])
            yield Change(
                bitext.document,
                "dropped",
                old_source=bead.source,
                old_target=unit.bead.target if unit else (),
                followed="nothing to follow",
            )


def comparisons(evidence: BitextEvidence) -> list[Comparison]:
    """Return every paired unit that the older version has too, beside it."""
    bitext = evidence.bitext
    if bitext.previous is None or bitext.source_versions is None:
        return []
    old = {s.id: s for unit in bitext.previous.units for s in (*unit.source, *unit.target)}
    new = {s.id: s for unit in bitext.units for s in (*unit.source, *unit.target)}
    by_source = bitext.source_versions.of_target()
    by_target = bitext.target_versions.of_target() if bitext.target_versions else {}
    found = []
    for unit in evidence.paired:
        source = _group(unit.bead.source, by_source)
        target = _group(unit.bead.target, by_target)
        if source is not None and source.source:
            found.append(_compare_unit(evidence, unit, source, target, old, new))
    return found


def _compare_unit(
    evidence: BitextEvidence,
    unit: Unit,
    source: Bead,
    target: Bead | None,
    old: Mapping[str, Segment],
    new: Mapping[str, Segment],
) -> Comparison:
    old_source = _segments(source.source, old)
    # Where the versions of the target are not known, the old pair's own target stands in for it.
    old_target = _segments(target.source, old) if target else _old_partner(evidence, source)
    new_source = _text(_segments(source.target, new)) or unit.source_text
    new_target = _text(_segments(target.target, new) if target else ()) or unit.target_text
    old, new, ours = evidence.vectors([_text(old_source), new_source, new_target])
    changed = Difference(_text(old_source), new_source)
    translated = Difference(_text(old_target), new_target)
    return Comparison(
        unit=unit,
        kind=_kind(source, changed, translated),
        moved=source.moved,
        old_source=old_source,
        old_target=old_target,
        source=changed,
        target=translated,
        new_similarity=float(new @ ours),
        old_similarity=float(old @ ours),
    )


def _group(refs: tuple[str, ...], beads: Mapping[str, Bead]) -> Bead | None:
    """Join the version beads of `refs` into one."""
    found = list(dict.fromkeys(beads[ref] for ref in refs if ref in beads))
    if not found:
        return None
    return Bead(
        source=tuple(dict.fromkeys(ref for bead in found for ref in bead.source)),
        target=tuple(dict.fromkeys(ref for bead in found for ref in bead.target)),
        moved=any(bead.moved for bead in found),
    )


def _old_partner(evidence: BitextEvidence, source: Bead) -> tuple[Segment, ...]:
    previous = evidence.bitext.previous
    units = previous.units if previous else ()
    return tuple(
        segment for unit in units if set(unit.bead.source) & set(source.source)
        for segment in unit.target
    )  # fmt: skip


def _kind(bead: Bead, changed: Difference, translated: Difference) -> Kind:
    if len(bead.source) > 1:
        return "merged"
    if len(bead.target) > 1:
        return "split"
    if not changed.same:
        return "amended"
    return "retranslated" if translated.old and not translated.same else "unchanged"


def within(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Return the spans of a group's text that lie in `text`, as spans of it."""
    found = []
    for item in spans:
        start = item.start if text.startswith(item.text, item.start) else text.find(item.text)
        if start >= 0:
            found.append(Span(start, start + len(item.text), item.text))
    return tuple(found)


def _segments(refs: tuple[str, ...], known: Mapping[str, Segment]) -> tuple[Segment, ...]:
    return tuple(known[ref] for ref in refs if ref in known)


def _text(segments: tuple[Segment, ...]) -> str:
    return "\n".join(segment.text for segment in segments)


def _refs(segments: tuple[Segment, ...]) -> tuple[str, ...]:
    return tuple(segment.id for segment in segments)


def four_texts(item: Comparison) -> dict[str, str | None]:
    """Return the four texts of a comparison, for a finding's evidence."""
    return {
        "old_source": item.source.old,
        "old_target": item.target.old or None,
        "new_source": item.source.new,
        "new_target": item.target.new,
    }
