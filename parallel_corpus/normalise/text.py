"""One text through the stages, again and again until nothing is left to repair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from parallel_corpus.errors import CorpusError
from parallel_corpus.language.script import words
from parallel_corpus.model import Language, Repair, fingerprint
from parallel_corpus.normalise import (
    characters,
    intake,
    layout,
    markup,
    mojibake,
    notes,
    order,
    spacing,
)
from parallel_corpus.normalise.record import Draft, raw_span
from parallel_corpus.normalise.stage import Scene, Stage

# What opens and closes a paragraph: looked at once, for what stands there afterwards is text.
OPENING: tuple[Stage, ...] = (
    layout.indentation,
    markup.rule,
    markup.heading,
    notes.footnote_label,
    layout.list_marker,
)
# Every later stage may uncover work for an earlier one, so these go round until all is quiet.
ROUND: tuple[Stage, ...] = (
    mojibake.mojibake,
    intake.line_ends,
    intake.bidi_controls,
    intake.invisible,
    intake.presentation_forms,
    intake.visual_order,
    layout.indentation,
    markup.rule,
    markup.heading,
    notes.footnote_mark,
    markup.tag,
    markup.link,
    markup.character_reference,
    markup.emphasis,
    markup.hard_break,
    layout.ragged_lines,
    layout.joined_lines,
    characters.foreign_letters,
    characters.medial_maksura,
    characters.tatweel,
    characters.mixed_digits,
    characters.ligatures,
    spacing.runs_of_spaces,
    spacing.article_and_figure,
    spacing.before_marks,
    order.reversed_ranges,
    order.reversed_dates,
    # Last, because composing before the tatweel is gone would leave work behind.
    intake.decomposed,
)
STAGES: Mapping[str, Stage] = MappingProxyType(
    {stage.__name__: stage for stage in (*OPENING, *ROUND)}
)
# A sound text is quiet after one round, a damaged one after two or three.
_ROUNDS = 64
# Rarer forms are as often misspellings as words.
_LISTED = 1e-7


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it should read, and the record of how it came to."""

    text: str
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Which repairs are made: by code (`only`, `skip`; "N3" names a family), and by people.

    `decisions` maps a repair's key (see `repair_key`) to "accept" or "reject".
    """

    only: Collection[str] = ()
    skip: Collection[str] = ()
    decisions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def allows(self, code: str) -> bool:
        if self.only and not code.startswith(tuple(self.only)):
            return False
        return not (self.skip and code.startswith(tuple(self.skip)))


def repair_key(owner: str, repair: Repair, repairs: Sequence[Repair]) -> str:
    """The fingerprint by which a person's decision names a repair of the segment `owner`.

    It holds as long as the raw text up to the repair and what is replaced stay the same.
    """
    start, _ = raw_span(repairs, repair)
    edit = repair.edit
    return fingerprint((owner, repair.code, str(start), edit.before, edit.after))


def normalise_text(
    text: str,
    lang: Language,
    *,
    stages: Iterable[str] | None = None,
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> Normalised:
    """A plain text without its damage, and the record of every change.

    `stages` names stages of `STAGES` to run instead of all; `only` and `skip` take rule codes
    or their beginnings. List markers stay: in a plain text there is nowhere else to keep them.
    Paragraphs (parted by blank lines) stay apart. Time is linear in the text's length.

    >>> done = normalise_text("### *Reso\\ufb01ned* \\u0641\\u0640\\u0640\\u064a", "ar")
    >>> done.text, [repair.code for repair in done.repairs]
    ('Resofined في', ['N301', 'N302', 'N302', 'N403', 'N405'])
    """
    chosen = ROUND if stages is None else tuple(_stage(name) for name in stages)
    draft = Draft(text)
    knows = vocabulary(lambda: (text,))
    settle(draft, Scene(lang, knows=knows, listed=listed(lang)), chosen, Policy(only, skip))
    return Normalised(draft.text, tuple(draft.repairs))


def vocabulary(texts: Callable[[], Iterable[str]]) -> Callable[[str], bool]:
    """Whether a word stands in the texts; the list is made when first asked."""

    @cache
    def known() -> frozenset[str]:
        return frozenset(word.casefold() for text in texts() for _, _, word in words(text))

    return lambda word: word.casefold() in known()


def listed(language: Language) -> Callable[[str], bool]:
    """Whether the default lexicon has a word; it is loaded when first asked."""

    def knows(word: str) -> bool:
        from parallel_corpus.normalise.words.lexicon import load_lexicon

        return load_lexicon("wordfreq", language).frequency(word) >= _LISTED

    return knows


def _stage(name: str) -> Stage:
    try:
        return STAGES[name]
    except KeyError:
        hint = f"There are: {', '.join(sorted(STAGES))}"
        raise CorpusError(f"no stage of normalising is called {name!r}", hint=hint) from None


def settle(
    draft: Draft, scene: Scene, stages: Sequence[Stage], policy: Policy, owner: str = ""
) -> None:
    """Run `stages` in rounds until one changes nothing; note what a person rejected."""
    for _ in range(_ROUNDS):
        refused: list[Repair] = []
        if not _one_round(draft, scene, stages, judge(draft, policy, owner, refused)):
            draft.propose(refused)
            return


def _one_round(
    draft: Draft, scene: Scene, stages: Sequence[Stage], allowed: Callable[[Repair], bool]
) -> bool:
    changed = False
    for stage in stages:
        changed |= draft.apply([found for found in stage(draft.text, scene) if allowed(found)])
    return changed


def accepted(draft: Draft, policy: Policy, owner: str, repair: Repair) -> bool:
    """Whether a person said that this repair, else only proposed, is right."""
    if not policy.decisions:
        return False
    placed = replace(repair, step=draft.step + 1)
    return policy.decisions.get(repair_key(owner, placed, draft.repairs)) == "accept"


def judge(
    draft: Draft, policy: Policy, owner: str, refused: list[Repair]
) -> Callable[[Repair], bool]:
    """Says of a repair whether to make it; what a person rejected is put into `refused`."""

    def allowed(repair: Repair) -> bool:
        if not policy.allows(repair.code):
            return False
        if not policy.decisions:
            return True
        placed = replace(repair, step=draft.step + 1)
        verdict = policy.decisions.get(repair_key(owner, placed, draft.repairs))
        if verdict == "reject":
            refused.append(replace(repair, status="rejected"))
        return verdict != "reject"

    return allowed
