"""A negation that one side has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.evidence.lexicon import Token, load_dictionary, stem
from parallel_corpus.language.ability import can_be_done, cannot_be_done
from parallel_corpus.language.literals import blank
from parallel_corpus.language.negation import Marker, markers
from parallel_corpus.model import Finding, Language, Unit
from parallel_corpus.support.assignment import assign

_HEADS = {"en": 5, "ar": 3}  # words behind a denial among which the denied one is looked for
# Words before and behind the denied word's counterpart in which a denial answers, by its kind.
_NEAR = {"plain": (7, 2), "strong": (6, 1), "soft": (7, 2), "weak": (4, 2)}
_SHORT = 20  # words: in a shorter text a link is hardly chance
_CLOSE = 7  # words between a counterpart and its neighbours'
_STRETCH = 24  # words that a clause may take
# What another clause follows; a comma before a preposition parts none: "sublet, in whole".
_PAUSE = re.compile(
    r"\W?[;:.؛]\s|\W?[,،]\s(?!(?:in|at|by|for|with|on|of|to|or|nor|and|whether|either|without|except|"
    r"including|under|from)\b|(?:في|من|على|ب|ل|أو|سواء|دون|إلا|بما|ولا)\b)",
    re.IGNORECASE,
)
_OTHER_THAN = frozenset(["other than", "except"])
_SAME_PLACE = 2  # words from where one of these is expected on the other side
_FAR = 30.0  # words: farther is all the same
_OTHER_KIND = 4.0  # words of distance that another kind of denial counts for
# What stands between a denial and the word it denies, and is not that word.
_FUNCTION = frozenset(
    word
    for line in (
        "the a an to of in be been is are was were has have had do does did any such shall will",
        "may must can could would should it its that this them they he she his her on at by for",
        "with very also now today still always even just entirely fully really more most when if",
        "who which من في على الى ان هذا هذه ذلك التي الذي اي او و عن مع كان يكون تكون هو هي هم قد",
        "عند اذا واذا فان كل بعد ايض اليوم جد and or but as well so than then thus there here",
        "while where because since ثم لكن ولكن حتى ما هناك بشكل نحو",
    )
    for word in line.split()
)


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        english_first = context.bitext.source_language == "en"
        texts = unit.source_text, unit.target_text
        english, arabic = texts if english_first else texts[::-1]
        here = markers(blank(english), "en", _exists)
        there = markers(blank(arabic), "ar")
        able = _ability(context, unit, english, arabic)
        if able is not None:
            yield able
        if not any(m.kind == "plain" or m.twice >= 0 for m in (*here, *there)):
            continue
        links = context.anchors[unit.key]
        language: Language
        for language, mine, theirs in (("en", here, there), ("ar", there, here)):
            plain = _unanswered(mine, theirs, links, language)
            if plain:
                yield _finding(context, unit, plain, language)


def _ability(context: CheckContext, unit: Unit, english: str, arabic: str) -> Finding | None:
    """Return what cannot be done in English ("irrevocable") and can in Arabic (قابل لـ)."""
    said = can_be_done(arabic) if "قابل" in arabic else []
    denied = cannot_be_done(english) if said else []
    if not denied:
        return None
    links = context.anchors[unit.key]
    apart, here, there = min(
        (
            abs(
                links.expected(_number(links.english, one[0]), "en")
                - _number(links.arabic, other[0])
            ),
            one,
            other,
        )
        for one in denied
        for other in said
    )
    if apart > _CLOSE:
        return None
    spans = span(english, *here), span(arabic, *there)
    source, target = spans if context.bitext.source_language == "en" else spans[::-1]
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"“{source.text}” stands beside “{target.text}”: one side says that it cannot be done, "
        "the other that it can",
        source_spans=[source],
        target_spans=[target],
    )


def _exists(word: str) -> bool:
    return stem(word) in load_dictionary().translations


def _unanswered(
    mine: Sequence[Marker], theirs: Sequence[Marker], links: Anchors, language: Language
) -> list[Marker]:
    """Return the plain denials that have no counterpart on the other side.

    Denials go with one another by kind and place. One that is left over counts where the word it
    denies stands on the other side, and nothing about that word there denies.
    """
    other: Language = "ar" if language == "en" else "en"
    words = links.arabic if language == "en" else links.english
    left = _left_over(
        [m for m in mine if m.kind != "weak"],
        [m for m in theirs if m.kind != "weak" and not _is_other_than(m, mine, links, language)],
        links,
        (language, other),
    )
    places = [
        (_number(words, marker.start), marker.kind)
        for marker in theirs
        if not _is_taken(marker, mine, links, language)
    ]
    found = []
    for marker in left:
        if not (marker.kind == "plain" or marker.twice >= 0):
            continue
        head = _head(marker, links, language)
        if head is None:
            if marker.twice < 0 and _stands_bare(marker, places, links, language):
                found.append(marker)
            continue
        if not _borne_out(marker, head, links, language):
            continue
        near = [p for p, kind in places if -_NEAR[kind][0] <= p - head <= _NEAR[kind][1]]
        # "is not prevented": the other side's "prevents" answers one denial of the two.
        if near == ([] if marker.twice < 0 else [head]):
            found.append(marker)
    return found


def _is_taken(marker: Marker, mine: Sequence[Marker], links: Anchors, language: Language) -> bool:
    """Tell whether a weak marker of the other side ("deny") translates a weak one of this side, so
    that it answers no denial."""
    if marker.kind != "weak":
        return False
    words, back = (links.arabic, links.back) if language == "en" else (links.english, links.there)
    own = links.english if language == "en" else links.arabic
    at = back.get(_number(words, marker.start))
    return at is not None and any(
        other.kind == "weak"
        and not _taken_back(other, mine)
        and other.start < own[at].end
        and own[at].start < other.end
        for other in mine
    )


def _is_other_than(
    marker: Marker, mine: Sequence[Marker], links: Anchors, language: Language
) -> bool:
    """Tell whether غير on the other side stands where this side's "other than" has its place."""
    if marker.kind != "strong":
        return False
    own, words = (
        (links.english, links.arabic) if language == "en" else (links.arabic, links.english)
    )
    text = links.texts[language == "ar"]
    place = _number(words, marker.start)
    return any(
        text[m.start : m.end].casefold() in _OTHER_THAN
        and abs(links.expected(_number(own, m.start), language) - place) <= _SAME_PLACE
        for m in mine
    )


