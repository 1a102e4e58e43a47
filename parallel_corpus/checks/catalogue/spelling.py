"""One name written two ways in Arabic."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parallel_corpus import script
from parallel_corpus.checks.bitext import Unit
from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.inspection import Inspection, span
from parallel_corpus.checks.lexicon import Lexicon, stem
from parallel_corpus.checks.lexicon.transliteration import sounds_like
from parallel_corpus.model import Finding

_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][A-Za-z]{3,}\b")
_SHORTEST = 5  # Arabic letters: of shorter words too many are alike
_PARTICLES = ("وال", "بال", "لل", "ال", "ول", "وب", "و", "ب", "ل", "ف")
_FARTHEST = 2  # letters
_TRANSLATED = 0.1  # strength
_COMMON = 20  # occurrences: what the lexicon says of rarer words is often chance


@dataclass(frozen=True)
class _Use:
    inspection: Inspection
    unit: Unit
    name: tuple[int, int]
    heard: tuple[tuple[str, int, int], ...]
    """Arabic words that sound like the name: (bare form, start, end)."""


def _run_corpus(inspections: Sequence[Inspection]) -> Iterator[Finding]:
    uses: dict[str, list[_Use]] = defaultdict(list)
    for inspection in inspections:
        if (inspection.bitext.source_language, inspection.bitext.target_language) == ("en", "ar"):
            for unit in inspection.paired:
                for name, use in _uses(inspection, unit):
                    uses[name].append(use)
    for name in sorted(uses):
        yield from _odd_ones(name, uses[name])


def _uses(inspection: Inspection, unit: Unit) -> Iterator[tuple[str, _Use]]:
    words = [
        (_bare(script.word_key(word)), start, end)
        for start, end, word in script.words(unit.target_text)
        if script.script_of(word) == "ar"
    ]
    for match in _NAME.finditer(unit.source_text):
        heard = tuple(
            (form, start, end)
            for form, start, end in words
            if len(form) >= _SHORTEST and sounds_like(match[0], form)
        )
        if not _is_translated(match[0], inspection.lexicon):
            yield match[0].casefold(), _Use(inspection, unit, match.span(), heard)


def _odd_ones(name: str, uses: list[_Use]) -> Iterator[Finding]:
    forms = Counter(form for use in uses for form, _, _ in use.heard)
    if not forms:
        return
    usual = min(forms, key=lambda form: (-forms[form], form))
    for use in uses:
        here = {form for form, _, _ in use.heard}
        if usual in here:
            continue
        other = _near(usual, use)
        if other is not None:
            there = span(use.unit.target_text, other[1], other[2])
            yield use.inspection.finding(
                CHECK.code,
                use.unit,
                0.7,
                f"“{span(use.unit.source_text, *use.name).text}” is written “{there.text}” here "
                f"and “{usual}” elsewhere",
                source_spans=[span(use.unit.source_text, *use.name)],
                target_spans=[there],
                evidence={"name": name, "usual": usual, "forms": dict(forms)},
            )


def _near(usual: str, use: _Use) -> tuple[str, int, int] | None:
    """A word of the unit that is nearly the usual form: the other spelling of the name."""
    best, nearest = None, _FARTHEST + 1
    for start, end, word in script.words(use.unit.target_text):
        form = _bare(script.word_key(word))
        if len(form) < _SHORTEST or form[0] != usual[0]:
            continue
        distance = _distance(form, usual)
        if 0 < distance < nearest:
            best, nearest = (form, start, end), distance
    return best


def _is_translated(name: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon knows the name as a word: "International" is دولي, however it sounds."""
    word = stem(name)
    seen = sum(lexicon.english.get(word, ((), ()))[0])
    known = lexicon.strengths.get(word, {}) if seen >= _COMMON else {}
    return any(
        weight >= _TRANSLATED and not sounds_like(name, arabic) for arabic, weight in known.items()
    )


def _bare(key: str) -> str:
    for particle in _PARTICLES:
        if key.startswith(particle) and len(key) - len(particle) >= _SHORTEST - 1:
            return key[len(particle) :]
    return key


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


CHECK = Check(
    code="M02",
    name="name-spelling",
    family="names",
    severity="warning",
    scope="corpus",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A name of the source that Arabic letters write one way in one place and a letter or "
        "two otherwise in another.",
        matters="Search finds one spelling only, and a reader may take them for two bodies.",
        wrong="Two names that are nearly alike; inflected nationalities.",
        example="INTERPOL is للإنتربول in one paragraph and الإنترنتبول in another.",
    ),
    run_corpus=_run_corpus,
)
