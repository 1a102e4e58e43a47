"""What checks, models and people marked, from whatever file, in one form that compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.people import People, people_answers
from parallel_corpus.annotators.records import json_lines
from parallel_corpus.checks import REGISTRY
from parallel_corpus.checks.annotated import kind_of
from parallel_corpus.errors import ReadError
from parallel_corpus.language import script
from parallel_corpus.model import Answer, Severity

_CHECKS = "checks"
_NOT = re.compile(r"(?<=[a-z])n['’]t\b", re.IGNORECASE)
_QUOTED = 300  # words of a quotation that are compared; a longer one points at no place
_LATIN, _ARABIC = 4, 3  # letters: most shorter words are articles and prepositions


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a pair: `refs` are all names by which the pair may be known.

    `source` and `target` are the quoted words, as comparison keys; `kind` is the check's or the
    annotation's code, `category` what its maker calls it, `pair` the id of the pair as people know
    it, `quoted` the words as they stand on either side, `says` the message or the reason, `score`
    how sure a finding is (0-1).
    """

    refs: frozenset[str]
    by: str
    kind: str
    category: str
    severity: Severity
    source: tuple[tuple[str, ...], ...] = ()
    target: tuple[tuple[str, ...], ...] = ()
    pair: str = ""
    quoted: tuple[str, str] = ("", "")
    says: str = ""
    score: float | None = None

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
    if first and isinstance(first[1], Mapping) and _is_finding(first[1]):
        return _grouped(_finding_mark(row, f"{path}:{number}") for number, row in json_lines(path))
    return _of_answers(People(path).answers)


def marks_of(rows: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """Return the marks in rows that are in memory: findings, or people's annotations.

    The rows have the keys of the files that `read_marks` reads. Raises ReadError for other rows.
    """
    listed = list(rows)
    if listed and _is_finding(listed[0]):
        return [_finding_mark(row, f"finding {number}") for number, row in enumerate(listed)]
    return [mark for marked in _of_answers(people_answers(listed)) for mark in marked.marks]


def _is_finding(row: Mapping[str, Any]) -> bool:
    return "code" in row and "message" in row


def _of_answers(answers: Iterable[Answer]) -> list[Marked]:
    answers = list(answers)
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


def _finding_mark(row: Mapping[str, Any], where: str) -> Mark:
    try:
        evidence = row.get("evidence", {})
        # In memory, the index that the caller's pairs have; else the id that their file gives.
        pair = row.get("row", evidence.get("row"))
        name = "" if pair is None else str(pair)
        refs = {*row["source"], *row["target"], name}
        quoted = [[str(item[2]) for item in row.get(f"{side}_spans", ())]
                  for side in ("source", "target")]  # fmt: skip
        return Mark(
            refs=frozenset(refs - {""}),
            by=_maker(row["code"], evidence),
            kind=row["code"],
            category=str(evidence.get("category", row.get("name", row["code"]))),
            severity=row["severity"],
            source=tuple(map(_words, quoted[0])),
            target=tuple(map(_words, quoted[1])),
            pair=name or " = ".join(" + ".join(row[side]) for side in ("source", "target")),
            quoted=(" … ".join(quoted[0]), " … ".join(quoted[1])),
            says=str(row["message"]),
            score=row.get("score"),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ReadError("is not a finding", where=where, hint="Give findings.jsonl") from error


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
            pair=answer.id,
            quoted=(item.source, item.target),
            says=item.reason,
        )


def _quoted(text: str) -> tuple[tuple[str, ...], ...]:
    words = _words(text)
    return (words,) if words else ()


def _words(text: str) -> tuple[str, ...]:
    # "n't" is a word, as in treebanks: a check quotes it alone, a person the verb with it.
    keys = (key for key in script.word_keys(_NOT.sub(r" \g<0>", text)) if key)
    return tuple(islice(keys, _QUOTED))
