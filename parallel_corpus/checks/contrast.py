"""Two closed lists against each other: where one side says a thing and the other its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.evidence.lexicon import Token
from parallel_corpus.language.closed import ClosedList, Mention
from parallel_corpus.language.literals import blank
from parallel_corpus.language.negation import markers
from parallel_corpus.model import Finding, Language, Severity, Unit
from parallel_corpus.support.journal import say_once

_REACH = 8  # words about the place where the counterpart should stand
_SHORT = 12  # words: in a shorter text every word is near
_MOST = 50  # times that a word stands in a text: of one with more the first are compared
_DENIED = 4  # words within which a denial turns a word into its opposite


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of the English text and one of the Arabic text that says the opposite."""

    english: Mention
    arabic: Mention


@dataclass(frozen=True)
class Sides:
    """The texts of a unit by language, and what of a closed list stands in them."""

    english: str
    arabic: str
    mentions: tuple[tuple[Mention, ...], tuple[Mention, ...]]

    @classmethod
    def of(cls, context: CheckContext, unit: Unit, lists: tuple[ClosedList, ClosedList]) -> Sides:
        """Return the sides of a unit; addresses, code and markup say nothing."""
        english, arabic = context.texts(unit)
        found = (
            tuple(lists[0].mentions(blank(english))),
            tuple(lists[1].mentions(blank(arabic))),
        )
        return cls(english, arabic, found)

    def has(self, language: Language, name: str) -> bool:
        """Tell whether that side has a name of the list."""
        return any(m.name == name for m in self.mentions[language == "ar"])


def contrasts(
    sides: Sides, links: Anchors, opposites: Iterable[tuple[str, str]]
) -> Iterator[Contrast]:
    """Find where English says `a` and Arabic `b`, and neither side says the other of the two.

    `opposites` are pairs of names, taken both ways. A name with a question mark answers and does
    not say. The two words have to stand at corresponding places, neither may have a counterpart of
    its own, and neither may be denied: "not below" is "above".
    """
    names = [{mention.name for mention in side} for side in sides.mentions]
    answered = [{name.removesuffix("?") for name in side} for side in names]
    for one, other in opposites:
        for a, b in ((one, other), (other, one)):
            if a not in names[0] or b not in names[1] or a in answered[1]:
                continue
            # Where English says the other as well, only the very word that answers `a` counts.
            found = _nearest(sides, links, a, b, linked=b in answered[0])
            if found:
                yield found


def _nearest(sides: Sides, links: Anchors, a: str, b: str, *, linked: bool) -> Contrast | None:
    here, there = (
        [mention for mention in side if mention.name == name]
        for side, name in zip(sides.mentions, (a, b), strict=True)
    )
    if max(len(here), len(there)) > _MOST:
        say_once(f"of a word that stands in a text more than {_MOST} times the first are compared")
        here, there = here[:_MOST], there[:_MOST]
    short = max(len(links.english), len(links.arabic)) <= _SHORT
    best: tuple[float, Contrast] | None = None
    for one in here:
        number = word_number(links.english, one.start)
        expected = links.expected(number, "en")
        for two in there:
            place = word_number(links.arabic, two.start)
            apart = abs(expected - place)
            places = range(place, word_number(links.arabic, two.end - 1) + 1)
            numbers = range(number, word_number(links.english, one.end - 1) + 1)
            if links.there.get(number, place) not in places:
                continue
            if links.back.get(place, number) not in numbers:
                continue
            if linked and (
                links.there.get(number) not in places or _is_answered(sides, (one, two))
            ):
                continue
            if (short or apart <= _REACH) and (best is None or apart < best[0]):
                best = apart, Contrast(one, two)
    if best is None or _denied(sides.english, best[1].english, "en"):
        return None
    return None if _denied(sides.arabic, best[1].arabic, "ar") else best[1]


def _is_answered(sides: Sides, pair: tuple[Mention, Mention]) -> bool:
    """Tell whether an English word that the Arabic one may answer stands nearer than its link.

    Places are taken in shares of the texts.
    """
    one, two = pair
    place = two.start / max(1, len(sides.arabic))
    whole = max(1, len(sides.english))
    apart = abs(one.start / whole - place)
    return any(
        abs(other.start / whole - place) < apart
        for other in sides.mentions[0]
        if other.name.removesuffix("?") == two.name
    )


def _denied(text: str, mention: Mention, language: Language) -> bool:
    before = text[: mention.start].split()[-_DENIED:]
    return any(m.kind != "weak" for m in markers(" ".join(before), language))


def word_number(words: Sequence[Token], place: int) -> int:
    """Return the number of the word that stands at or behind a place of the text."""
    return next((n for n, word in enumerate(words) if word.end > place), max(0, len(words) - 1))


def contrast_finding(
    context: CheckContext,
    unit: Unit,
    sides: Sides,
    found: Contrast,
    code: str,
    said: str = "the opposite",
    severity: Severity | None = None,
) -> Finding:
    """Return the finding that tells one contrast; `severity` where it is not the check's own."""
    english = span(sides.english, found.english.start, found.english.end)
    arabic = span(sides.arabic, found.arabic.start, found.arabic.end)
    found_here = context.finding(
        code,
        unit,
        0.7,
        f"“{english.text}” stands beside “{arabic.text}”, which says {said}",
        english_spans=[english],
        arabic_spans=[arabic],
        evidence={"pattern": f"{found.english.name} / {found.arabic.name}"},
    )
    return replace(found_here, severity=severity)
