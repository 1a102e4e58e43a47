"""N504: digits turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import DIGITS, Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.suggestion import Suggestion

_NUMBER = re.compile(f"(?<![{DIGITS}.,/])[{DIGITS}]{{3,6}}(?![.,/]?[{DIGITS}])")
_YEARS = range(1500, 2101)


def reversed_digits(bench: Bench) -> Iterator[Suggestion]:
    """Find numbers that stand the other way round elsewhere: ٦٩٩١ beside 1996."""
    if bench.language != "ar":
        return
    own: dict[int, set[str]] = {owner: set() for owner in bench.owners}
    for owner, text in zip(bench.owners, bench.texts, strict=True):
        own[owner].update(map(western_digits, _NUMBER.findall(text)))
    for segment, (owner, text) in enumerate(zip(bench.owners, bench.texts, strict=True)):
        for match in _NUMBER.finditer(text):
            evidence = _evidence(western_digits(match[0]), own[owner], bench.figures_of(owner))
            if evidence is not None:
                yield Suggestion(
                    segment=segment,
                    start=match.start(),
                    before=match[0],
                    after=match[0][::-1],
                    code=RULE.code,
                    score=8.0,
                    evidence=(evidence,),
                    confidence=RULE.confidence,
                )


def _evidence(figure: str, own: set[str], other: frozenset[str]) -> Evidence | None:
    """Return what says that a figure was turned: its translation, or a year of the same text."""
    turned = figure[::-1]
    if turned == figure or figure in other:
        return None
    if turned in other and turned not in own:
        return Evidence("translation", "", f"the other language has {turned}, not {figure}", 0.9)
    year = len(figure) == 4 and int(turned) in _YEARS and int(figure) not in _YEARS
    if year and (turned in own or turned in other):
        return Evidence("phrase", "", f"{turned} stands elsewhere in the text", 0.7)
    return None


RULE = Rule(
    code="N504",
    name="digits turned round",
    kind="ocr/reversed-digits",
    origin="ocr",
    finds="A number whose digits stand in the opposite order elsewhere in the text or in its "
    "translation.",
    why="OCR and extraction turn Arabic-Indic digits with the words around them. A number is "
    "never changed without a person: only proposed.",
    wrong_when="Both numbers are meant.",
    before="عام ٦٩٩١ (1996)",
    after="عام ١٩٩٦ (1996)",
    applies=False,
    confidence=0.8,
    words=reversed_digits,
)
