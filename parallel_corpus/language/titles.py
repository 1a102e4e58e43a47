"""Forms of address and ranks with the names behind them: "Professor Lindqvist", الأستاذ هندرسون."""

from __future__ import annotations

import re

from parallel_corpus.language.script import Offsets, stood, unmarked

_ENGLISH = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Doctor|Judge|Justice|Sir|Lady|Lord|Captain|Colonel|"
    r"General|Senator|Ambassador|Sheikh|President|Minister)\b\.?\s+"
    r"(?P<name>[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+|bin|ibn|al|el|de|van|von)){0,3})"
)
_ARABIC = re.compile(
    r"(?<!\w)[وفلب]?(?:السيدة?|للسيدة?|الآنسة|الدكتورة?|للدكتورة?|الأستاذة?|للأستاذة?|البروفيسورة?|البروفسورة?|"
    r"القاضية?|للقاضية?|النقيب|العقيد|اللواء|السفيرة?|الشيخة?|الرئيسة?|الوزيرة?|السيناتور)\s+"
    r"(?P<name>\w{3,}(?:\s+\w{3,})?)"
)
# Behind a title these are ranks and offices, no names: السيد الرئيس, السيدة الأولى.
_OFFICE = re.compile(
    r"(?:[وفبلك]?(?:ال|لل)|رئيس|وزير|نائب|مدير|ممثل|مندوب|أمين|عضو|قاضي|سفير|عن|من|في|إلى|على|أن)"
)


def english_names(text: str) -> list[Offsets]:
    """Return where names stand behind English forms of address.

    >>> text = "Professor Lindqvist and Ms. A. Khoury spoke."
    >>> [text[a:b] for a, b in english_names(text)]
    ['Lindqvist']
    """
    return [match.span("name") for match in _ENGLISH.finditer(text)]


def arabic_names(text: str) -> list[Offsets]:
    """Return where names stand behind Arabic forms of address; vowel marks do not matter.

    >>> text = "عرض الأستاذ هندرسون النتائج، وشكره السيد الرئيس."
    >>> [text[a:b] for a, b in arabic_names(text)]
    ['هندرسون النتائج']
    """
    plain, places = unmarked(text)
    return [
        stood(match.span("name"), places)
        for match in _ARABIC.finditer(plain)
        if not _OFFICE.match(match["name"])
    ]
