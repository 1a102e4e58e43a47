"""Words that deny, in English and Arabic, and those that look as if they did.

Four kinds are told apart. A plain marker denies what follows it (not, never, no; لا, لم, لن, ليس).
A strong one denies too, but is part of a noun phrase or a word (without, unclear; غير, عدم, دون).
A soft one has the word and denies nothing, or less ("not only", "isn't it?", لا سيما, أليس كذلك).
A weak one may stand for a denial in a translation (fail, avoid, unless; رفض, إلا, عجز).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from typing import Literal

from parallel_corpus.language import script
from parallel_corpus.language.closed import read_table
from parallel_corpus.language.denied_verbs import is_denied_verb
from parallel_corpus.model import Language

Kind = Literal["plain", "strong", "soft", "weak"]

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Marker:
    """One word or phrase that denies; `start` and `end` are offsets of the text."""

    start: int
    end: int
    kind: Kind
    denies: int
    """Offset behind which the word stands that is denied; for "unclear", that of the word."""
    twice: int = -1
    """Where the second denial starts that takes this one back: "did not *fail*". -1: nowhere."""


# --- English

_EN_PLAIN = re.compile(
    r"\b(?:not|cannot|never|lest|(?:have|has|had|is|are) yet to|too(?= \w+ to\b)|none|nobody|"
    r"nothing|nowhere|neither|nay|no(?!-|\.? ?(?:\d|[(#])|s?\.\s))\b|"
    r"(?<=[a-z])n[’']t\b",
    re.IGNORECASE,
)
# Questions that expect assent. Phrases that deny nothing are in the table, as "empty".
_EN_TAG = re.compile(
    r"n[’']t (?:i|you|he|she|it|we|they|there|that|this|these|those)\b|"
    r"^\W*(?:\w+ )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
    r"(?:n[’']t\b|\b[^.;]*\bnot\b)",
    re.IGNORECASE,
)
_EN_STRONG = re.compile(
    r"\b(?:without|nor|devoid|non[- ]?[a-z]{3,})\b|"
    r"\b(?!unless|nonetheless|nevertheless|regardless)[a-z]{3,}less(?:ly|ness)?\b|"
    r"\b(?:asymptomatic|atypical|amoral|abnormal|apolitical|integral|endless|invaluable)\w*|\bun\w+ble\b",
    re.IGNORECASE,
)
_EN_PREFIX = re.compile(
    r"\b(un|dis|mis|in|im|il|ir)-?([a-z]{4,})\b", re.IGNORECASE
)  # fmt: skip
_EN_PREFIXED_ENDS = re.compile(
    r"(?:able|ible|ably|ibly|ent|ant|ive|ate|ous|al|ally|ity|ence|ance|ency|ancy|acy|ed|ct|"
    r"ar|ect|ite|icient|ly|ure)$"
)

# --- Arabic; words without their vowel marks

_AR_PLAIN = re.compile(r"[وف]?(?:لم|لن|لا|ألا|لئلا|ليس(?:ت|وا|ا|تا)?|لست(?:م|ما|ن)?|لسنا|أليس)")
_AR_STRONG = re.compile(
    r"[وف]?(?:[بلك]?(?:ال)?عدم|[بلك]?(?:ال)?غير|ب?دون|دونما|بلا|[بل]?انعدام|[بلك]?انتفاء)"
)
# "Especially", "must", "still", "no doubt", "namely": nothing on the other side has to deny.
_AR_IDLE = re.compile(r"[وف]?(?:لا (?:سيما|بد|شك|ريب|[يت]زال\w*|أزال|نزال)|ألا وه[وي])\s")
# Before these lets "la" answer a question or stand alone: نعم أو لا, أم لا.
_AR_ALONE = re.compile(r"(?:\b(?:أم|أو|نعم)\s*[/،,-]?\s*)$|[/]\s*$")
_STOP = re.compile(r"[.؛;!؟?]")
_VERB = re.compile(r"[يتنأ]\w{2,}")
_EXCEPT = ("إلا", "الا", "إلاّ")
_THAT = re.compile(r"أن(?:ه|ها|هم|هما|هن|ك|كم|ني|نا|ي)?")
_RESTRICTS = 14  # words within which إلا belongs to a denial
_BEFORE_MA = re.compile(r"[وف]?(?:أنا|نحن|أنت|أنتم|هو|هي|هم|لكن\w*|والله)")
_REACH = re.compile(r"(?:\W+\w+){0,3}")  # words within which a second denial cancels the first
_CLAUSE = re.compile(r"[,;:.،؛]")
_NOT_YET = re.compile(r"(?:\s+\w+){1,4}\s+بعد\b")


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    """Return the patterns of the table, by language and kind."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, *patterns in read_table("negation.tsv"):
        found[kind] = (*found.get(kind, ()), *patterns)
    return found


