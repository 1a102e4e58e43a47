"""What the page and the list put into a paragraph: markers, wraps, cuts, indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.stage import ARABIC, DIGITS, Scene, each, fix

# The look-behinds keep a long run of spaces from being tried again at each of them.
_INDENT = re.compile(r"\A\s+|(?<!\s)\s+\Z")
_LINE_END = re.compile(r"(?<![ \t])[ \t]+(?=\n)|(?<=\n)[ \t]+(?=\S)")
_BULLET = re.compile(r"(?:[-*+•‣▪●◦·■□➢►]|\uf0b7)[ \t]+")
_ITEM = re.compile(
    rf"\s*(?:[-*+•‣▪●◦·–—#>|]|[({DIGITS}]+[).\]:-]|\(?[a-zA-Z{ARABIC}]{{1,4}}[).][ \t])"
)
_BREAK = re.compile(r"\n+")
_WORD_BEFORE = re.compile(r"[A-Za-z\u00c0-\u024f]+-\Z")
_WORD_AFTER = re.compile(r"[a-z\u00df-\u00ff]+")
_SENTENCE_END = frozenset(".!?؟:;؛")
_WRAP_LENGTH = 40
_LABEL_LENGTH = 12
# An article names its number itself, perhaps in words: المادة الرابعة عشرة.
_NAMED = re.compile(
    r"(?i)[\s#*_]*(?:art(?:icle|\.)|book|part|title|division|chapter|(?:sub)?section|sec\.|annex"
    r"|appendix|schedule|clause|rule|regulation|principle|§"
    r"|(?:ال)?(?:مادة|فصل|باب|كتاب|جزء|قسم|مبحث|فرع|ملحق|مرفق|جدول|بند|مبدأ|قاعدة))(?![^\W_])"
)


def indentation(text: str, _scene: Scene) -> Iterator[Repair]:
    """White space around the paragraph (N209) and around its line breaks."""
    yield from each("N209", _INDENT, text, "")


def ragged_lines(text: str, _scene: Scene) -> Iterator[Repair]:
    """White space around the line breaks inside a paragraph (N209)."""
    if "\n" in text.strip():
        yield from each("N209", _LINE_END, text, "")


def list_marker(text: str, scene: Scene) -> Iterator[Repair]:
    """The marker in front of a paragraph (N202), or its lack (N203)."""
    if not scene.kind or scene.kind == "note":
        return
    bullet = _BULLET.match(text)
    begin = bullet.end() if bullet else 0
    if scene.number is None:
        if bullet:
            yield fix("N202", 0, bullet[0], "")
        return
    label = _label(scene.number).match(western_digits(text), begin)
    if label:
        yield fix("N202", 0, text[: label.end()], "")
    elif not _mentions(text[begin:], scene.number) and not _NAMED.match(text, begin):
        yield fix("N203", 0, text[:begin], "", evidence=scene.neighbours)


def _label(number: str) -> re.Pattern[str]:
    """A marker of this number: 4. (4) 4) 4- [4] **4.** and the like; digits are Western by now."""
    words = r"[ \t]*".join(re.escape(part) for part in western_digits(number).split())
    closed = rf"[(\[]?[ \t]?{words}[ \t]?(?:[)\].:]+|[-–—](?![{DIGITS}]))"
    return re.compile(
        rf"(\*{{0,3}}|__?|)(?:{closed}\1(?:[ \t]+|(?=[^\W\d_])|(?=[*_(\"'«“]))|{words}\1[ \t]+)",
        re.IGNORECASE,
    )


def _mentions(text: str, number: str) -> bool:
    """Whether the number stands among the first words, as in "Article 5"."""
    head = western_digits(text[: _LABEL_LENGTH + len(number)])
    return bool(re.search(rf"(?<!\w){re.escape(western_digits(number))}(?!\w)", head))


def joined_lines(text: str, scene: Scene) -> Iterator[Repair]:
    """Hard wraps (N204), divided words (N210) and cuts by a page (N205)."""
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
    """Whether a break in a text of unknown layout is a wrap: a full line, a sentence going on."""
    after = text[match.end()]
    if length < _WRAP_LENGTH or _ITEM.match(text, match.end()):
        return False
    if text[match.start() - 1] in _SENTENCE_END:
        return False
    return after.islower() or (not after.isupper() and text[match.start() - 1] not in "،,")


def _join(text: str, match: re.Match[str], scene: Scene) -> Repair:
    start = match.start()
    if len(match[0]) > 1:
        around = text[max(0, start - 20) : start] + " … " + text[match.end() : match.end() + 20]
        cut = Evidence("position", "", around, 0.9)
        return fix("N205", start, match[0], " ", evidence=[cut])
    first = _WORD_BEFORE.search(text, max(0, start - 60), start)
    second = _WORD_AFTER.match(text, match.end())
    if not (first and second):
        return fix("N204", start, match[0], " ")
    stem = first[0][:-1]
    evidence = _one_word(stem, second[0], scene)
    if evidence is None:
        return fix("N204", start, match[0], "")
    return fix("N210", start - 1, "-" + match[0], "", evidence=[evidence])


def _one_word(stem: str, rest: str, scene: Scene) -> Evidence | None:
    """Who says that a divided word has no hyphen of its own; None if nobody does."""
    if scene.knows(f"{stem}-{rest}"):
        return None
    if scene.knows(stem + rest):
        return Evidence("phrase", "", stem + rest, 0.9)
    # Both halves words by themselves: cross-border may well have kept its own hyphen.
    if scene.listed(stem + rest) and not (scene.listed(stem) and scene.listed(rest)):
        return Evidence("lexicon", "", stem + rest, 0.8)
    return None
