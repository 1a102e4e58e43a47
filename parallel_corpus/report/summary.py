"""What a reviser would say of the corpus: the state of it in a few sentences, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.model import LANGUAGE_NAMES, SEVERITIES, Change, Document, document_of
from parallel_corpus.report.findings import FindingView
from parallel_corpus.report.overview import PairView
from parallel_corpus.report.repairs import RepairList
from parallel_corpus.report.sides import Places

_WORST = 6


@dataclass(frozen=True, slots=True)
class Summary:
    """`state` are sentences about the corpus as a whole; `worst` the findings to read first."""

    state: tuple[str, ...]
    worst: tuple[FindingView, ...]
    rest: int


def summarise(
    pairs: Sequence[PairView],
    findings: Sequence[FindingView],
    repairs: Sequence[RepairList],
    alone: Sequence[Document],
    places: Places,
) -> Summary:
    """Describe the corpus in sentences, and choose the errors (or warnings) to read first."""
    grave = [view for view in findings if view.severity == "error"]
    chosen = grave or [view for view in findings if view.severity == "warning"]
    sentences = [_findings_sentence(findings)]
    sentences += [_pairing_sentence(pair) for pair in pairs]
    sentences += [text for pair in pairs if (text := _following_sentence(pair, places))]
    sentences += [_alone_sentence(document) for document in alone]
    sentences += [text for listed in repairs if (text := _repair_sentence(listed))]
    return Summary(tuple(sentences), tuple(chosen[:_WORST]), len(chosen) - len(chosen[:_WORST]))


def count(number: int, noun: str, plural: str = "") -> str:
    """
    >>> count(1, "error"), count(0, "note"), count(1200, "pair")
    ('1 error', 'no notes', '1,200 pairs')
    """
    amount = f"{number:,}" if number else "no"
    return f"{amount} {noun if number == 1 else plural or noun + 's'}"


def _findings_sentence(findings: Sequence[FindingView]) -> str:
    errors, warnings, notes = (
        sum(view.severity == severity for view in findings) for severity in SEVERITIES
    )
    if not findings:
        return "Nothing was found to differ."
    if errors:
        advice = f"{count(errors, 'error').capitalize()} to settle before publication"
    else:
        advice = "No errors"
    return f"{advice}, {count(warnings, 'warning')} to look at, {count(notes, 'note')}."


def _pairing_sentence(pair: PairView) -> str:
    lonely = [row.name for row in pair.rows if not (row.bead.source and row.bead.target)]
    if not lonely:
        return (
            f"{pair.pair.document}: every one of the {pair.segments:,} segments has a counterpart "
            f"({count(pair.paired, 'pair')})."
        )
    named = "; ".join(lonely[:4]) + ("; …" if len(lonely) > 4 else "")
    return (
        f"{pair.pair.document}: {count(pair.paired, 'pair')}; "
        f"{count(len(lonely), 'segment')} without a counterpart ({named})."
    )


def _following_sentence(pair: PairView, places: Places) -> str:
    amended = [change for change in pair.changes if change.kind not in ("unchanged", "dropped")]
    changed = [c for c in amended if c.old_source]
    if not changed:
        return ""
    not_followed = [c for c in changed if c.followed == "no"]
    doubtful = [c for c in changed if c.followed in ("partly", "unclear")]
    earlier = document_of(changed[0].old_source[0])
    text = f"Since {earlier}, {count(len(changed), 'paragraph')} of the source changed"
    if not not_followed and not doubtful:
        return f"{text}; the translation followed them all."
    parts = []
    if not_followed:
        parts.append(f"it did not follow in {_names(not_followed, places)}")
    if doubtful:
        parts.append(f"{_names(doubtful, places)} should be read")
    return f"{text}. The translation followed the rest, but {'; '.join(parts)}."


def _names(changes: Sequence[Change], places: Places) -> str:
    return places.label([ref for change in changes for ref in change.source[:1]])


def _alone_sentence(document: Document) -> str:
    language = LANGUAGE_NAMES[document.language]
    if document.witness:
        return (
            f"{document.id} exists twice in {language} "
            f"(a second copy, “{document.witness}”), compared with the first."
        )
    return f"{document.id} is in {language} only; there is nothing to compare it with."


def _repair_sentence(listed: RepairList) -> str:
    if not listed.listed:
        return ""
    language = LANGUAGE_NAMES[listed.document.language]
    text = (
        f"{listed.document.id}, {language}: "
        f"{count(listed.applied, 'repair')} applied to damaged words"
    )
    if listed.waiting:
        verb = "waits" if listed.waiting == 1 else "wait"
        text += f"; {listed.waiting:,} more {verb} for a decision"
    return text + "."
