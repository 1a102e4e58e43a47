"""What a reviser would say of the corpus: what to settle first, then its state in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from parallel_corpus.model import LANGUAGE_NAMES, SEVERITIES, Change, Document, document_of
from parallel_corpus.report.findings import FindingView
from parallel_corpus.report.overview import PairView
from parallel_corpus.report.repairs import RepairList, RepairView
from parallel_corpus.report.sides import SegmentIndex
from parallel_corpus.report.wording import Wording
from parallel_corpus.support.wording import counted

_MOST = 12  # findings on the first screen
_REPAIRS = 6


@dataclass(frozen=True, slots=True)
class Summary:
    """What the first screen shows.

    `settle` are the errors and warnings of the current version, the worst first, and `rest` how
    many more there are; `repairs` are proposed repairs that change what is read, of the current
    version, and `waiting` how many there are in all; `state` are sentences about the corpus.
    """

    settle: tuple[FindingView, ...]
    rest: int
    repairs: tuple[RepairView, ...]
    waiting: int
    state: tuple[str, ...]


def summarise(
    pairs: Sequence[PairView],
    findings: Sequence[FindingView],
    repairs: Sequence[RepairList],
    alone: Sequence[Document],
    places: SegmentIndex,
    superseded: frozenset[str] = frozenset(),
) -> Summary:
    """Choose what to settle first, and describe the corpus; `superseded` are documents' ids."""
    say = places.say
    grave = [v for v in findings if v.current and v.severity != "info"]
    current = [listed for listed in repairs if listed.document.id not in superseded]
    waiting = (
        view
        for listed in current
        for view in listed.listed
        if view.status == "proposed" and view.changes_reading
    )
    sentences = [_findings_sentence(findings, say)]
    sentences += [_pairing_sentence(pair, say) for pair in pairs]
    sentences += [text for pair in pairs if (text := _following_sentence(pair, places))]
    sentences += [_alone_sentence(document, say) for document in alone]
    sentences += [text for listed in repairs if (text := _repair_sentence(listed, say))]
    return Summary(
        tuple(grave[:_MOST]),
        len(grave[_MOST:]),
        tuple(islice(waiting, _REPAIRS)),
        sum(listed.grave for listed in current),
        tuple(sentences),
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """
    >>> count(1, "error"), count(0, "note"), count(1200, "pair")
    ('1 error', 'no notes', '1,200 pairs')
    """
    told = counted(number, noun, plural)
    return told if number else told.replace("0", "no", 1)


def _findings_sentence(findings: Sequence[FindingView], say: Wording) -> str:
    if not findings:
        return say("Nothing was found to differ.")
    counts = [sum(v.severity == severity for v in findings if v.current) for severity in SEVERITIES]
    named = (
        say.count("%(n)s error", "%(n)s errors", counts[0]),
        say.count("%(n)s warning", "%(n)s warnings", counts[1]),
        say.count("%(n)s note", "%(n)s notes", counts[2]),
    )
    text = say("In the current version: %(said)s.", said=say.listed(list(named)))
    older = sum(not view.current for view in findings)
    if older:
        text += " " + say.count(
            "%(n)s finding is about an earlier version and stands at the end.",
            "%(n)s findings are about earlier versions and stand at the end.",
            older,
        )
    return text


def _pairing_sentence(pair: PairView, say: Wording) -> str:
    lonely = [row.name for row in pair.rows if not (row.bead.source and row.bead.target)]
    if not lonely:
        return say.count(
            "%(document)s: every paragraph has a counterpart (%(n)s pair).",
            "%(document)s: every paragraph has a counterpart (%(n)s pairs).",
            pair.paired,
            document=pair.pair.document,
        )
    named = "; ".join(lonely[:4]) + ("; …" if len(lonely) > 4 else "")
    return say.count(
        "%(document)s: %(n)s paragraph without a counterpart (%(named)s).",
        "%(document)s: %(n)s paragraphs without a counterpart (%(named)s).",
        len(lonely),
        document=pair.pair.document,
        named=named,
    )


def _following_sentence(pair: PairView, places: SegmentIndex) -> str:
    say = places.say
    kept: tuple[str, ...] = ("unchanged", "dropped", "retranslated")
    changed = [c for c in pair.changes if c.kind not in kept and c.old_source]
    if not changed:
        return ""
    not_followed = [c for c in changed if c.followed == "no"]
    doubtful = [c for c in changed if c.followed in ("partly", "unclear")]
    earlier = document_of(changed[0].old_source[0])
    text = say.count(
        "Since %(earlier)s, %(n)s paragraph of the source changed.",
        "Since %(earlier)s, %(n)s paragraphs of the source changed.",
        len(changed),
        earlier=earlier,
    )
    if not not_followed and not doubtful:
        return text + " " + say("The translation followed.")
    if not_followed:
        named = _names(not_followed, places)
        text += " " + say("The translation did not follow in %(named)s.", named=named)
    if doubtful:
        named = _names(doubtful, places)
        text += " " + say("Whether it followed should be read in %(named)s.", named=named)
    return text


def _names(changes: Sequence[Change], places: SegmentIndex) -> str:
    return places.label([ref for change in changes for ref in change.source[:1]])


def _alone_sentence(document: Document, say: Wording) -> str:
    language = say.word(LANGUAGE_NAMES[document.language])
    if document.witness:
        return say(
            "%(document)s exists twice in %(language)s (a second copy, “%(copy)s”), compared with "
            "the first.",
            document=document.id,
            language=language,
            copy=document.witness,
        )
    return say(
        "%(document)s is in %(language)s only; there is nothing to compare it with.",
        document=document.id,
        language=language,
    )


def _repair_sentence(listed: RepairList, say: Wording) -> str:
    if not listed.listed:
        return ""
    language = say.word(LANGUAGE_NAMES[listed.document.language])
    text = say.count(
        "%(document)s, %(language)s: %(n)s damaged word was repaired.",
        "%(document)s, %(language)s: %(n)s damaged words were repaired.",
        listed.applied,
        document=listed.document.id,
        language=language,
    )
    if listed.waiting:
        text += " " + say.count(
            "%(n)s more repair waits for a decision.",
            "%(n)s more repairs wait for a decision.",
            listed.waiting,
        )
    return text
