"""N701: damaged word."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.choice import DoubtfulForm, choose, place_at, readings_at
from parallel_corpus.normalise.words.confidence import confidence, features
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.habits import habits
from parallel_corpus.normalise.words.inflection import variation
from parallel_corpus.normalise.words.ranking import Reading, ranked
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion, marked

# So often right is a reading that is proposed; applied, where the text itself speaks for it.
PROPOSED = 0.33
_APPLIED = 0.7
# A scrap may have been many words: never surer, and never applied where it is a word itself (لى).
_SUREST_OF_SCRAP = 0.89
_RARE_SCRAP = 3e-5
# A longer form with such a share of general texts may be a rare word (الرواة), and is kept.
_SCRAP_LENGTH = 2
_LISTED = 1e-7
# What no Arabic word has: ة or ى inside, a seat of the hamza in front, two alefs in a row.
_IMPOSSIBLE = re.compile("^[ةىؤئ]|ة(?=.)|اا")
# A word of the document's own: so long, and hardly expected in a text of this length.
_OWN_LENGTH = 4
_OWN = 0.3
_RARE = 1e-8
# A form that recurs was another word only if that is so much commoner, and far ahead of others.
_MUCH_COMMONER = 1000.0
_CLEARLY = 5.0
# In a sound document the best reading must be so many times likelier than the next.
_FAR_AHEAD = 6.0
_LIKELY = 3e-9
_COMMON = 5e-6
_EASY = 0.7
_FREQUENT = 2
_SEEN = 2
# A confusion is a habit of the document's OCR from so many strange forms on that it explains.
_HABIT = 3


def damaged_words(bench: Bench) -> Iterator[Suggestion]:
    """Find words that no lexicon has, or hardly any, and what they were made of."""
    yield from rivals_by(bench, "N701")
    if bench.language == "ar":
        yield from _running(bench)
    for position, token in enumerate(bench.running.tokens):
        if token is None or bench.is_vocalised(token.segment):
            continue
        if bench.language == "ar" and bench.is_damaged(token.segment):
            if may_be_misread(bench, token):
                yield from _by_channel(bench, position, token)
        elif bench.is_suspect(token.form):
            yield from _by_shape(bench, token)


def may_be_misread(bench: Bench, token: RunningWord) -> bool:
    """Tell whether a form is rare, or a scrap of a word in a text where many are broken."""
    scrap = bench.is_scrap(bench.owners[token.segment], token.form)
    return (scrap and bench.is_ruined(token.segment)) or bench.is_doubtful(
        token.segment, token.form
    )


def _running(bench: Bench) -> Iterator[Suggestion]:
    """Yield one damage all through a document (رنيس for رئيس): proposed once for all its places.

    A form that stands again and again is a name or a term, unless the document also has the
    word that it was made of, or the same confusion makes words of other such forms.
    """
    places: dict[tuple[int, str], list[RunningWord]] = {}
    for token in bench.present():
        if bench.recurs(token.segment, token.form) and not bench.is_vocalised(token.segment):
            places.setdefault((bench.owners[token.segment], token.form), []).append(token)
    readings = {key: found for key in places if (found := _only_reading(bench, *key))}
    for (owner, form), best in readings.items():
        tokens, beside = places[owner, form], bench.counts_of(owner)[best.word]
        if beside or _also_makes_words(bench, owner, form, best.by):
            where = ", ".join(dict.fromkeys(bench.ids[token.segment] for token in tokens[:4]))
            said = f"{form} stands {len(tokens)} times, {best.word} {beside} times: {where}"
            evidence = (
                Evidence("confusion", "channel.tsv", best.by, 0.5),
                Evidence("document", "", said, 0.7),
            )
            for token in tokens:
                yield Suggestion.of(
                    token,
                    marked(token.word, best.word),
                    code=RULE.code,
                    score=6.0,
                    evidence=evidence,
                    confidence=0.8,
                    group=f"{owner} {form}",
                )


def _also_makes_words(bench: Bench, owner: int, form: str, by: str) -> bool:
    """Tell whether a confusion explains another form of the document that no lexicon has."""
    read, _, meant = by.partition("<")
    if not meant:
        return False
    for other in bench.counts_of(owner):
        if other != form and read in other and not bench.share(owner, other):
            ways = (other[: m.start()] + meant + other[m.end() :] for m in re.finditer(read, other))
            if any(bench.share(owner, way) >= _MUCH_COMMONER * _RARE / 10 for way in ways):
                return True
    return False


def _only_reading(bench: Bench, owner: int, form: str) -> Reading | None:
    """Return the reading that is so much commoner than a form that no writer meant the form."""
    found = ranked(bench, owner, form, limit=2)
    if not found:
        return None
    best, next_best = found[0], (found[1].posterior if len(found) > 1 else 0.0)
    rarest = max(bench.share(owner, form), _RARE)
    clear = bench.share(owner, best.word) >= _MUCH_COMMONER * rarest
    return best if clear and best.posterior >= _CLEARLY * next_best else None


def _by_channel(bench: Bench, position: int, token: RunningWord) -> Iterator[Suggestion]:
    """Yield the likeliest reading in a document that is damaged all over."""
    place = place_at(bench, position)
    found = readings_at(bench, place)
    if not found:
        return
    chosen = choose(bench, place, found)
    sure = confidence(features(place, chosen), place.extent)
    if len(place.form) <= _SCRAP_LENGTH:
        sure = min(sure, _SUREST_OF_SCRAP)
    if sure < PROPOSED:
        return
    best = chosen.reading
    own = list(_own_evidence(bench, place, best))
    rest = ", ".join(item.word for item in found[:4] if item != best and item.posterior > 0.05)
    yield Suggestion.of(
        token,
        marked(token.word, best.word),
        code=RULE.code,
        score=5.0 + sure,
        evidence=(
            Evidence("confusion", "channel.tsv", best.by, 0.5),
            *_lexical_evidence(bench, place, best),
            *own,
            *([Evidence("alternatives", "", rest, 0.0)] if rest else []),
        ),
        apply=bool(own) and _may_apply(bench, token, best, sure),
        confidence=sure,
    )


def _may_apply(bench: Bench, token: RunningWord, best: Reading, sure: float) -> bool:
    """Tell whether a form is no word, or a scrap, and its reading sure and no other spelling."""
    form, share = token.form, bench.share(bench.owners[token.segment], token.form)
    if len(form) > 1 and share >= (_LISTED if len(form) > _SCRAP_LENGTH else _RARE_SCRAP):
        return False
    if variation(form, best.word, bench.language) == "seat":
        return False
    return sure >= _APPLIED and bench.is_ruined(token.segment)


def _lexical_evidence(bench: Bench, place: DoubtfulForm, best: Reading) -> Iterator[Evidence]:
    """Yield what proposes but never applies: a lexicon's word, a habit of the document's OCR."""
    if bench.share(place.owner, best.word):
        yield Evidence("lexicon", bench.vocabulary.lexicon.name, best.word, 0.6)
    count = habits(bench, place.owner)[best.by]
    if count >= _HABIT:
        said = f"{best.by} makes words of {count} strange forms here"
        yield Evidence("document", "", said, 0.7)


def _own_evidence(bench: Bench, place: DoubtfulForm, best: Reading) -> Iterator[Evidence]:
    """Yield what this text says: a word of its own, a phrase, a form that cannot be."""
    count = bench.counts_of(place.owner)[best.word]
    seen = _seen(bench, place.owner, best.word)
    if seen or count >= _FREQUENT:
        yield Evidence("phrase", "", f"{best.word} stands {max(seen, count)} times here", 0.8)
    beside = _beside(bench, place, best.word)
    if beside:
        said = f"{best.word} stands beside the same word {beside} times elsewhere"
        yield Evidence("phrase", "", said, 0.8)
    never = _IMPOSSIBLE.search(place.form)
    if never:
        yield Evidence("spelling", "", f"no word is written with {never[0]} there", 0.9)


def _beside(bench: Bench, place: DoubtfulForm, word: str) -> int:
    """Return how often a document or its versions have `word` next to the words around it."""
    seen = bench.pairs_here(place.owner, place.before, word) if place.before else 0
    return seen + (bench.pairs_here(place.owner, word, place.after) if place.after else 0)


def _seen(bench: Bench, owner: int, word: str) -> int:
    """Return how often the document has a word that is its own, and not merely common everywhere.

    The stem under another particle will do. A word that no lexicon has must stand twice: it may
    be damaged itself.
    """
    own = bench.counts_of(owner)
    share = bench.share(owner, word)
    if len(word) < _OWN_LENGTH or share * bench.length_of(owner) > _OWN:
        return 0
    count = own[word]
    stem = lightly(word)
    if not count and len(stem) >= _OWN_LENGTH and bench.share(owner, stem) > 0:
        count = bench.stems_of(owner)[stem]
    return count if share > _RARE or count > 1 else 0


def _by_shape(bench: Bench, token: RunningWord) -> Iterator[Suggestion]:
    """Accept only the plainest case: in a sound document a strange word is mostly a name."""
    found = bench.near(token.form)
    if not found or found[0][0] < _LIKELY:
        return
    score, meant, cost, by = found[0]
    lead = score / found[1][0] if len(found) > 1 else 100.0
    varies = variation(token.form, meant, bench.language)
    if lead < _FAR_AHEAD or varies in ("clitic", "seat"):
        return
    seen = bench.counts[meant]
    damaged = bench.is_damaged(token.segment)
    common = bench.vocabulary.commonness(meant) >= _COMMON
    if not damaged and not (common and (cost <= _EASY or seen >= _SEEN)):
        return
    # A strange English word in small letters is no name; an Arabic one may be.
    no_name = bench.language == "en" and seen >= _SEEN and cost <= _EASY
    evidence = [Evidence("confusion", "confusions.tsv", by, 0.5)]
    if bench.vocabulary.knows(meant):
        evidence.append(Evidence("lexicon", bench.vocabulary.lexicon.name, meant, 0.6))
    if seen:
        evidence.append(Evidence("corpus", "", f"{meant} stands {seen} times in the corpus", 0.6))
    yield Suggestion.of(
        token,
        marked(token.word, meant),
        code=RULE.code,
        score=5.0 + math.log10(score),
        evidence=tuple(evidence),
        apply=no_name,
        confidence=0.9 if no_name else 0.6,
    )


RULE = Rule(
    code="N701",
    name="damaged word",
    kind="ocr/word",
    origin="ocr",
    finds="A spelling that is no word, and the word it was made of by a confusion of letters.",
    why=(
        "Applied where the text itself says so: the same context in another version or elsewhere "
        "in the document, or a word of the document that differs by a confusion that OCR makes. "
        "On a lexicon's word alone it is only proposed. Never the nearest word: the confusion must "
        "be one that happens."
    ),
    wrong_when="A name, or a rare word that no lexicon has.",
    before="مماية الأطفال",
    after="حماية الأطفال",
    confidence=0.9,
    version=6,
    words=damaged_words,
)
