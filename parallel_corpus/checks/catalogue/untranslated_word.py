"""One ordinary English word that was left in the Arabic text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.kept import without_kept
from parallel_corpus.evidence.lexicon import load_dictionary, tokens
from parallel_corpus.language import script
from parallel_corpus.language.literals import blank
from parallel_corpus.model import Finding, Span, Unit

_SHORTEST = 6  # letters: shorter words are commands, formats and names in small letters
_ARABIC = 0.5  # of the letters are Arabic: a text of both languages has its reasons
_KEPT = 3  # pairs that leave one word in English: it is a term that this text keeps on purpose
_MOSTLY = 0.5  # of the pairs that have such a term in the source leave it in English
# A text with more such pairs than these, and than this share, keeps English terms on purpose, where
# this share of them leaves a word that others leave as well.
_FEW, _HABIT, _AGAIN = 5, 0.05, 0.25
_LATIN = re.compile(r"[A-Za-z]")
_WORDS = 400  # of a text, within which another spelling of a word is looked for
_NEAR = 0.9  # likeness of two spellings of one word: acknowledgment, acknowledgement


def _run(context: CheckContext) -> Iterator[Finding]:
    if context.bitext.target_language != "ar":
        return
    found = [(unit, left) for unit in context.paired if (left := _left(unit))]
    times = Counter(left.text for _, left in found)
    terms = {word for word, count in times.items() if _is_term(word, count, context)}
    roots = Counter(left.text[:_SHORTEST] for _, left in found)  # "dependency", "dependencies"
    again = sum(count for count in roots.values() if count > 1)
    many = len(found) > max(_FEW, _HABIT * len(context.paired))
    # Terms come again and again; who forgets words forgets each of them once.
    habit = many and again >= _AGAIN * len(found)
    for unit, left in found:
        kept = habit or left.text in terms
        made = context.finding(
            CHECK.code,
            unit,
            0.3 if kept else 0.7,
            f"“{left.text}” was left in English",
            target_spans=[left],
        )
        yield replace(made, severity="info") if kept else made


def _is_term(word: str, count: int, context: CheckContext) -> bool:
    """Tell whether a word that `count` pairs leave in English is a term kept on purpose.

    A word that most pairs translate was forgotten where it is left.
    """
    if count < _KEPT:
        return False
    said = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return count >= _MOSTLY * sum(bool(said.search(unit.source_text)) for unit in context.paired)


def _left(unit: Unit) -> Span | None:
    arabic, latin = script.letters(unit.target_text)
    if not latin or arabic < _ARABIC * (arabic + latin):
        return None
    plain = without_kept(blank(unit.target_text), "ar")
    words = script.words(plain)
    source = {word.casefold() for _, _, word in script.words(unit.source_text)}
    small = {word for _, _, word in script.words(unit.source_text)} | {
        match[1].lower() for match in re.finditer(r"(?:^|[.!?:]\s+)([A-Z][a-z]+)", unit.source_text)
    }
    for number, (start, end, word) in enumerate(words):
        if not _is_plain(word) or _beside_latin(words, number):
            continue
        same = word if word in source else ""
        if not same and number < _WORDS and len(source) <= _WORDS:
            same = next(iter(get_close_matches(word, source, 1, _NEAR)), "")
        if same and same in small and _is_known(word, same):
            return span(unit.target_text, start, end)
    return None


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower() and len(word) >= _SHORTEST


def _beside_latin(words: list[tuple[int, int, str]], number: int) -> bool:
    """Tell whether a name or a longer run of English stands there."""
    near = words[max(0, number - 1) : number] + words[number + 1 : number + 2]
    return any(_LATIN.search(word) for _, _, word in near)


def _is_known(*words: str) -> bool:
    """Tell whether the dictionary has one of the words, so that Arabic has a word for it."""
    stems = {token.stem for word in words for token in tokens(word)}
    return any(stem in load_dictionary().translations for stem in stems)


CHECK = Check(
    code="C14",
    name="untranslated-word",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="untranslated",
    explanation=Explanation(
        finds="An ordinary English word in small letters that stands alone among Arabic words and "
        "in the source, and that the dictionary has Arabic words for. Names, code, addresses, "
        "quoted words and what explains a term in brackets are kept on purpose.",
        matters="The translator left the word to be looked up and forgot it.",
        wrong="Terms of a trade that are used in English, as in texts about programming: "
        "a word that three pairs, and most that have it, leave in English is a term, and told in "
        "notes, as all are where more than 5 in 100 pairs have one and the same come again.",
        example="“يجب تضمين acknowledgement للعمل الأصلي”.",
    ),
    run=_run,
)
