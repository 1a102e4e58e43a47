"""What repairs were worth: a text that OCR read, against the text as it is.

Errors are Levenshtein distances over characters and over plain words (no marks, tatweel or
punctuation), as usual for OCR. A word of the truth is fixed where only the repaired text has it
in place, broken where only the text as read had it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from parallel_corpus.model import Document, Language, Repair, Segment
from parallel_corpus.normalise.corpus import repair_words
from parallel_corpus.normalise.document import normalise_document
from parallel_corpus.normalise.record import RawSpans
from parallel_corpus.normalise.text import repair_key

_UNSEEN = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_MARKS = re.compile(r"[^\w\s]|_")
# Words read and meant further apart than this are not taken for one word.
_WINDOW = 25
# A page and its truth that differ more than this are not the same page.
_DIFFERENT = 0.7
_BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Errors:
    """Edits between a text and its truth, and how many characters or words the truth has."""

    edits: int = 0
    of: int = 0

    @property
    def rate(self) -> float:
        return self.edits / self.of if self.of else 0.0

    def __add__(self, other: Errors) -> Errors:
        return Errors(self.edits + other.edits, self.of + other.of)


@dataclass(slots=True)
class Reliability:
    """Repairs of words of one band of confidence: how many, and how many the truth has."""

    repairs: int = 0
    right: int = 0


@dataclass(slots=True)
class RuleWorth:
    """Repairs by one rule: how many there are, and how many words each way they moved."""

    applied: int = 0
    proposed: int = 0
    fixed: int = 0
    broken: int = 0


@dataclass(slots=True)
class Worth:
    """Errors before, after the applied repairs, and if each proposal were accepted, too."""

    pages: int = 0
    left_out: int = 0
    worse: int = 0
    fixed: int = 0
    broken: int = 0
    characters: dict[str, Errors] = field(default_factory=dict)
    words: dict[str, Errors] = field(default_factory=dict)
    rules: dict[str, RuleWorth] = field(default_factory=dict)
    applied: dict[str, Reliability] = field(default_factory=dict)
    proposed: dict[str, Reliability] = field(default_factory=dict)

    def add(self, kind: str, characters: Errors, words: Errors) -> None:
        self.characters[kind] = self.characters.get(kind, Errors()) + characters
        self.words[kind] = self.words.get(kind, Errors()) + words

    def merge(self, other: Worth) -> None:
        """Add what was found in another book."""
        self.pages += other.pages
        self.left_out += other.left_out
        self.worse += other.worse
        self.fixed += other.fixed
        self.broken += other.broken
        for kind, letters in other.characters.items():
            self.add(kind, letters, other.words[kind])
        for code, row in other.rules.items():
            mine = self.rules.setdefault(code, RuleWorth())
            mine.applied += row.applied
            mine.proposed += row.proposed
            mine.fixed += row.fixed
            mine.broken += row.broken
        for bands, others in ((self.applied, other.applied), (self.proposed, other.proposed)):
            for name, found in others.items():
                band = bands.setdefault(name, Reliability())
                band.repairs += found.repairs
                band.right += found.right

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain types; rates are shares of the truth's length."""

        def rates(found: dict[str, Errors]) -> dict[str, Any]:
            return {
                kind: {"edits": item.edits, "of": item.of, "rate": round(item.rate, 6)}
                for kind, item in found.items()
            }

        return {
            "pages": self.pages,
            "pages_left_out": self.left_out,
            "pages_worse": self.worse,
            "fixed": self.fixed,
            "broken": self.broken,
            "characters": rates(self.characters),
            "words": rates(self.words),
            "rules": {code: asdict(self.rules[code]) for code in sorted(self.rules)},
            "reliability": {
                status: {band: asdict(bands[band]) for band in sorted(bands)}
                for status, bands in (("applied", self.applied), ("proposed", self.proposed))
            },
        }


def plain_words(text: str) -> list[str]:
    """Return the words of a text without vowel marks, tatweel and punctuation."""
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _MARKS.sub(" ", bare).split()


def evaluate_pages(pages: Sequence[tuple[str, str]], language: Language) -> Worth:
    """Repair the pages of one book, as OCR read them, and compare each with its truth.

    `pages` holds (as read, as it is). The pages are one document: what one page says is evidence
    for the others. Pages that hardly share a word with their truth are left out of the figures.
    """
    segments = tuple(
        Segment(f"book:{language}:p{number}", language, f"p{number}", read, read)
        for number, (read, _) in enumerate(pages, 1)
    )
    document = Document("book", language, segments)
    done = _repaired(document, {})
    accepted = _repaired(document, _all_accepted(done))
    worth = Worth()
    for segment, also, (read, truth) in zip(done.segments, accepted.segments, pages, strict=True):
        if Levenshtein.normalized_distance(plain_words(read), plain_words(truth)) < _DIFFERENT:
            texts = {"before": read, "after": segment.text, "accepted": also.text}
            _add_page(worth, texts, truth, segment.repairs)
        else:
            worth.left_out += 1
    return worth


def _repaired(document: Document, decisions: Mapping[str, str]) -> Document:
    normalised = normalise_document(document, decisions=decisions)
    return repair_words([normalised], decisions=decisions)[0]


def _all_accepted(done: Document) -> dict[str, str]:
    """Return the decisions of a person who accepts all that is proposed.

    What is proposed once for all its places is thus accepted at all of them.
    """
    return {
        repair_key(segment.id, repair, spans): "accept"
        for segment in done.segments
        for spans in (RawSpans(segment.repairs),)
        for repair in segment.repairs
        if repair.status == "proposed"
    }


