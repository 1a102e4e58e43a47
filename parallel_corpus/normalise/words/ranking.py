"""Which word was meant: all readings of a damaged spelling, weighed as a noisy channel does.

P(meant | read) is proportional to P(meant) P(read | meant): how common the word is, in the
document and in the lexicon, times how easily it is read so (`channel`). That nothing is damaged
is one of the readings. See Kernighan, Church and Gale (1990), Brill and Moore (2000).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.channel import change_of, load_channel, readings
from parallel_corpus.normalise.words.lexicon import Lexicon
from parallel_corpus.normalise.words.spelling import Spelling, shares_in

# What a share of the document counts for beside the same share of the lexicon's texts.
_DOCUMENT = 0.003
_UNHEARD = 1e-9
# Shares of general texts say less of this one than the channel does; the power weighs them down.
_POWER = 0.7
# A form that can be taken apart into known pieces is that much likelier than its rarest pieces.
_TAKEN_APART = 5.0
# The share of words that are damaged is this much more than of those seen to be.
_UNSEEN_DAMAGE = 4.0
_MOST_DAMAGE = 0.5
# How often و and ف stand before a word, and how often a particle loses the space after it.
_AND = 0.02
_TIGHT = 0.02
_AND_LETTERS = "وف"
_PARTICLES = ("ما", "لا", "يا")
_SHORTEST = 3


Share = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that may have been meant, the change to it, and its posterior probability.

    `weight` is the logarithm (base 10) of the probability of the change.
    """

    word: str
    by: str
    posterior: float
    weight: float = 0.0


def ranked(bench: Bench, owner: int, form: str, limit: int = 5) -> list[Reading]:
    """Return the likeliest words for `form` in document `owner`, the likeliest first.

    The posteriors leave room for the form's being right as it stands.
    """
    found = _scores(bench, owner, form)
    if not found:
        return []
    own = bench.counts_of(owner)
    itself = likely(partial(bench.share, owner), form) + _TAKEN_APART * bench.vocabulary.commonness(
        form
    )
    itself += _DOCUMENT * (own[form] - 1) / bench.length_of(owner) + _UNHEARD
    damage = min(_MOST_DAMAGE, _UNSEEN_DAMAGE * bench.suspects.get(owner, 0.0))
    whole = damage * sum(score for _, score, *_ in found) + (1 - damage) * itself**_POWER
    best = sorted(found, key=lambda item: (-item[1], item[0]))[:limit]
    return [Reading(word, by, damage * score / whole, weight) for word, score, by, weight in best]


def likely(shares: Share, form: str) -> float:
    """Return a form's share of text; that of a word after و or ف where only the word is listed."""
    share = shares(form)
    if form[0] in _AND_LETTERS and len(form) > _SHORTEST:
        share = max(share, _AND * shares(form[1:]))
    return share


def _scores(bench: Bench, owner: int, form: str) -> list[tuple[str, float, str, float]]:
    """Return each reading: (word, score, change, log-probability of the change)."""
    own = bench.counts_of(owner)
    total = bench.length_of(owner)
    listed = _listed(bench.vocabulary.lexicon, bench.spelling(owner), form)
    found = [
        (word, (share + _DOCUMENT * own[word] / total) ** _POWER * 10**weight, by, weight)
        for word, share, weight, by in listed
    ]
    for word in sorted(bench.terms_like(owner, form)):
        change = change_of(form, word)
        if change is not None:
            weight, by = load_channel().weight(*change), f"{change[0]}<{change[1]}"
            found.append((word, (_DOCUMENT * own[word] / total) ** _POWER * 10**weight, by, weight))
    for particle in _PARTICLES:
        rest = form.removeprefix(particle)
        if rest != form and len(rest) >= _SHORTEST and bench.share(owner, rest) > 0.0:
            score = bench.share(owner, rest) ** _POWER * _TIGHT
            found.append((f"{particle} {rest}", score, "space", math.log10(_TIGHT)))
    return found


@lru_cache(maxsize=1 << 14)
def _listed(
    lexicon: Lexicon, spelling: Spelling, form: str
) -> tuple[tuple[str, float, float, str], ...]:
    """Return the listed words one change away.

    (word, share, log-probability of the change, change).
    """
    shares = shares_in(lexicon, spelling)
    return tuple(
        (word, share, weight, by)
        for word, (weight, by) in readings(form, load_channel()).items()
        if word and (share := likely(shares, word)) > 0.0
    )


def forget() -> None:
    """Forget what was looked up: needed only where another channel is put in."""
    _listed.cache_clear()
