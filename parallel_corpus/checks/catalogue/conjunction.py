"""Two things joined by "and" on one side and by "or" on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.language import script
from parallel_corpus.language.literals import blank
from parallel_corpus.language.negation import markers
from parallel_corpus.model import Finding, Span

_OR_AR = re.compile(r"(?:^|\W)[وف]?(?:أو|أم|إما)(?=\W)")
_JOIN = re.compile(r"(?<!\s)\s+(and/or|and|or)\s+(?:(?:a|an|the)\s+)?", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and/or|and|or)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any\w*|either|whether|each|every|no|may|might|if|between)\b", re.IGNORECASE
)
_SHORT = 20  # words
_ARTICLES = ("a", "an", "the")
_LINKED = 4  # Arabic words from one counterpart to the other
# "Two or three", "more or less", "either way": what is not a choice between two things.
_LOOSE = frozenset(
    [
        "two",
        "three",
        "four",
        "more",
        "less",
        "so",
        "whether",
        "not",
        "even",
        "any",
        "other",
        "all",
        "such",
        "one",
    ]
)


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        english, arabic = context.texts(unit)
        plain = blank(english)
        if not _JOIN.search(plain):
            continue
        found = _exchanged(plain, arabic, context.anchors[unit.key])
        if found:
            here, there, said = found
            clear = _is_plain(plain, arabic)
            made = context.finding(
                CHECK.code,
                unit,
                0.7 if clear else 0.5,
                f"“{here.text}” stands beside “{there.text}”: {said}",
                english_spans=[here],
                arabic_spans=[there],
            )
            yield replace(made, severity="warning") if clear else made


def _is_plain(english: str, arabic: str) -> bool:
    """Tell whether a short text joins by one word only, so that no other join can be its answer.

    Longer lists end in either word as the language likes.
    """
    joins = {match[0].casefold() for match in _JOINS.finditer(english)}
    return (
        len(joins) == 1
        and "," not in english
        and max(len(english.split()), len(arabic.split())) <= _SHORT
        and not _ANY.search(english)
        and bool(_OR_AR.search(script.strip_marks(arabic))) == (joins == {"and"})
    )


def _exchanged(english: str, arabic: str, links: Anchors) -> tuple[Span, Span, str] | None:
    denies = any(m.kind != "weak" for m in (*markers(english, "en"), *markers(arabic, "ar")))
    words = links.english
    for i in range(len(words) - 2):
        k = i + 2 if words[i + 2].stem not in _ARTICLES else min(i + 3, len(words) - 1)
        match = _JOIN.fullmatch(english[words[i].end : words[k].start])
        if match is None or i not in links.there or k not in links.there:
            continue
        pair = links.there[i], links.there[k]
        if words[i].stem in _LOOSE or words[k].stem in _LOOSE:
            continue
        if not 0 < pair[1] - pair[0] <= _LINKED:
            continue
        start, end = links.arabic[pair[0]].end, links.arabic[pair[1]].end
        between = arabic[start:end]
        word = script.strip_marks(arabic[links.arabic[pair[1]].start : end])
        said = _said(match[1].casefold(), f" {script.strip_marks(between)} ", word)
        if said and not (denies and match[1].casefold() != "and/or"):
            here = span(english, words[i].start, words[k].end)
            there = span(arabic, links.arabic[pair[0]].start, end)
            return here, there, said
    return None


def _said(joined: str, between: str, word: str) -> str:
    """Say what differs in how two words are joined; "" where nothing does."""
    chooses = bool(_OR_AR.search(between))
    adds = word.startswith("و") or " و " in between or bool(re.search(r"\sو\w", between))
    if joined == "and" and chooses:
        return "“and” became “or”"
    if joined == "or" and adds and not chooses:
        return "“or” became “and”"
    if joined == "and/or" and "/" not in between and chooses != adds:
        return "only one half of “and/or” is left"
    return ""


CHECK = Check(
    code="C10",
    name="conjunction",
    family="coverage",
    severity="info",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="Two neighbouring words joined by “and” whose counterparts are joined by أو, by “or” "
        "whose counterparts are joined by و, or by “and/or” of which one half is left. Pairs that "
        "deny something are not asked: “not A or B” is لا ا ولا ب. Told in a warning where a short "
        "text joins nothing else, otherwise in a note.",
        matters="Conditions that hold together and conditions of which one is enough are not one.",
        wrong="Choices that both languages leave open: “two or three”, “men and women of any age”.",
        example="“fine and imprisonment” beside الغرامة أو السجن.",
    ),
    run=_run,
)
