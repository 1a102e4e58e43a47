"""Denials of one side that nothing on the other side answers.

A denial is answered by one that goes with it by kind and place; one that is left over counts where
the word that it denies stands on the other side and nothing about that word denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.evidence.lexicon import Token
from parallel_corpus.language.negation import Marker
from parallel_corpus.model import Language
from parallel_corpus.support.assignment import assign

_HEADS = {"en": 5, "ar": 3}  # words behind a denial among which the denied one is looked for
# Words before and behind the denied word's counterpart in which a denial answers, by its kind.
_NEAR = {"plain": (7, 2), "strong": (6, 1), "soft": (7, 2), "weak": (4, 2)}
# "Failed to" and "failing that" deny whole clauses, as "not" does.
_FAILS = re.compile(r"(?:fail|lack|refus|declin|neglect|omit)", re.IGNORECASE)
_SHORT = 20  # words: in a shorter text a link is hardly chance
CLOSE = 7  # words between a counterpart and its neighbours'
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
_LESS = 8.0  # and one that denies less
_BEHIND = 3.0  # and a denial behind the word that it should deny
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


def unanswered(
    mine: Sequence[Marker], theirs: Sequence[Marker], links: Anchors, language: Language
) -> list[Marker]:
    """Return the plain denials among `mine` that nothing on the other side answers, in order.

    `language` is that of `mine`; `theirs` are the denials of the other text.
    """
    other: Language = "ar" if language == "en" else "en"
    words = links.arabic if language == "en" else links.english
    left = _left_over(
        [m for m in mine if m.kind != "weak"],
        [
            m
            for m in theirs
            if (m.kind != "weak" and not _is_other_than(m, mine, links, language))
            or (_fails(m, links.texts[other == "ar"]) and not _is_taken(m, mine, links, language))
        ],
        links,
        (language, other),
    )
    places = [
        (word_number(words, marker.start), _reach_of(marker, links.texts[language == "en"]))
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


def _reach_of(marker: Marker, text: str) -> str:
    """Return the kind by which a denial answers others about it."""
    return "plain" if _fails(marker, text) else marker.kind


def _fails(marker: Marker, text: str) -> bool:
    """Tell whether an English denial is "fails to" or its like, which Arabic says by "not"."""
    return marker.kind == "weak" and bool(_FAILS.match(text, marker.start))


# Weak denials that translate each other wherever they stand close: of exceptions, and of refusals.
_FELLOWS = tuple(
    (re.compile(f"(?:{english})", re.IGNORECASE), re.compile(f"[وف]?[بلك]?(?:ال)?(?:{arabic})"))
    for english, arabic in (
        ("unless|until|except|only|other than", "إلا|سوى|عدا|فقط|[يت]?استثن"),
        (
            "lack|fail|prevent|prohibit|forb|refus|reject|den(?:y|i)|avoid|exclu|absen|abstain|refrain",
            "نفي|[يتن]?رفض|[يتن]?منع|امتن|[يت]متنع|[يت]?حظر|[يت]?تجنب|[يت]?تخلف|[أي]نكر|إنكار|غياب|غاب",
        ),
    )
)


def _is_taken(marker: Marker, mine: Sequence[Marker], links: Anchors, language: Language) -> bool:
    """Tell whether a weak marker of the other side ("deny") translates a weak one of this side, so
    that it answers no denial."""
    if marker.kind != "weak":
        return False
    own, words, back = links.english, links.arabic, links.back
    other: Language = "ar"
    if language == "ar":
        own, words, back, other = links.arabic, links.english, links.there, "en"
    place = word_number(words, marker.start)
    expected = links.expected(place, other)
    for weak in mine:
        if weak.kind != "weak" or _taken_back(weak, mine):
            continue
        at = word_number(own, weak.start)
        apart = min(abs(at - expected), abs(links.expected(at, language) - place))
        if back.get(place) == at or (
            apart <= _SAME_PLACE and _are_fellows(weak, marker, links, language)
        ):
            return True
    return False


def _are_fellows(one: Marker, other: Marker, links: Anchors, language: Language) -> bool:
    english, arabic = (one, other) if language == "en" else (other, one)
    return any(
        first.match(links.texts[0], english.start) and second.match(links.texts[1], arabic.start)
        for first, second in _FELLOWS
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
    place = word_number(words, marker.start)
    return any(
        text[m.start : m.end].casefold() in _OTHER_THAN
        and abs(links.expected(word_number(own, m.start), language) - place) <= _SAME_PLACE
        for m in mine
    )


def _taken_back(marker: Marker, mine: Sequence[Marker]) -> bool:
    """Tell whether it is the second half of "not prevented", taken back by the denial before."""
    return any(other.twice == marker.start for other in mine)


def _borne_out(marker: Marker, head: int, links: Anchors, language: Language) -> bool:
    """Tell whether a neighbour of the denied word is linked to a neighbour of its counterpart.

    In a long text a link of its own may be chance.
    """
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    if len(words) <= _SHORT:
        return True
    at = word_number(words, marker.start)
    near = [there[i] for i in range(at - 6, at + 9) if i in there and there[i] != head]
    return sum(abs(place - head) <= CLOSE for place in near) >= 2


def _stands_bare(
    marker: Marker, places: Sequence[tuple[int, str]], links: Anchors, language: Language
) -> bool:
    """Tell whether the words on both sides of a denial are found and nothing there denies."""
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    at = word_number(words, marker.start)
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
        place = (
            links.expected(word_number(words[0], one.start), languages[0]) if head is None else head
        )
        for j, two in enumerate(theirs):
            apart = word_number(words[1], two.start) - place
            cost[i, j] = min(abs(apart), _FAR) + _OTHER_KIND * (one.kind != two.kind)
            cost[i, j] += _BEHIND * (head is not None and apart > 0)
            cost[i, j] += _LESS * ("soft" in (one.kind, two.kind))
    paired = {i for i, _ in assign(cost)}
    return [marker for i, marker in enumerate(mine) if i not in paired]


def _head(marker: Marker, links: Anchors, language: Language) -> int | None:
    """Return the other side's counterpart of the word that is denied, by its number."""
    words, there = (links.english, links.there) if language == "en" else (links.arabic, links.back)
    other = links.arabic if language == "en" else links.english
    first = word_number(words, marker.twice if marker.twice >= 0 else marker.denies)
    text, seen = links.texts[language == "ar"], 0
    for at in range(first, len(words)):
        # "What fossils cannot, such as ..." denies nothing that follows.
        behind = marker.end if at == first and marker.twice < 0 else words[at - 1].end
        if (at > first or marker.twice < 0) and _PAUSE.match(text, behind):
            break
        if words[at].stem in _FUNCTION:
            continue
        if at in there and other[there[at]].stem not in _FUNCTION:
            return there[at]
        seen += 1
        if seen >= _HEADS[language]:
            break
    return None


def word_number(words: Sequence[Token], place: int) -> int:
    """Return the number of the word that stands at or behind an offset of the text."""
    return next((n for n, word in enumerate(words) if word.end > place), len(words))
