"""What a stage is: it looks at a text in its scene and says what should be repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from parallel_corpus.model import Edit, Evidence, Language, Repair, Status
from parallel_corpus.normalise.rules import RULES

# Letters and marks of Arabic text, presentation forms apart; digits and punctuation are not here.
ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"


def _unknown(_word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a stage may know besides the text.

    `kind` and `number` are the segment's ("" and None for a plain text); `notes` gives the
    place of each footnote by its label; `neighbours` testify to the numbers around; `knows`
    says whether a word stands elsewhere in the document, `listed` whether a lexicon has it
    (loaded when first asked); `whole` is true where the lines are
    known to be one paragraph, so that every line break in it is a wrap.
    """

    language: Language
    kind: str = ""
    number: str | None = None
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    neighbours: tuple[Evidence, ...] = ()
    knows: Callable[[str], bool] = _unknown
    listed: Callable[[str], bool] = _unknown
    whole: bool = False


Stage = Callable[[str, Scene], Iterable[Repair]]


def fix(
    code: str,
    start: int,
    before: str,
    after: str,
    *,
    evidence: Iterable[Evidence] = (),
    confidence: float | None = None,
    status: Status | None = None,
) -> Repair:
    """A repair by the rule `code`; class, origin, policy and confidence are the rule's own."""
    rule = RULES[code]
    return Repair(
        edit=Edit(start, before, after),
        code=code,
        kind=rule.kind,
        origin=rule.origin,
        evidence=tuple(evidence),
        confidence=rule.confidence if confidence is None else confidence,
        status=status or ("applied" if rule.applies else "proposed"),
        version=rule.version,
    )


def each(
    code: str, pattern: re.Pattern[str], text: str, after: str | Callable[[re.Match[str]], str]
) -> Iterator[Repair]:
    """A repair for every match of `pattern` that `after` would change."""
    for match in pattern.finditer(text):
        new = after if isinstance(after, str) else after(match)
        if new != match[0]:
            yield fix(code, match.start(), match[0], new)
