"""Turn the answers of annotators into findings: verify them, weigh them, and report each once.

No claim is taken on trust. The words it quotes must stand in the texts. A claim that the evidence
contradicts becomes a note. A claim that repeats a check or a repair makes no finding of its own:
the check's finding is raised instead, and says who else saw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from parallel_corpus.annotators.joining import join
from parallel_corpus.annotators.pairs import pair_id
from parallel_corpus.annotators.protocol import by_pair
from parallel_corpus.annotators.spans import locate
from parallel_corpus.annotators.suggestions import fit_suggestion
from parallel_corpus.annotators.weighing import Claim, Weighing
from parallel_corpus.checks import REGISTRY
from parallel_corpus.checks.annotated import ANNOTATED, OTHER, kind_of
from parallel_corpus.checks.context import label, make_finding, short
from parallel_corpus.checks.glossary import Entry
from parallel_corpus.checks.merging import mark_damage
from parallel_corpus.encode import Encoder
from parallel_corpus.model import (
    Annotation,
    Answer,
    Bitext,
    Finding,
    Segment,
    Severity,
    Span,
    Unit,
    fingerprint,
)

SPELLING = "R12"
# How likely a claim is right, by what the evidence says of it: the shares of right ones among those
# of a large language model on 220 health sentences, rounded down.
_SCORES = {"supported": 0.9, "nothing": 0.75, "contradicted": 0.3}
_NOWHERE = 0.4  # for a claim that quotes nothing
_DECIMALS = 4


@dataclass
class Tally:
    """Count what became of the answers, for run.json and the report."""

    pairs: int = 0
    answered: int = 0
    empty: int = 0
    failed: int = 0
    stale: int = 0
    unknown: int = 0
    annotations: int = 0
    refused: int = 0
    dropped: int = 0
    dropped_spans: int = 0
    contradicted: int = 0
    supported: int = 0
    merged: int = 0
    repaired: int = 0
    findings: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally's counts to these."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def record(self) -> dict[str, int]:
        """Return the counts by name, all of them."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Read:
    """A bitext with what annotators and checks say of it; `tally` counts what became of it."""

    findings: tuple[Finding, ...]
    tally: Tally = field(default_factory=Tally)


def fold_in(
    bitext: Bitext,
    answers: Iterable[Answer],
    found: Sequence[Finding],
    encoder: Encoder,
    glossary: Sequence[Entry] = (),
    codes: Collection[str] = frozenset(ANNOTATED),
) -> Read:
    """Return the checks' findings on `bitext` with the annotators' answers worked into them.

    `codes` are the kinds of annotation that the user wants to see.
    """
    tally = Tally()
    known = by_pair(answers)
    claims: list[tuple[Claim, Annotation, Answer]] = []
    paired = [unit for unit in bitext.units if unit.paired]
    uses = Counter(map(pair_id, paired))
    for unit in paired:
        name = pair_id(unit)
        for answer in known.get(name, ()):
            if uses[name] > 1 and answer.texts and answer.texts != _texts(unit):
                continue  # a table's ids repeat: this is another row's
            claims += [c for c in _claims(unit, answer, tally) if c[0].code in codes]
    weighing = Weighing(bitext, encoder, glossary)
    weighing.prepare(claim for claim, _, _ in claims)
    said = [_finding(bitext.document, *item, weighing, tally) for item in claims]
    said = mark_damage(said, bitext)
    findings, merged = join(found, said)
    tally.merged = merged
    tally.findings = sum(finding.code in ANNOTATED for finding in findings)
    return Read(tuple(findings), tally)


def _claims(unit: Unit, answer: Answer, tally: Tally) -> list[tuple[Claim, Annotation, Answer]]:
    """Return an answer's annotations whose words stand in the unit, and count the others."""
    tally.refused += answer.refused
    if answer.problem:
        tally.failed += 1
        return []
    tally.answered += 1
    tally.empty += not answer.annotations and not answer.refused
    tally.annotations += len(answer.annotations)
    texts = unit.source_text, unit.target_text
    tally.stale += bool(answer.texts) and answer.texts != _texts(unit)
    kept = []
    for item in answer.annotations:
        source = locate(item.source, texts[0], item.source_start)
        target = locate(item.target, texts[1], item.target_start)
        lost = bool(item.source.strip()) > bool(source), bool(item.target.strip()) > bool(target)
        code = kind_of(item.category)
        if code == SPELLING and _is_repaired(unit, item, target):
            tally.repaired += 1
        elif any(lost) and not source and not target:
            tally.dropped += 1
            tally.dropped_spans += sum(lost)
        else:
            tally.dropped_spans += sum(lost)
            kept.append((Claim(unit, code, source, target), item, answer))
    return kept


def _texts(unit: Unit) -> str:
    return fingerprint([unit.source_text, unit.target_text])


