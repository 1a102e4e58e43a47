"""What OCR gets wrong in a document it gets wrong again: the confusions that it often made."""

from __future__ import annotations

from collections import Counter

from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.ranking import Reading, ranked

_SHORTEST = 4
_TELLING = 0.4
_RARE = 1e-7


def habits(bench: Bench, owner: int) -> Counter[str]:
    """Return, for each confusion, of how many strange forms of a document it makes listed words."""
    found = bench.habits.get(owner)
    if found is None:
        found = bench.habits[owner] = Counter()
        for form in bench.counts_of(owner):
            if len(form) < _SHORTEST or not bench.is_doubtful_form(owner, form):
                continue
            best = next(iter(ranked(bench, owner, form, limit=1)), None)
            if best and best.posterior >= _TELLING and _is_listed(bench, owner, best):
                found[best.by] += 1
    return found


def _is_listed(bench: Bench, owner: int, reading: Reading) -> bool:
    """Tell whether a reading is a word of some use, found by a letter misread or lost."""
    invented = reading.by.startswith("gained") or reading.by == "space"
    return not invented and bench.share(owner, reading.word) >= _RARE