@lru_cache(maxsize=4)
def _pattern(kind: str, before: str, after: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(_words()[kind])}){after}", re.IGNORECASE)


def _nothing(word: str) -> bool:
    return not word


def markers(text: str, language: Language, knows: Knows = _nothing) -> list[Marker]:
    """Return the denials of `text` in order.

    `knows` tells whether an English word exists: "unclear" denies since "clear" does.

    >>> [m.kind for m in markers("It shall not fail to report without delay.", "en")]
    ['soft', 'weak', 'strong']
    >>> [m.kind for m in markers("لا يجوز نشره، لا سيما دون إذن", "ar")]
    ['plain', 'strong']
    """
    found = _arabic(text) if language == "ar" else _english(text, knows)
    return list(_settled(text, sorted(found, key=lambda m: (m.start, -m.end))))


def _settled(text: str, found: list[Marker]) -> Iterator[Marker]:
    """Weaken a denial of a denial: "did not fail", "not unusual", لا يخلو."""
    end = -1
    for at, marker in enumerate(found):
        if marker.start < end:
            continue
        end = marker.end
        twice = _second(text, found, at) if marker.kind == "plain" else None
        yield marker if twice is None else replace(marker, kind="soft", twice=twice)


def _second(text: str, found: list[Marker], at: int) -> int | None:
    """Return where the denial starts that takes back the one at `at`, None where there is none."""
    end = found[at].end
    reach = _REACH.match(text, end)
    limit = reach.end() if reach else end
    clause = _CLAUSE.search(text, end, limit)
    limit = clause.start() if clause else limit
    for number in range(at + 1, len(found)):
        other = found[number]
        if other.start >= limit:
            return None
        if other.start >= end and _denies_twice(text, other):
            return other.start
    return None


_TWICE_EN = re.compile(
    r"(?:fail|lack|refus|den(?:y|i)|prevent|prohibit|forbid|avoid|reject|exclud|without|un|in|im|"
    r"dis|ir|il|only|except|unless|but|until|doubt|ignor|neglect|hard|less)",
    re.IGNORECASE,
)
_TWICE_AR = re.compile(
    r"[وف]?[بلك]?(?:ال)?(?:إلا|سوى|غير|عدم|بدون|دون|[يت]خل|[يت]منع|[يت]نكر|[يت]حظر|[يت]حرم|[يت]هم|[يت]رفض|فقط|[يت]خف[ىي]|خافي)"
)


def _denies_twice(text: str, marker: Marker) -> bool:
    said = script.strip_marks(text[marker.start : marker.end])
    return bool(_TWICE_EN.match(said) or _TWICE_AR.match(said))


def _english(text: str, knows: Knows) -> Iterator[Marker]:
    tags = _EN_TAG.finditer(text) if "?" in text else ()
    phrases = chain(_pattern("en empty", r"\b", "").finditer(text), tags)
    empty = {place for phrase in phrases for place in range(*phrase.span())}
    for match in _EN_PLAIN.finditer(text):
        idle = match.start() in empty or match.end() - 1 in empty
        yield Marker(*match.span(), "soft" if idle else "plain", match.end())
    for match in _EN_STRONG.finditer(text):
        word = match[0].casefold()
        own = word.startswith("non") or word.endswith("less")
        yield Marker(*match.span(), "strong", match.start() if own else match.end())
    for match in _EN_PREFIX.finditer(text):
        if _prefixed(match, knows):
            yield Marker(*match.span(), "strong", match.start())
    for match in _pattern("en weak", r"\b", r"\b").finditer(text):
        yield Marker(*match.span(), "weak", match.end())


def _prefixed(match: re.Match[str], knows: Knows) -> bool:
    """Tell whether a word with "un", "in", "dis" and so on denies what follows the prefix."""
    prefix, rest = match[1].casefold(), match[2].casefold()
    word = prefix + rest
    if word in _words()["en prefixless"] or word.startswith(
        ("under", "unit", "univers", "inter", "unique")
    ):
        return False
    if prefix not in ("un", "dis", "mis") and not _EN_PREFIXED_ENDS.search(rest):
        return False
    return rest.endswith(("able", "ible", "ably", "ibly")) or knows(rest)