def _taken_back(marker: Marker, mine: Sequence[Marker]) -> bool:
    """Tell whether it is the second half of "not prevented", taken back by the denial before it."""
    return any(other.twice == marker.start for other in mine)


def _borne_out(marker: Marker, head: int, links: Anchors, language: Language) -> bool:
    """Tell whether a neighbour of the denied word is linked to a neighbour of its counterpart.

    In a long text a link of its own may be chance.
    """
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    if len(words) <= _SHORT:
        return True
    at = _number(words, marker.start)
    near = [there[i] for i in range(at - 6, at + 9) if i in there and there[i] != head]
    return sum(abs(place - head) <= _CLOSE for place in near) >= 2


def _stands_bare(
    marker: Marker, places: Sequence[tuple[int, str]], links: Anchors, language: Language
) -> bool:
    """Tell whether the words on both sides of a denial are found and nothing there denies."""
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    at = _number(words, marker.start)
    other = links.arabic if language == "en" else links.english
    before, after = (
        [there[i] for i in place if 0 <= i < len(words) and i in there
         and words[i].stem not in _FUNCTION and other[there[i]].stem not in _FUNCTION]
        for place in (range(at - 4, at), range(at + 1, at + 8))
    )  # fmt: skip
    if not before or not after:
        return False
    low, high = min(*before, *after) - 3, max(*before, *after) + 3
    return high - low <= _STRETCH and not any(low <= place <= high for place, _ in places)


def _left_over(
    mine: Sequence[Marker],
    theirs: Sequence[Marker],
    links: Anchors,
    languages: tuple[Language, Language],
) -> list[Marker]:
    """Return those of `mine` left unpaired when as many as can be pair at least cost."""
    if not mine or not theirs:
        return list(mine)
    words = links.english, links.arabic
    if languages[0] == "ar":
        words = words[::-1]
    cost = np.zeros((len(mine), len(theirs)))
    for i, one in enumerate(mine):
        head = _head(one, links, languages[0])
        place = links.expected(_number(words[0], one.start), languages[0]) if head is None else head
        for j, two in enumerate(theirs):
            apart = abs(place - _number(words[1], two.start))
            cost[i, j] = min(apart, _FAR) + _OTHER_KIND * (one.kind != two.kind)
            cost[i, j] += _FAR * ("soft" in (one.kind, two.kind))
    paired = {i for i, _ in assign(cost)}
    return [marker for i, marker in enumerate(mine) if i not in paired]


def _head(marker: Marker, links: Anchors, language: Language) -> int | None:
    """Return the number of the other side's counterpart of the denied word."""
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    other = links.arabic if language == "en" else links.english
    first = _number(words, marker.twice if marker.twice >= 0 else marker.denies)
    text, seen = links.texts[language == "ar"], 0
    for at in range(first, len(words)):
        if at > first and _PAUSE.match(text, words[at - 1].end):
            break
        if words[at].stem in _FUNCTION:
            continue
        if at in there and other[there[at]].stem not in _FUNCTION:
            return there[at]
        seen += 1
        if seen >= _HEADS[language]:
            break
    return None


def _number(words: Sequence[Token], place: int) -> int:
    """Return the number of the word that stands at or behind a place of the text."""
    return next((n for n, word in enumerate(words) if word.end > place), len(words))


def _finding(
    context: CheckContext, unit: Unit, plain: Sequence[Marker], language: Language
) -> Finding:
    lost = context.bitext.source_language == language
    text = unit.source_text if lost else unit.target_text
    spans = [span(text, marker.start, marker.end) for marker in plain]
    said = spans[0].text
    return context.finding(
        CHECK.code,
        unit,
        0.7,
        f"The source denies (“{said}”) and the translation does not"
        if lost
        else f"The translation denies (“{said}”) and the source does not",
        source_spans=spans if lost else (),
        target_spans=() if lost else spans,
    )


CHECK = Check(
    code="C04",
    name="negation",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A plain negation (not, never, no; لا, لم, لن, ليس) of a word whose counterpart "
        "stands on the other side with nothing about it that negates: no negation of its own, no "
        "“without”, “lack”, “un-”, غير, عدم, دون, إلا. Questions that expect assent, “not only”, "
        "لا سيما and the like deny nothing.",
        matters="One small word turns a duty into its opposite.",
        wrong="Languages deny by other words: “remain” for “not cease”, أبقى for “did not remove”.",
        example="“shall not be published” beside “يُنشر”.",
    ),
    run=_run,
    marks_any_word=True,
)
