"""N703: other form in the same context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.inflection import variation
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion, marked

_SHORT = 4
_UNUSUAL = 1e-6
_RARE = 1e-7
_RARER = 5.0
_CASE_SEAT = re.compile("ا[ؤئء](?:ه|ها|هم|هما|هن|ك|كم|نا|ي)\\Z")
_SEATS = frozenset("أآؤئء")


def other_forms(bench: Bench) -> Iterator[Suggestion]:
    """Find other endings, persons and hamza seats than a sister text or the lexicon has."""
    yield from rivals_by(bench, "N703")
    yield from _misspelt_seats(bench)


def _misspelt_seats(bench: Bench) -> Iterator[Suggestion]:
    """Find rare spellings of a much commoner word with another hamza: وأبائهم."""
    if bench.language != "ar":
        return
    share = bench.vocabulary.lexicon.frequency
    for token in bench.present():
        form = token.form
        if len(form) <= _SHORT or not bench.is_plain(form) or share(form) > _UNUSUAL:
            continue
        if bench.is_vocalised(token.segment) or bench.counts[form] > 1 or not _SEATS & set(form):
            continue
        found = [
            item
            for item in bench.near(form)
            if variation(form, item[1], "ar") == "seat" and _moves_a_seat(form, item[1])
        ]
        if not found:
            continue
        meant = found[0][1]
        at_home = bench.stems[lightly(meant)] > 0
        if share(meant) > max(_RARE, (3 if at_home else _RARER) * share(form)) and (
            at_home or share(form) <= _RARE
        ):
            yield Suggestion.of(
                token,
                marked(token.word, meant),
                code=RULE.code,
                score=4.0,
                evidence=(Evidence("lexicon", bench.vocabulary.lexicon.name, meant, 0.6),),
                confidence=0.6,
            )


def _moves_a_seat(form: str, meant: str) -> bool:
    """Tell whether أ stands for آ, or seats inside the word differ.

    Not أ for إ, which tells words apart; nor the seat before a pronoun, which follows the case
    (شركاؤها, شركائها).
    """
    case = _CASE_SEAT.search(form)
    return all(
        {one, two} <= _SEATS and one != "آ" and not (case and index == case.start() + 1)
        for index, (one, two) in enumerate(zip(form, meant, strict=False))
        if one != two
    )


RULE = Rule(
    code="N703",
    name="other form in the same context",
    kind="human/agreement",
    origin="human",
    finds="Another ending, person or hamza seat than a sister text has in the same context.",
    why="Such things people write: a remark for the reviser, never applied.",
    wrong_when="Both forms are right in their sentences.",
    before="يمكن أن يؤديه",
    after="يمكن أن تؤديه",
    applies=False,
    confidence=0.4,
    words=other_forms,
)
