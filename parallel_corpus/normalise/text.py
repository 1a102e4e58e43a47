"""One text through the stages, again and again until nothing is left to repair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from parallel_corpus.errors import CorpusError
from parallel_corpus.language.script import words
from parallel_corpus.model import Language, Repair, fingerprint
from parallel_corpus.normalise.direction import is_visual
from parallel_corpus.normalise.lam_alef import turns_lam_alef
from parallel_corpus.normalise.record import Draft, RawSpans
from parallel_corpus.normalise.rule import Pass, RepairStage, Rule, Scene
from parallel_corpus.normalise.rules import RULES

Steps = Sequence[tuple[RepairStage, ...]]
"""Stages in the order in which they run; those of one tuple are applied in one step."""


def steps_of(rules: Iterable[Rule], when: Literal["opening", "round"]) -> Steps:
    """Return the stages of `rules` that run at `when`, by their order."""
    passes = sorted(
        (item for rule in rules for item in rule.passes if item.when == when),
        key=lambda item: item.order,
    )
    return [tuple(item.stage for item in same) for _, same in groupby(passes, _order)]


def _order(item: Pass) -> int:
    return item.order


# What opens and closes a paragraph is looked at once: what stands there afterwards is text.
OPENING = steps_of(RULES.values(), "opening")
# Every later stage may uncover work for an earlier one, so these go round until all is quiet.
ROUND = steps_of(RULES.values(), "round")
STAGES: Mapping[str, RepairStage] = MappingProxyType(
    {stage.__name__: stage for step in (*OPENING, *ROUND) for stage in step}
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


def repair_key(owner: str, repair: Repair, repairs: Sequence[Repair] | RawSpans) -> str:
    """Return the fingerprint by which a person's decision names a repair of the segment `owner`.

    It holds as long as the raw text up to the repair and what is replaced stay the same. `repairs`
    is the record of the segment; for many keys of one, give its `RawSpans`.
    """
    spans = repairs if isinstance(repairs, RawSpans) else RawSpans(repairs)
    start, _ = spans.of(repair)
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
    """Return a plain text without its damage, and the record of every change.

    `stages` names stages of `STAGES` to run instead of all; `only` and `skip` take rule codes
    or their beginnings. List markers stay: in a plain text there is nowhere else to keep them.
    Paragraphs (parted by blank lines) stay apart. Time is linear in the text's length.

    >>> done = normalise_text("### *Reso\\ufb01ned* \\u0641\\u0640\\u0640\\u064a", "ar")
    >>> done.text, [repair.code for repair in done.repairs]
    ('Resofined في', ['N301', 'N302', 'N302', 'N403', 'N405'])
    """
    chosen = ROUND if stages is None else [(_stage(name),) for name in stages]
    draft = Draft(text)
    knows = vocabulary(lambda: (text,))
    arabic = lang == "ar"
    scene = Scene(
        lang,
        knows=knows,
        listed=listed(lang),
        share=share_in(lang),
        visual=arabic and is_visual((text,)),
        lam_alef=arabic and turns_lam_alef((text,)),
    )
    repair_until_stable(draft, scene, chosen, Policy(only, skip))
    return Normalised(draft.text, tuple(draft.repairs))


def vocabulary(texts: Callable[[], Iterable[str]]) -> Callable[[str], bool]:
    """Tell whether a word stands in the texts; the list is made when first asked."""

    @cache
    def known() -> frozenset[str]:
        return frozenset(word.casefold() for text in texts() for _, _, word in words(text))

    return lambda word: word.casefold() in known()


def listed(language: Language) -> Callable[[str], bool]:
    """Tell whether the default lexicon has a word; it is loaded when first asked."""
    common = share_in(language)
    return lambda word: common(word) >= _LISTED


def share_in(language: Language) -> Callable[[str], float]:
    """Return how common a word is in the default lexicon; it is loaded when first asked."""

    def share(word: str) -> float:
        from parallel_corpus.normalise.words.lexicon import load_lexicon

        return load_lexicon("wordfreq", language).frequency(word)

    return share


def _stage(name: str) -> RepairStage:
    try:
        return STAGES[name]
    except KeyError:
        hint = f"There are: {', '.join(sorted(STAGES))}"
        raise CorpusError(f"no stage of normalising is called {name!r}", hint=hint) from None


def repair_until_stable(
    draft: Draft, scene: Scene, steps: Steps, policy: Policy, owner: str = ""
) -> None:
    """Run `steps` in rounds until one changes nothing; note what a person rejected."""
    for _ in range(_ROUNDS):
        refused: list[Repair] = []
        if not _one_round(draft, scene, steps, allowance(draft, policy, owner, refused)):
            draft.propose(refused)
            return


def found_by(
    step: Iterable[RepairStage], text: str, scene: Scene, allowed: Callable[[Repair], bool]
) -> list[Repair]:
    """Return the allowed repairs that the stages of one step find in `text`."""
    return [found for stage in step for found in stage(text, scene) if allowed(found)]


def _one_round(draft: Draft, scene: Scene, steps: Steps, allowed: Callable[[Repair], bool]) -> bool:
    changed = False
    for step in steps:
        changed |= draft.apply(found_by(step, draft.text, scene, allowed))
    return changed


def accepted(draft: Draft, policy: Policy, owner: str, repair: Repair) -> bool:
    """Tell whether a person said that this repair, else only proposed, is right."""
    if not policy.decisions:
        return False
    placed = replace(repair, step=draft.step + 1)
    return policy.decisions.get(repair_key(owner, placed, draft.raw_spans)) == "accept"


def allowance(
    draft: Draft, policy: Policy, owner: str, refused: list[Repair]
) -> Callable[[Repair], bool]:
    """Decide whether to make a repair; what a person rejected is put into `refused`."""

    def allowed(repair: Repair) -> bool:
        if not policy.allows(repair.code):
            return False
        if not policy.decisions:
            return True
        placed = replace(repair, step=draft.step + 1)
        verdict = policy.decisions.get(repair_key(owner, placed, draft.raw_spans))
        if verdict == "reject":
            refused.append(replace(repair, status="rejected"))
        return verdict != "reject"

    return allowed
