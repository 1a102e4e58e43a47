"""What a name says of a document's version: "draft", "Rev.1", "v2", "1.0", a date, مسودة ثانية."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parallel_corpus.language.months import HIJRI, arabic_months, english_months
from parallel_corpus.language.ordinals import number_in_words
from parallel_corpus.language.script import western_digits

_OLDER = r"drafts?|(?:ال)?مسودة|(?:ال)?مشروع|proposed|introduced"
_NEWER = r"adopted|final|approved|enacted|(?:ال)?نهائي[ةه]?|(?:ال)?معتمد[ةه]?|(?:ال)?صادر[ةه]?"
# Words of which names are full for other reasons: "new users", "before you begin".
_MAYBE_OLDER = (
    r"old|orig|previous|prev|before|original|working[-_ ]copy|(?:ال)?قديم[ةه]?|السابق[ةه]?"
)
_MAYBE_NEWER = (
    r"new|amended|revised|after|clean|published|signed"
    r"|(?:ال)?معدل[ةه]?|(?:ال)?جديد[ةه]?|(?:ال)?منقح[ةه]?"
)
_WORD = r"(?<![^\W\d_]){}(?![^\W\d_])"
_STAGE = re.compile(
    _WORD.format(
        f"(?:(?P<older>{_OLDER})|(?P<newer>{_NEWER})|(?P<zero>zero(?=[-_ ]+draft))"
        f"|(?P<perhaps_older>{_MAYBE_OLDER})|(?P<perhaps_newer>{_MAYBE_NEWER}))"
    ),
    re.IGNORECASE,
)
_VERSION_WORDS = (
    r"rev(?:ision)?|version|ver|edition|ed|drafts?"
    r"|(?:ال)?(?:نسخ[ةه]|إصدار|اصدار|تنقيح|طبع[ةه]|مسود[ةه])"
)
_NUMBERED = re.compile(
    rf"(?<![^\W\d_])(?:{_VERSION_WORDS}|v|r)"
    r"[-. _]*(?P<number>\d{1,4}(?:[._]\d{1,3}){0,2})(?![^\W_])"
    rf"|(?<![^\W\d_])(?:rev|ver|version|revision)[-. _]+(?P<letter>[A-H])(?![^\W_])"
    rf"|(?<![^\W_])(?P<nth>\d{{1,2}})(?:st|nd|rd|th)[-_ ]+(?={_VERSION_WORDS})"
    r"|(?<![\d.])(?P<dotted>\d{1,2}\.\d{1,2}(?:\.\d{1,3})?)(?![\d.])",
    re.IGNORECASE,
)
# "second draft", "المسودة الثانية": written in words, on either side of what is counted.
_COUNTED_WORD = re.compile(
    rf"(?<![^\W_])(?P<before>[a-z]{{5,8}})[-_ ]+(?P<kind>{_VERSION_WORDS})(?![^\W_])"
    rf"|(?<![^\W_])(?P<named>{_VERSION_WORDS})[-_ ]+(?P<after>[^\W\d_]{{3,9}})(?![^\W_])",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"(?<![^\W\d_])L[-. _]?\d{1,4}(?:[-. _]?Rev[-. _]?\d+)?", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_. ]?(?P<month>0[1-9]|1[0-2])"
    r"(?:[-_. ]?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
# The day first, as Europe and the Arab countries write it: 28.02.2020, "28 February 2020".
_DAY_FIRST = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?P<by>[-_. ])(0?[1-9]|1[0-2])(?P=by)((?:19|20)\d\d)(?!\d)"
)
_MONTH_NAMED = re.compile(
    r"(?<![^\W_])(?:(?P<day>\d{1,2})[-_. ]+)?(?P<month>[^\W\d_]{3,9})[-_. ]+"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
_PLAIN_NUMBER = re.compile(r"(?<=[-_ ])\d{1,3}$|\(\d{1,2}\)$")

Order = tuple[int, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """What a name says of its version: the family it belongs to, and its order in it.

    `sure` is False where the mark may mean another text, not another version: a year, a number, or
    a word such as "new" that only means a version where the other is called "old".
    """

    family: str
    order: Order
    marked: bool
    sure: bool


def version_of(name: str) -> Version:
    """Read the version marks in a document's name.

    >>> version_of("rules-1.0").family == version_of("rules-2.0").family == "rules"
    True
    >>> version_of("law-draft").order < version_of("law").order < version_of("law-final").order
    True
    >>> version_of("CRP.2 Rev.1").order > version_of("CRP.2").order
    True
    >>> version_of("المسودة الأولى").order < version_of("المسودة الثانية").order
    True
    """
    plain = _in_digits(_dated(western_digits(name)))
    dates = [tuple(int(x or 0) for x in m.groups()) for m in _DATE.finditer(plain)]
    undated = _DATE.sub(" ", plain)
    found = list(_NUMBERED.finditer(undated))
    stages = list(_STAGE.finditer(undated))
    rest = _NUMBERED.sub(" ", _STAGE.sub(" ", _NUMBERED.sub(_kept_stage, undated)))
    marked = bool(stages or found)
    sure = any(m["older"] or m["newer"] for m in stages) or _is_sure(undated)
    counted = None if marked else _PLAIN_NUMBER.search(rest.strip(" -_."))
    number: tuple[int, ...] = ()
    if found:
        number = _number(found[-1])
    elif counted:
        number = (int(counted[0].strip("()")),)
        rest = rest.strip(" -_.")[: counted.start()]
    family = re.sub(r"[\W_]+", "-", rest.casefold()).strip("-")
    order = (_stage(stages, plain), number, dates[-1] if dates else ())
    return Version(family, order, bool(marked or dates or counted), sure)


def _stage(stages: list[re.Match[str]], plain: str) -> int:
    """Return a number below 0 for drafts and above 0 for what was settled, the later the higher."""
    weights = {"older": -2, "zero": -1, "newer": 1, "perhaps_older": -1, "perhaps_newer": 1}
    kinds = {m.lastgroup for m in stages}
    stage = sum(weights[kind] for kind in kinds if kind)
    if "older" in kinds:
        stage = min(stage, -1)
    return min(stage, -1) if _LIMITED.search(plain) else stage


def _number(match: re.Match[str]) -> tuple[int, ...]:
    if match["letter"]:
        return (ord(match["letter"].casefold()) - ord("a") + 1,)
    text = match["number"] or match["nth"] or match["dotted"]
    return tuple(int(part) for part in re.split(r"[._]", text))


def _kept_stage(match: re.Match[str]) -> str:
    """Return the word "draft" of "draft 2", which is a stage as well as a number."""
    return " ".join(m[0] for m in _STAGE.finditer(match[0])) or " "


def _is_sure(name: str) -> bool:
    """Tell whether a number in `name` is a version's.

    "Rev.1", "v2" or "2.0", but not section "1.2".
    """
    return any(not m["dotted"] or m["dotted"].endswith(".0") for m in _NUMBERED.finditer(name))


def _dated(name: str) -> str:
    """Return `name` with its dates as year, month and day."""
    name = _DAY_FIRST.sub(lambda m: f"{m[4]}-{int(m[3]):02}-{int(m[1]):02}", name)

    def settled(match: re.Match[str]) -> str:
        month = _months().get(match["month"].casefold())
        if month is None:
            return match[0]
        day = int(match["day"] or 0)
        return f"{match['year']}-{month:02}" + (f"-{day:02}" if 0 < day < 32 else "")

    return _MONTH_NAMED.sub(settled, name)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names = {**english_months(), **arabic_months()}
    return {name: month for name, month in names.items() if month <= HIJRI}


def _in_digits(name: str) -> str:
    """Return `name` with "second draft" and "المسودة الثانية" as "draft 2" and "المسودة 2"."""

    def settled(match: re.Match[str]) -> str:
        word, kind = match["before"] or match["after"], match["kind"] or match["named"]
        value, _ = number_in_words([word])
        return f"{kind} {value}" if value else match[0]

    return _COUNTED_WORD.sub(settled, name)
