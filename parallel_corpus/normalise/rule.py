"""What a repair rule is: how it is explained, when it runs, and the functions that find repairs.

A rule is one file in `rules/`. It looks at a text in its scene, at the paragraphs of a document
side by side, at page furniture, or at the words of a corpus, and says what should be repaired.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from parallel_corpus.model import Edit, Evidence, Language, Origin, Repair, Segment, Status

if TYPE_CHECKING:
    from parallel_corpus.normalise.words.bench import Bench
    from parallel_corpus.normalise.words.suggestion import Suggestion

# Letters and marks of Arabic text, presentation forms apart; digits and punctuation are not here.
ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"


def _unknown(_word: str) -> bool:
    return False


def _unheard(_word: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may know besides the text.

    `kind` and `number` are the segment's ("" and None for a plain text); `notes` gives the
    place of each footnote by its label; `neighbours` are evidence for the numbers around it;
    `knows` says whether a word stands elsewhere in the document, `listed` whether a lexicon has
    it and `share` how common it is there (loaded when first asked); `visual` is true where the
    document's longer lines are stored from left to right, `lam_alef` where it takes lam-alef
    apart the wrong way round; `whole` is true where the lines are known to be one paragraph, so
    that every line break in it is a wrap.
    """

    language: Language
    kind: str = ""
    number: str | None = None
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    neighbours: tuple[Evidence, ...] = ()
    knows: Callable[[str], bool] = _unknown
    listed: Callable[[str], bool] = _unknown
    share: Callable[[str], float] = _unheard
    visual: bool = False
    lam_alef: bool = False
    whole: bool = False


RepairStage = Callable[[str, Scene], Iterable[Repair]]
"""Finds repairs in one text."""


@dataclass(frozen=True, slots=True)
class Pass:
    """When a stage runs. `opening` stages run once, on what stands at a paragraph's edges.

    `round` stages run again and again until none finds anything. Stages run by rising `order`;
    those of equal order look at the same text and are applied in one step.
    """

    when: Literal["opening", "round"]
    order: int
    stage: RepairStage


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of repair: its code, its explanation and the functions that find it.

    `kind` is the class of damage ("layout/list-marker"); `applies` says whether the rule changes
    the text by itself or only proposes; `confidence` is what a repair gets where the evidence
    does not say otherwise; `version` rises when the rule starts to decide differently.

    `passes` look at one text; `siblings` at the paragraphs of a document, giving at most one
    repair for each id; `furniture` at a piece of furniture and at the places in the corpus where
    it is repeated; `words` at all words of a corpus in one language.
    """

    code: str
    name: str
    kind: str
    origin: Origin
    finds: str
    why: str
    wrong_when: str
    before: str
    after: str
    applies: bool = True
    confidence: float = 1.0
    version: int = 1
    passes: tuple[Pass, ...] = ()
    siblings: Callable[[Sequence[Segment]], Mapping[str, Repair]] | None = None
    furniture: Callable[[Segment, Sequence[str]], Repair] | None = None
    words: Callable[[Bench], Iterator[Suggestion]] | None = None

    def fix(
        self,
        start: int,
        before: str,
        after: str,
        *,
        evidence: Iterable[Evidence] = (),
        confidence: float | None = None,
        status: Status | None = None,
    ) -> Repair:
        """Return a repair by this rule; what is not given is the rule's own."""
        return Repair(
            edit=Edit(start, before, after),
            code=self.code,
            kind=self.kind,
            origin=self.origin,
            evidence=tuple(evidence),
            confidence=self.confidence if confidence is None else confidence,
            status=status or ("applied" if self.applies else "proposed"),
            version=self.version,
        )

    def each(
        self, pattern: re.Pattern[str], text: str, after: str | Callable[[re.Match[str]], str]
    ) -> Iterator[Repair]:
        """Yield a repair for every match of `pattern` that `after` would change."""
        for match in pattern.finditer(text):
            new = after if isinstance(after, str) else after(match)
            if new != match[0]:
                yield self.fix(match.start(), match[0], new)

    def explain(self) -> str:
        """Return the rule in a few lines of text."""
        policy = "applied" if self.applies else "proposed, never applied by itself"
        return (
            f"{self.code} {self.name} ({self.kind}; {policy})\n"
            f"  Finds: {self.finds}\n"
            f"  Why: {self.why}\n"
            f"  Wrong when: {self.wrong_when}\n"
            f"  Example: {self.before!r} -> {self.after!r}"
        )
