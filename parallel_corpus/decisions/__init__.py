"""People's decisions: kept apart from the texts, in a file that only grows.

`decisions.jsonl` holds one decision a line. Nothing in it is ever changed or taken out: to undo a
decision is a decision too. So the file merges in git line by line (`merge=union`), and tells who
thought what, when. What a decision is `on`, and its verdicts:

    finding:CODE:SOURCE=TARGET#HASH   accept, reject, fixed, reopen, comment
    repair:SEGMENT#KEY                accept, reject, reopen, comment
    bead:SOURCE=TARGET                confirm, reopen, comment
    beads:DOCUMENT                    merge, split, shift, move, unlink; `value.beads`
    text:SEGMENT                      edit; `value.text` is the new text. Where an annotator
                                      suggested it, `value` has `suggested_by`, `suggestion` and
                                      `finding`: who suggested what, and in which finding
    term:SOURCE=TARGET                add
    decision:KEY                      undo, redo
"""

from parallel_corpus.decisions.apply import (
    ON_PAIRS,
    ON_TERMS,
    ON_TEXTS,
    Judgement,
    Stale,
    decisions_about,
    judge_findings,
    repair_verdicts,
    revise_alignment,
    revise_document,
    text_lookup,
)
from parallel_corpus.decisions.ledger import (
    Ledger,
    decision_key,
    on_bead,
    on_beads,
    on_decision,
    on_finding,
    on_repair,
    on_term,
    on_text,
)
from parallel_corpus.decisions.store import FILE, Store, load_ledger

__all__ = [
    "FILE",
    "ON_PAIRS",
    "ON_TERMS",
    "ON_TEXTS",
    "Judgement",
    "Ledger",
    "Stale",
    "Store",
    "decision_key",
    "decisions_about",
    "judge_findings",
    "load_ledger",
    "on_bead",
    "on_beads",
    "on_decision",
    "on_finding",
    "on_repair",
    "on_term",
    "on_text",
    "repair_verdicts",
    "revise_alignment",
    "revise_document",
    "text_lookup",
]
