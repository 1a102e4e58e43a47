"""What checks, models and people marked, from whatever file, in one form that compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.people import People
from parallel_corpus.annotators.records import json_lines
from parallel_corpus.checks import REGISTRY
from parallel_corpus.checks.annotated import kind_of
from parallel_corpus.errors import ReadError
from parallel_corpus.language import script
from parallel_corpus.model import Answer, Severity

_CHECKS = "checks"
_LATIN, _ARABIC = 4, 3  # letters: most shorter words are articles and prepositions


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a pair: `refs` are all names by which the pair may be known.

    `source` and `target` are the quoted words, as comparison keys; `kind` is the check's or the
    annotation's code, `category` what its maker calls it.
    """

    refs: frozenset[str]
    by: str
    kind: str
    category: str
    severity: Severity
    source: tuple[tuple[str, ...], ...] = ()
    target: tuple[tuple[str, ...], ...] = ()

    @property
    def family(self) -> str:
        return REGISTRY[self.kind].family if self.kind in REGISTRY else "unknown"

    @property
    def words(self) -> int:
        """How many words are quoted, on both sides."""
        return sum(map(len, (*self.source, *self.target)))


@dataclass(frozen=True, slots=True)
class Marked:
    """What one annotator marked. `read` are the pairs that it read, None where that is unknown."""

    by: str
    marks: tuple[Mark, ...]
    read: frozenset[str] | None = None


def read_marks(path: Path) -> list[Marked]:
    """Return what each annotator marked in a file of findings or of annotations.

    findings.jsonl, annotations.jsonl and people's TSV, CSV and JSON lines are told apart by what
    stands in them. Raises ReadError for what is none of them.
    """
    first = next(json_lines(path), None) if path.suffix.lower() == ".jsonl" else None
    if first and isinstance(first[1], Mapping) and "code" in first[1] and "message" in first[1]:
        return _grouped(_findings(path))
    answers = People(path).answers
    read: dict[str, set[str]] = {}
    for answer in answers:
        if not answer.problem:
            read.setdefault(answer.annotator, set()).update(refs_of(answer.id))
    marks = [mark for answer in answers for mark in _of_answer(answer)]
    return [
        Marked(by, tuple(m for m in marks if m.by == by), frozenset(pairs))
        for by, pairs in read.items()
    ]


def refs_of(pair: str) -> frozenset[str]:
    """Return all names in the id of a pair: the row, or its segments.

    >>> sorted(refs_of("d:en:p1 + d:en:p2 = d:ar:p1"))
    ['d:ar:p1', 'd:en:p1', 'd:en:p2']
    """
    return frozenset(ref for side in pair.split(" = ") for ref in side.split(" + ") if ref)


def overlap(one: Mark, other: Mark) -> int:
    """Return how many quoted words two marks share, the longest run of each side.

    A run counts that has a word of four letters (Arabic: three) or is more than half of the shorter
    quotation: a shared “the” is no overlap.
    """
    return _longest(one.source, other.source) + _longest(one.target, other.target)


def _longest(these: Sequence[tuple[str, ...]], those: Sequence[tuple[str, ...]]) -> int:
    best = 0
    for a in these:
        for b in those:
            run = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
            shared = a[run.a : run.a + run.size]
            if run.size * 2 > min(len(a), len(b)) or any(map(_tells, shared)):
                best = max(best, run.size)
    return best


def _tells(word: str) -> bool:
    return len(word) >= (_ARABIC if script.script_of(word) == "ar" else _LATIN)


def _grouped(marks: Iterable[Mark]) -> list[Marked]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.by, []).append(mark)
    return [Marked(by, tuple(own)) for by, own in found.items()]


def _findings(path: Path) -> Iterator[Mark]:
    for number, row in json_lines(path):
        try:
            evidence = row.get("evidence", {})
            refs = {*row["source"], *row["target"], str(evidence.get("row", ""))}
            quoted = [tuple(_words(item[2]) for item in row.get(f"{side}_spans", ()))
                      for side in ("source", "target")]  # fmt: skip
            yield Mark(
                refs=frozenset(refs - {""}),
                by=_maker(row["code"], evidence),
                kind=row["code"],
                category=str(evidence.get("category", row.get("name", row["code"]))),
                severity=row["severity"],
                source=quoted[0],
                target=quoted[1],
            )
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ReadError(
                "is not a finding", where=f"{path}:{number}", hint="Give findings.jsonl"
            ) from error


def _maker(code: str, evidence: Mapping[str, Any]) -> str:
    if code.startswith("R"):
        return str(evidence.get("annotator") or evidence.get("model") or "annotator")
    return _CHECKS


def _of_answer(answer: Answer) -> Iterator[Mark]:
    for item in answer.annotations:
        yield Mark(
            refs=refs_of(answer.id),
            by=answer.annotator,
            kind=kind_of(item.category),
            category=item.category,
            severity=item.severity,
            source=_quoted(item.source),
            target=_quoted(item.target),
        )


def _quoted(text: str) -> tuple[tuple[str, ...], ...]:
    words = _words(text)
    return (words,) if words else ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(key for key in script.word_keys(text) if key)
