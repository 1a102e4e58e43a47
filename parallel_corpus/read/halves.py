"""The language versions that a file holds: one to which all its lines belong, or two halves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from parallel_corpus.language.script import letters, script_of
from parallel_corpus.model import Language
from parallel_corpus.read.interleaved import part_interleaved
from parallel_corpus.read.languages import arabic_share, is_bilingual
from parallel_corpus.read.lines import Line

# Less than this share of a file's letters is a name or a quotation, not a language version.
_MINOR = 0.05
# Up to this share of letters may stand in the "wrong" half (letterheads, acronyms, titles).
_STRAY = 0.12
# Arabic prose quotes Latin names and titles; English prose hardly ever quotes Arabic.
_ARABIC = 0.4
# A smaller share of the letters is no text in the language that a name or a user says.
_NOTHING = 0.02


def languages_of(lines: Sequence[Line]) -> list[Language]:
    """Return the languages that a file has lines in, most letters first.

    Words within lines are none.
    """
    sizes: dict[Language, int] = {"ar": 0, "en": 0}
    for line in lines:
        if language := script_of(line.text):
            sizes[language] += sum(letters(line.text))
    total = max(1, sum(sizes.values()))
    ranked = sorted(sizes, key=lambda language: -sizes[language])
    return [language for language in ranked if sizes[language] / total > _MINOR]


def find_versions(
    lines: Sequence[Line], named: Sequence[Language], told: Language | None = None
) -> dict[Language, list[Line]]:
    """Return the lines of each language version in a file. Nothing is dropped.

    `named` are the languages that the file's name says, `told` is the one that the user says. A
    file of one language keeps every line, whatever its script; a file is cut only where its name
    says both, or where nothing but its text says what it is and both have running text in it.
    """
    share = arabic_share(lines)
    if share is None:
        return {}
    if len(named) != 1:
        interleaved = part_interleaved(lines)
        if interleaved:
            return interleaved
    if len(named) == 2 or (not named and is_bilingual(lines)):
        halves = split_halves(lines)
        if len(halves) == 2:
            return halves
    language = told or (named[0] if len(named) == 1 else None)
    if language is None or not _has(language, share):
        # A name can mislead: a page that is not translated yet stands in the other's folder.
        language = "ar" if share >= _ARABIC else "en"
    return {language: list(lines)}


def _has(language: Language, share: float) -> bool:
    return (share if language == "ar" else 1 - share) > _NOTHING


def split_halves(lines: Sequence[Line]) -> dict[Language, list[Line]]:
    """Return the lines of each language version in a file.

    A file with one version goes to it whole, quotations in the other script included. Of two
    versions one after the other, the cut is where the fewest letters stand on the wrong side;
    where that leaves too many (paragraphs of both languages alternate), each line goes by its
    own script.
    """
    languages = languages_of(lines)
    if len(languages) < 2:
        return {languages[0]: list(lines)} if languages else {}
    counts = [letters(line.text) for line in lines]
    cut, first, stray = _best_cut(counts)
    if stray <= _STRAY:
        second: Language = "en" if first == "ar" else "ar"
        halves = {first: list(lines[:cut]), second: list(lines[cut:])}
    else:
        halves = _by_line(lines, languages[0])
    return {code: halves[code] for code in languages if any(not x.blank for x in halves[code])}


def _best_cut(counts: Sequence[tuple[int, int]]) -> tuple[int, Language, float]:
    """Find where to cut, which language comes first, and the share of letters on the wrong side."""
    arabic = [0, *accumulate(a for a, _ in counts)]
    latin = [0, *accumulate(b for _, b in counts)]
    total = max(1, arabic[-1] + latin[-1])
    options: list[tuple[int, int, Language]] = []
    for cut in range(len(counts) + 1):
        options.append((latin[cut] + arabic[-1] - arabic[cut], cut, "ar"))
        options.append((arabic[cut] + latin[-1] - latin[cut], cut, "en"))
    wrong, cut, first = min(options)
    return cut, first, wrong / total


def _by_line(lines: Sequence[Line], default: Language) -> dict[Language, list[Line]]:
    # Blank lines go to both versions: they separate paragraphs in either.
    halves: dict[Language, list[Line]] = {"en": [], "ar": []}
    language = default
    for line in lines:
        if line.blank:
            halves["en"].append(line)
            halves["ar"].append(line)
            continue
        language = script_of(line.text) or language
        halves[language].append(line)
    return halves
