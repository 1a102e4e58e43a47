"""Line breaks inside a paragraph: which are wraps, and what each should become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import ARABIC, DIGITS, Scene

_ITEM = re.compile(
    rf"\s*(?:[-*+•‣▪●◦·–—#>|]|[({DIGITS}]+[).\]:-]|\(?[a-zA-Z{ARABIC}]{{1,4}}[).][ \t])"
)
_BREAK = re.compile(r"\n+")
_WORD_BEFORE = re.compile(r"[A-Za-z\u00c0-\u024f]+-\Z")
_WORD_AFTER = re.compile(r"[a-z\u00df-\u00ff]+")
_SENTENCE_END = frozenset(".!?؟:;؛")
_WRAP_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Break:
    """A break that does not belong: what is to be replaced, by what, why, and by which rule."""

    code: str
    start: int
    before: str
    after: str
    evidence: tuple[Evidence, ...] = ()


def breaks(text: str, scene: Scene) -> Iterator[Break]:
    """Yield hard wraps (N204), divided words (N210) and cuts by a page (N205)."""
    if "\n" not in text:
        return
    length = 0
    position = 0
    for match in _BREAK.finditer(text):
        length += match.start() - position
        position = match.end()
        if match.start() == 0 or match.end() == len(text):
            continue
        joins = scene.whole or (len(match[0]) == 1 and _is_wrap(text, match, length))
        if joins:
            yield _join(text, match, scene)
        else:
            length = 0


def _is_wrap(text: str, match: re.Match[str], length: int) -> bool:
    """Tell whether a break in a text of unknown layout is a wrap.

    A full line, a sentence going on.
    """
    after = text[match.end()]
    if length < _WRAP_LENGTH or _ITEM.match(text, match.end()):
        return False
    if text[match.start() - 1] in _SENTENCE_END:
        return False
    return after.islower() or (not after.isupper() and text[match.start() - 1] not in "،,")


def _join(text: str, match: re.Match[str], scene: Scene) -> Break:
    start = match.start()
    if len(match[0]) > 1:
        around = text[max(0, start - 20) : start] + " … " + text[match.end() : match.end() + 20]
        cut = Evidence("position", "", around, 0.9)
        return Break("N205", start, match[0], " ", (cut,))
    first = _WORD_BEFORE.search(text, max(0, start - 60), start)
    second = _WORD_AFTER.match(text, match.end())
    if not (first and second):
        return Break("N204", start, match[0], " ")
    stem = first[0][:-1]
    evidence = _one_word(stem, second[0], scene)
    if evidence is None:
        return Break("N204", start, match[0], "")
    return Break("N210", start - 1, "-" + match[0], "", (evidence,))


def _one_word(stem: str, rest: str, scene: Scene) -> Evidence | None:
    """Say who shows that a divided word has no hyphen of its own; None if nobody does."""
    if scene.knows(f"{stem}-{rest}"):
        return None
    if scene.knows(stem + rest):
        return Evidence("phrase", "", stem + rest, 0.9)
    # Both halves words by themselves: cross-border may well have kept its own hyphen.
    if scene.listed(stem + rest) and not (scene.listed(stem) and scene.listed(rest)):
        return Evidence("lexicon", "", stem + rest, 0.8)
    return None
