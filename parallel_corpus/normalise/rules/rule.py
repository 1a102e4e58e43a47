"""What is said of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from parallel_corpus.model import Origin


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of repair, as `parallel-corpus explain CODE` prints it.

    `kind` is the class of damage ("layout/list-marker"); `applies` says whether the rule changes
    the text by itself or only proposes; `confidence` is what a repair gets where the evidence
    does not say otherwise; `version` rises when the rule starts to decide differently.
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

    def explain(self) -> str:
        """The rule in a few lines of text."""
        policy = "applied" if self.applies else "proposed, never applied by itself"
        return (
            f"{self.code} {self.name} ({self.kind}; {policy})\n"
            f"  Finds: {self.finds}\n"
            f"  Why: {self.why}\n"
            f"  Wrong when: {self.wrong_when}\n"
            f"  Example: {self.before!r} -> {self.after!r}"
        )
