"""N704: lost space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.ranking import likely
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion

# Half of this share of text makes a word common enough to be one of two.
_HALF = 2e-5
_SHORTEST = {"ar": 3, "en": 2}
# Words of two letters that stand by themselves; all other pairs of letters are chance.
_SHORT_WORDS = frozenset(("فى", "في", "من", "عن", "يا", "لا", "ما", "ان", "أن", "او", "أو", "قد"))
_END_WORDS = "ةى"
_OFTEN = 5
_SEEN = 2
_ENDING = 1e-6
_LISTED = 1e-8
_LONG = 5
# Where two words were likelier than one, by the odds, in real OCR: from here on mostly right.
_ODDS = 1.0
_PARTICLE_ODDS = 0.2
_UNHEARD = 1e-8
_RARE_FORM = 1e-5
_WORD = 3
_PARTICLE = re.compile("[وف]?(?:لا|ما|يا)")
# What begins a verb of the present; not ن, since لان is لأن in most texts.
_PERSONS = frozenset("يتأ")
# How often such proposals were right in real OCR (`tests/benchmarks/reliability_normalise.py`).
_AFTER_PARTICLE, _LIKELIER = 0.8, 0.6
_BEFORE = frozenset(("فى", "من", "عن", "قد", "لم", "لن", "هل"))
# What begins or ends words more often than it stands beside them.
_BEGINNINGS = frozenset(("الا", "الي", "الم", "بال", "وال", "كال", "فال"))
_TAILS = frozenset(("هما", "كما", "انا", "ناه", "اها", "الا", "تين", "ها", "هم"))


def lost_spaces(bench: Bench) -> Iterator[Suggestion]:
    """Find two words that are written as one."""
    yield from rivals_by(bench, "N704")
    for token in bench.present():
        if token.word != token.form or bench.is_vocalised(token.segment):
            continue
        if bench.is_suspect(token.form):
            yield from _two_words(bench, token)
        if bench.language == "ar" and bench.is_ruined(token.segment):
            yield from _likelier_apart(bench, token)


def _likelier_apart(bench: Bench, token: RunningWord) -> Iterator[Suggestion]:
    """Propose two words where they are likelier side by side than the form that was read."""
    owner, form = bench.owners[token.segment], token.form
    if len(form) < _LONG or bench.counts_of(owner)[form] > 1 or not bench.is_plain(form):
        return
    share = partial(likely, partial(bench.share, owner))
    itself = share(form) + _UNHEARD
    if itself > _RARE_FORM:
        return
    ways = [
        (share(form[:cut]) * share(form[cut:]) / itself, form[:cut], form[cut:])
        for cut in range(2, len(form) - 2)
        if _may_part(form[:cut], form[cut:])
    ]
    odds, first, second = max(ways, default=(0.0, "", ""))
    particle = bool(_PARTICLE.fullmatch(first))
    if odds < (_PARTICLE_ODDS if particle else _ODDS):
        return
    yield Suggestion.of(
        token,
        f"{first} {second}",
        code=RULE.code,
        score=6.5,
        evidence=(
            Evidence("lexicon", bench.vocabulary.lexicon.name, f"{first} {second}", 0.7),
            Evidence("odds", "", f"likelier apart by {odds:.2g}", 0.5),
        ),
        confidence=_AFTER_PARTICLE if particle else _LIKELIER,
    )


def _may_part(first: str, second: str) -> bool:
    """Tell whether two words that are often written as one, or by mistake, may meet there."""
    if _PARTICLE.fullmatch(first):
        return first[-2:] == "يا" or second[0] in _PERSONS
    whole = (len(first) >= _WORD and first not in _BEGINNINGS) or first in _BEFORE
    return whole and len(second) >= _WORD and second not in _TAILS


def _two_words(bench: Bench, token: RunningWord) -> Iterator[Suggestion]:
    """Split two common words without their space: عبرالإنترنت, فىالغرفة, ofthe."""
    owner, form = bench.owners[token.segment], token.form
    if len(form) < _LONG or bench.counts_of(owner)[form] > 1:
        return
    cut, share, ends = _best_cut(bench, owner, form)
    if cut == 0:
        return
    halves = form[:cut], form[cut:]
    own = bench.counts_of(owner)
    apart, here = bench.pairs[halves], min(own[half] for half in halves)
    damaged = bench.is_ruined(token.segment)
    if not (ends or apart or damaged):
        return
    evidence = [Evidence("lexicon", bench.vocabulary.lexicon.name, " ".join(halves), 0.7)]
    if ends:
        said = f"{halves[0][-1]} stands only at the end of words"
        evidence.append(Evidence("spelling", "", said, 0.9))
    if apart:
        evidence.append(Evidence("corpus", "", f"{apart} times apart in the corpus", 0.6))
    if here:
        evidence.append(Evidence("phrase", "", f"both words stand {here} times here", 0.6))
    apply = ends or apart >= _OFTEN or (damaged and (apart > 0 or here >= _SEEN))
    yield Suggestion.of(
        token,
        " ".join(halves),
        code=RULE.code,
        score=7.0 if ends or apart or here else 3.0 + share,
        evidence=tuple(evidence),
        apply=apply,
        confidence=0.95 if ends else 0.9 if apply else 0.6,
    )


def _best_cut(bench: Bench, owner: int, form: str) -> tuple[int, float, bool]:
    """Return where two words meet.

    (place, share of the rarer, whether a letter there proves it).
    """
    best = (0, 0.0, False)
    for cut in range(2, len(form) - 1):
        first, second = form[:cut], form[cut:]
        if not (_may_stand(bench, first) and _may_stand(bench, second)):
            continue
        ends = first[-1] in _END_WORDS and bench.language == "ar"
        share = min(bench.share(owner, first), bench.share(owner, second))
        if ends and bench.share(owner, first) >= _ENDING:
            ends = bench.share(owner, second) >= _LISTED or bench.vocabulary.knows(second)
            if not ends:
                continue
        elif share < _HALF:
            continue
        else:
            ends = False
        if (ends, share) > (best[2], best[1]):
            best = (cut, share, ends)
    return best


def _may_stand(bench: Bench, word: str) -> bool:
    return len(word) >= _SHORTEST[bench.language] or word in _SHORT_WORDS


RULE = Rule(
    code="N704",
    name="lost space",
    kind="ocr/lost-space",
    origin="ocr",
    finds="Two words written as one that no lexicon knows.",
    why=(
        "Both halves are common words. Applied where ة or ى, which end words, prove it, or where "
        "the corpus has the two words apart; otherwise proposed."
    ),
    wrong_when="A name made of two words (عبدالله) that is not listed.",
    before="عبرالإنترنت",
    after="عبر الإنترنت",
    confidence=0.9,
    version=4,
    words=lost_spaces,
)
