"""What changed since the earlier version: every paragraph, in the source or the translation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parallel_corpus.build.results import CheckedPair
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Change
from parallel_corpus.report.findings import versions
from parallel_corpus.report.sides import SegmentIndex, ShownText

_FOLLOWED = {
    "yes": "the translation followed",
    "partly": "the translation followed in part",
    "no": "the translation did not follow",
    "unclear": "unclear whether the translation followed",
    "nothing to follow": "nothing to follow",
}


_SOURCE_KEPT: tuple[str, ...] = ("unchanged", "retranslated")
"""Kinds of changes that leave the source as it was."""


@dataclass(frozen=True, slots=True)
class AmendedView:
    """A paragraph that is not as it was. `said` is what happened to its two sides, in words."""

    change: Change
    place: str
    said: tuple[str, ...]
    source_changed: bool
    target_changed: bool
    grave: bool
    rows: tuple[tuple[str, ShownText, ShownText], ...]


def amended_views(pairs: Iterable[CheckedPair], places: SegmentIndex) -> tuple[AmendedView, ...]:
    """Show the paragraphs whose source or translation changed, in the order of the text.

    Spelling, case and vowel marks are no change.
    """
    made = (_view(change, places) for pair in pairs for change in pair.changes)
    return tuple(view for view in made if view.source_changed or view.target_changed)


def _view(change: Change, places: SegmentIndex) -> AmendedView:
    say = places.say
    target = _changed(change.old_target, change.target, places)
    source = change.kind not in _SOURCE_KEPT
    said = [say.word(change.kind) if source else say("only the translation changed")]
    if change.moved:
        said.append(say.word("moved"))
    if change.old_source and source:
        said.append(say.word(_FOLLOWED[change.followed]))
        if not target and change.followed != "no":
            said.append(say("the translation is as it was"))
    return AmendedView(
        change,
        places.label(change.source or change.target or change.old_source or change.old_target),
        tuple(filter(None, said)),
        source,
        target,
        change.followed in ("no", "partly") and source,
        versions(change, places),
    )


def _changed(old: tuple[str, ...], new: tuple[str, ...], places: SegmentIndex) -> bool:
    """Tell whether a side's words changed, or one version lacks them."""
    before, after = places.text(old), places.text(new)
    if not before or not after:
        return bool(before) != bool(after)
    return not Difference(before, after).same