def _is_repaired(unit: Unit, item: Annotation, target: tuple[Span, ...]) -> bool:
    """Tell whether a repair, applied or proposed, already names the damage."""
    offset = 0
    for segment in unit.target:
        if item.target and not target and locate(item.target, segment.raw):
            return any(repair.status == "applied" for repair in segment.repairs)
        if any(_touches(span, segment, offset) for span in target):
            return True
        offset += len(segment.text) + 1
    return False


def _touches(span: Span, segment: Segment, offset: int) -> bool:
    return any(
        repair.status == "proposed"
        and span.start < offset + repair.edit.end
        and offset + repair.edit.start < span.end
        for repair in segment.repairs
    )


def _finding(
    document: str,
    claim: Claim,
    item: Annotation,
    answer: Answer,
    weighing: Weighing,
    tally: Tally,
) -> Finding:
    weight = weighing.weigh(claim)
    tally.contradicted += weight.says == "contradicted"
    tally.supported += weight.says == "supported"
    placed = bool(claim.source or claim.target)
    severity: Severity = item.severity
    if weight.says == "contradicted" or (not placed and answer.model):
        severity = "info"
    evidence: dict[str, Any] = {
        "annotator": answer.annotator,
        "model": answer.model,
        "category": item.category,
        "claimed": item.severity,
        "reason": item.reason,
        "row": claim.unit.id,
        **_suggested(claim, item, answer),
        **weight.figures,
    }
    if weight.says != "nothing":
        evidence[weight.says] = weight.why
    made = make_finding(
        claim.code,
        document,
        claim.unit.bead.source,
        claim.unit.bead.target,
        round(_SCORES[weight.says] if placed else _NOWHERE, _DECIMALS),
        _message(claim, item, answer, weight.why if weight.says == "contradicted" else ""),
        source_spans=claim.source,
        target_spans=claim.target,
        evidence={key: value for key, value in evidence.items() if value not in ("", None)},
    )
    return replace(made, severity=severity)


def _suggested(claim: Claim, item: Annotation, answer: Answer) -> dict[str, Any]:
    """Return the suggested wording, who suggests it, and which words it replaces."""
    wording, place = fit_suggestion(item.suggestion, claim.target, claim.unit.target_text)
    who = answer.annotator or answer.model
    return (
        {"suggestion": wording, "suggested_by": who, "suggestion_place": place} if wording else {}
    )


def _message(claim: Claim, item: Annotation, answer: Answer, but: str) -> str:
    """Return what annotators say of the pair, in one line, and who says it."""
    said = short(item.reason, 200).rstrip(".") if item.reason else _standard(claim)
    who = answer.annotator or answer.model or "An annotator"
    if claim.code == OTHER:
        said = f"{short(item.category, 40)}: {said}"
    place = label(claim.unit.source)
    quoted = " / ".join(
        f"“{short(' … '.join(span.text for span in side), 50)}”"
        for side in (claim.source, claim.target)
        if side
    )
    message = f"{said} ({quoted or place}; {who})" if quoted else f"{said} ({place}; {who})"
    return f"{message}, but {but}" if but else message


def _standard(claim: Claim) -> str:
    name = REGISTRY[claim.code].name.removeprefix("annotated-").replace("-", " ")
    return f"{name[:1].upper()}{name[1:]}"


Say = Callable[..., str]
"""Gives a text in the language of its reader, with the values that it names put in."""


def _in_english(message: str, **values: object) -> str:
    return message % values


_FATES = (
    ("merged", "%(n)s confirm findings of the checks"),
    ("contradicted", "%(n)s are notes, since the evidence is against them"),
    ("repaired", "%(n)s name damage that is repaired already"),
    ("dropped", "%(n)s quote words that do not stand in the texts, and are dropped"),
    ("refused", "%(n)s have not the right form"),
)
"""What became of remarks: the count of a tally, and how a sentence says it."""


def summary(tallies: Mapping[str, Tally], say: Say = _in_english) -> list[str]:
    """Return one sentence for each annotator: what it read, and what became of its remarks."""
    return [_sentence(name, tally, say) for name, tally in tallies.items()]


def said_sentences(described: Iterable[Mapping[str, Any]], say: Say = _in_english) -> list[str]:
    """Return `summary` of what run.json says of annotators."""
    names = Tally.__dataclass_fields__
    return summary(
        {
            str(item["name"]): Tally(**{key: item[key] for key in names if key in item})
            for item in described
        },
        say,
    )


def _sentence(name: str, tally: Tally, say: Say) -> str:
    counts = {key: f"{number:,}" for key, number in tally.record().items()}
    told: str = say(
        "%(who)s read %(pairs)s pairs and saw nothing to change in %(empty)s of them. "
        "Remarks: %(remarks)s",
        who=name,
        pairs=counts["answered"],
        empty=counts["empty"],
        remarks=counts["annotations"],
    )
    fates = [say(text, n=counts[key]) for key, text in _FATES if counts[key] != "0"]
    if fates:
        told = say("%(told)s, of which %(fates)s", told=told, fates=say(", ").join(fates))
    if tally.failed:
        told = say("%(told)s; %(n)s pairs have no usable answer", told=told, n=counts["failed"])
    return told