def _arabic(text: str) -> Iterator[Marker]:
    words = [(start, end, _plain(word)) for start, end, word in script.words(text)]
    question = "؟" in text or "?" in text
    stops = [match.start() for match in _STOP.finditer(text)]
    sentences = partial(bisect_left, stops)
    denied = -1  # where the last plain denial ends
    for at, (start, end, word) in enumerate(words):
        rest = [other for _, _, other in words[at + 1 : at + 1 + _RESTRICTS]]
        before = words[at - 1][2] if at else ""
        opens = at == 0 or (question and at < 2)
        kind = _kind(word, before, rest, opens, opens and question)
        if kind == "plain" and (_restricts(text, words, at) or _alone(text, start, end, word)):
            kind = "soft"
        if (
            kind == "plain"
            and word == "ولا"
            and denied >= 0
            and sentences(denied) == sentences(start)
        ):
            kind = "soft"  # "neither ... nor": the first one has denied
        denied = end if kind == "plain" else denied
        if kind:
            yield Marker(start, end, kind, end)
        elif is_denied_verb(word):
            yield Marker(start, end, "plain", start)


def _plain(word: str) -> str:
    """Return an Arabic word without its marks; the Koran's لَآ is لا."""
    bare = script.strip_marks(word)
    return bare[:-1] + "ا" if bare.endswith(("لآ", "مآ")) else bare


def _kind(word: str, before: str, rest: list[str], opens: bool, asks: bool) -> Kind | None:
    following = rest[0] if rest else ""
    if _AR_IDLE.match(f"{word} {following} "):
        return None
    if _pattern("ar empty", "[وفأ]?", r"(?:\s|$)").match(f"{word} {following} "):
        return "soft"
    if word in ("ألم", "الم", "أولم", "أفلم"):
        return "soft" if _VERB.fullmatch(following) else None
    if word in _EXCEPT and _is_however(rest):
        return None
    if (
        re.fullmatch(r"أ(?:لا|ليس\w*|لست\w*|لسنا|لن|فلا|ولا)|ا?ليس|اليست", word)
        and (opens or word != "ألا")
        and word != "ليس"
    ):
        return "soft"
    if _AR_PLAIN.fullmatch(word):
        # At the head of a question لم is "why", or expects assent.
        return "soft" if asks and word in ("لم", "فلم", "ولم") else "plain"
    if _AR_STRONG.fullmatch(word):
        return "soft" if following.startswith(("ذلك", "هذا", "هذه")) else "strong"
    if word in ("ما", "وما", "فما") and (
        opens or _BEFORE_MA.fullmatch(before) or following.endswith("ش")
    ):
        return "weak"  # ما شربت الحليب; elsewhere "what"
    return (
        "weak"
        if _pattern("ar weak", "[وفأ]?[بلك]?(?:ال)?", "").fullmatch(word)
        or word in ("خارج", "وخارج")
        else None
    )


def _restricts(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    """Tell whether إلا or سوى follows in the same sentence: لا ... إلا says "only"."""
    for i, (start, _, word) in enumerate(words[at + 1 : at + 1 + _RESTRICTS], at + 1):
        if _STOP.search(text[words[at][1] : start]):
            return False
        if word in _EXCEPT and _is_however([other for _, _, other in words[i + 1 : i + 3]]):
            return False
        if word in (*_EXCEPT, "سوى", "عدا", "بل", "لكن", "وإنما", "إنما"):
            return word in (*_EXCEPT, "سوى", "عدا")
    return False


def _is_however(rest: Sequence[str]) -> bool:
    """Tell whether what follows إلا makes it "however": إلا أنه, إلا أن لا, إلا أن before a noun.

    Before a verb إلا أن is "unless".
    """
    if not rest or not _THAT.fullmatch(rest[0]):
        return False
    return rest[0] != "أن" or (len(rest) > 1 and not _VERB.fullmatch(rest[1]))


def _alone(text: str, start: int, end: int, word: str) -> bool:
    """Tell whether لا is an answer or half of "or not", and ما لم "unless"."""
    before, after = text[max(0, start - 12) : start], text[end : end + 4]
    if re.search(r"(?:^|\W)(?:ما|حتى|كي|لكي|خشية)\s*$", before):
        return True  # "unless", "lest"
    if before.endswith(('"', "«", "“")):
        return True  # a name: «لا بريس»
    if word.startswith("لئلا"):
        return True
    if word.endswith("لم"):
        return bool(_NOT_YET.match(text, end))  # "not yet": "before"
    if word in ("لا", "ولا"):
        return bool(_AR_ALONE.search(before)) or bool(
            re.match(r"\s*(?:$|[،,.!/؛)»\"]|يا\s)", after)
        )
    return False