def _add_page(
    worth: Worth, texts: Mapping[str, str], truth: str, repairs: Sequence[Repair]
) -> None:
    meant = plain_words(truth)
    words = {kind: plain_words(text) for kind, text in texts.items()}
    for kind, text in texts.items():
        letters = Levenshtein.distance(_one_line(text), _one_line(truth))
        edits = Levenshtein.distance(words[kind], meant)
        worth.add(kind, Errors(letters, len(_one_line(truth))), Errors(edits, len(meant)))
    was, now = _right(words["before"], meant), _right(words["after"], meant)
    worth.pages += 1
    worth.fixed += len(now - was)
    worth.broken += len(was - now)
    before, after = (Levenshtein.distance(words[kind], meant) for kind in ("before", "after"))
    worth.worse += after > before
    _by_rule(worth, texts["before"], repairs, meant)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _right(words: Sequence[str], meant: Sequence[str]) -> set[int]:
    """Return the places in the truth of words that a text has in place."""
    steps = Levenshtein.opcodes(words, meant)
    return {i for s in steps if s.tag == "equal" for i in range(s.dest_start, s.dest_end)}


def _by_rule(worth: Worth, read: str, repairs: Sequence[Repair], meant: Sequence[str]) -> None:
    """Count each repair; a repair of words is judged by the truth around its place in the page."""
    for repair, verdict in verdicts(read, repairs, meant):
        row = worth.rules.setdefault(repair.code, RuleWorth())
        row.applied += repair.status == "applied"
        row.proposed += repair.status == "proposed"
        if repair.status == "applied":
            row.fixed += verdict > 0
            row.broken += verdict < 0
        if repair.code.startswith("N7") and plain_words(repair.edit.after):
            bands = worth.applied if repair.status == "applied" else worth.proposed
            band = bands.setdefault(_band(repair.confidence), Reliability())
            band.repairs += 1
            band.right += verdict > 0


def verdicts(
    read: str, repairs: Sequence[Repair], meant: Sequence[str]
) -> Iterator[tuple[Repair, int]]:
    """Yield each repair that nobody rejected, with 1 where it is right, -1 where it breaks a word.

    0 where the truth has neither what was read nor what the repair says near its place.
    """
    place = _places(plain_words(read), meant)
    spans = RawSpans(repairs)
    for repair in repairs:
        if repair.status != "rejected":
            start, _ = spans.of(repair)
            yield repair, _verdict(repair, meant, place, len(plain_words(read[:start])))


def _band(confidence: float) -> str:
    return next(f"{low:.1f}" for low in _BANDS if confidence >= low)


def _places(words: Sequence[str], meant: Sequence[str]) -> list[int]:
    """Return for each word that was read about where it stands in the truth."""
    places = [0] * (len(words) + 1)
    for step in Levenshtein.opcodes(words, meant):
        for offset in range(step.src_end - step.src_start):
            places[step.src_start + offset] = min(step.dest_start + offset, step.dest_end)
    places[-1] = len(meant)
    return places


def _verdict(repair: Repair, meant: Sequence[str], place: Sequence[int], at: int) -> int:
    """Return 1 if the truth near a repair's place has its wording, -1 if it has what was read."""
    said, says = plain_words(repair.edit.before), plain_words(repair.edit.after)
    centre = place[min(at, len(place) - 1)]
    around = list(meant[max(0, centre - _WINDOW) : centre + _WINDOW])
    old, new = _dotted(said), _dotted(says)
    if old == new:  # Only the dots of a final ya are in question.
        return 0 if said == says else _stands(says, around) - _stands(said, around)
    around = _dotted(around)
    here, there = _stands(old, around), _stands(new, around)
    return there - here


def _dotted(words: Sequence[str]) -> list[str]:
    """Fold final ى to ي: a truth in modern spelling does not refute a repair of an older one."""
    return [word[:-1] + "ي" if word.endswith("ى") else word for word in words]


def _stands(words: Sequence[str], around: Sequence[str]) -> bool:
    size = len(words)
    found = (list(around[i : i + size]) == list(words) for i in range(len(around) - size + 1))
    return size > 0 and any(found)


def format_worth(worth: Worth) -> str:
    """Return the figures for people to read."""
    lines = [
        f"{worth.pages} pages, {worth.worse} of them worse after repair"
        + (f"; {worth.left_out} left out: not the same page" if worth.left_out else "")
    ]
    for name, found in (("characters", worth.characters), ("words", worth.words)):
        before, after, accepted = (found.get(k, Errors()) for k in ("before", "after", "accepted"))
        lines.append(
            f"{name:10} wrong: {before.rate:7.2%} as read, {after.rate:7.2%} repaired, "
            f"{accepted.rate:7.2%} with every proposal accepted"
        )
    lines.append(f"words fixed: {worth.fixed}, broken: {worth.broken}")
    if worth.rules:
        lines.append(f"{'rule':6}{'applied':>9}{'proposed':>10}{'fixed':>7}{'broken':>8}")
    for code, row in sorted(worth.rules.items()):
        lines.append(f"{code:6}{row.applied:9}{row.proposed:10}{row.fixed:7}{row.broken:8}")
    for status, bands in (("applied", worth.applied), ("proposed", worth.proposed)):
        lines += [
            f"{status} at {band} or more: {bands[band].right} of {bands[band].repairs} right"
            for band in sorted(bands, reverse=True)
        ]
    return "\n".join(lines)


__all__ = ["Worth", "evaluate_pages", "format_worth", "plain_words", "verdicts"]
