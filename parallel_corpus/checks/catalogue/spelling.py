"""One name written two ways in Arabic."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_dictionary, stem
from parallel_corpus.evidence.lexicon.transliteration import sounds_like
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Span, Unit

_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][A-Za-z]{3,}\b")
_SHORTEST = 5  # Arabic letters: of shorter words too many are alike
_PARTICLES = ("وال", "بال", "لل", "ال", "ول", "وب", "و", "ب", "ل", "ف")
_CUT = 7  # letters that stems are cut to
_FARTHEST = 2  # letters; 1 in a name of less than `_LONG`
_LONG = 7  # letters
_SHARE = 0.5  # of a name's paragraphs in which one form makes it the usual one
_TRANSLATED = 0.1  # strength
_COMMON = 20  # occurrences: what the lexicon says of rarer words is often chance


Form = tuple[str, int, int]
"""An Arabic word of a unit without its particle; where the word starts and ends."""


@dataclass(frozen=True, slots=True)
class _Use:
    context: CheckContext
    unit: Unit
    name: Span


def _run_corpus(contexts: Sequence[CheckContext]) -> Iterator[Finding]:
    uses: dict[str, list[_Use]] = defaultdict(list)
    for context in contexts:
        if (context.bitext.source_language, context.bitext.target_language) == ("en", "ar"):
            for unit in context.paired:
                text = unit.source_text
                for match in _NAME.finditer(text):
                    use = _Use(context, unit, span(text, *match.span()))
                    uses[match[0].casefold()].append(use)
    for name in sorted(uses):
        # One alone differs from nothing.
        if len(uses[name]) > 1 and not _is_translated(name, contexts[0].lexicon):
            yield from _odd_ones(name, uses[name])


def _odd_ones(name: str, uses: Sequence[_Use]) -> Iterator[Finding]:
    sounds = cache(partial(sounds_like, name))
    found = [_forms(use.unit) for use in uses]
    heard = [[form for form, _, _ in forms if sounds(form)] for forms in found]
    counts = Counter(chain.from_iterable(heard))
    if not counts:
        return
    usual = min(counts, key=lambda form: (-counts[form], form))
    # One word that sounds like the name by chance is not how it is usually written.
    if counts[usual] < _SHARE * len(uses) or (counts[usual] < 2 and len(usual) < _LONG):
        return
    for use, forms, here in zip(uses, found, heard, strict=True):
        other = None if usual in here else _near(usual, forms)
        if other is not None:
            there = span(use.unit.target_text, other[1], other[2])
            yield use.context.finding(
                CHECK.code,
                use.unit,
                0.7,
                f"“{use.name.text}” is written “{there.text}” here and “{usual}” elsewhere",
                source_spans=[use.name],
                target_spans=[there],
                evidence={"name": name, "usual": usual, "forms": dict(counts)},
            )


def _forms(unit: Unit) -> list[Form]:
    """Return the Arabic words of a unit that are long enough to be told apart."""
    words = ((_form(word), start, end) for start, end, word in script.words(unit.target_text))
    return [word for word in words if len(word[0]) >= _SHORTEST]


def _near(usual: str, forms: Sequence[Form]) -> Form | None:
    """Return the word that is nearly the usual form: the other spelling of the name."""
    best, nearest = None, (_FARTHEST if len(usual) >= _LONG else 1) + 1
    for word in forms:
        if _uninflected(word[0]) == _uninflected(usual) or _is_arabic(word[0]):
            continue
        if word[0][0] == usual[0] and 0 < (distance := _distance(word[0], usual)) < nearest:
            best, nearest = word, distance
    return best


# "Licensor", "Syrian", "Buddhism": words with such an end are translated or inflected.
_DERIVED = (
    "sor", "tor", "ment", "tion", "sion", "ness", "ship", "ism", "ist", "ists", "ian", "ians",
    "ean", "eans", "ese", "ish", "ity", "able", "ible", "ee", "ees", "ing", "ings", "ence", "ance",
    "ive", "ives",
)  # fmt: skip
_ENDINGS = (
    "يات", "يا", "يين", "يون", "تين", "ية", "يه", "ات", "ين", "ون", "ان", "تا", "وا",
    "ي", "ه", "ة", "ا", "ت",
)  # fmt: skip


def _is_arabic(form: str) -> bool:
    """Tell whether a form is a word of the dictionary, and so no other spelling of a name."""
    return stem(form) in load_dictionary().arabic


def _uninflected(form: str) -> str:
    """Strip the endings of gender, number and nationality: سوري, سورية, سوريا are one."""
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            return form[: -len(ending)]
    return form


def _is_translated(name: str, lexicon: TranslationLexicon) -> bool:
    """Tell whether the name is translated: "International" is دولي, however it sounds.

    So are the defined terms of a contract (Licensor) and nationalities.
    """
    word = stem(name)
    # A stem that was cut may be that of another word: INTERPOL and "interpolate".
    listed = load_dictionary().translations.get(word if len(word) < _CUT else "", frozenset())
    if any(not sounds_like(name, arabic) for arabic in listed) or name.endswith(_DERIVED):
        return True
    seen = sum(lexicon.english.get(word, ((), ()))[0])
    known = lexicon.strengths.get(word, {}) if seen >= _COMMON else {}
    return any(
        weight >= _TRANSLATED and not sounds_like(name, arabic) for arabic, weight in known.items()
    )


@lru_cache(maxsize=1 << 16)
def _form(word: str) -> str:
    """Return an Arabic word without its particle, "" for other words."""
    if script.script_of(word) != "ar":
        return ""
    key = script.word_key(word)
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
