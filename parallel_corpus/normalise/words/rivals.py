"""Words that stand where a sister text has others: which of the two was meant."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parallel_corpus.model import Evidence
from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.confusions import IMPOSSIBLE, Candidate
from parallel_corpus.normalise.words.contexts import slots
from parallel_corpus.normalise.words.inflection import prefix_of, stems, variation
from parallel_corpus.normalise.words.neighbours import Neighbours
from parallel_corpus.normalise.words.suggestion import Suggestion, marked

Words = tuple[str, ...]

_ENOUGH = 0.25
_RARE = 2e-7
_ENOUGH_FOR_A_REMARK = 0.8
_WITNESSES = 3
_UNCERTAIN = 0.5
_MUCH = 0.8
_SHORTEST = 4
_WELL_ATTESTED = 1.5


@dataclass(slots=True)
class Rival:
    """What stands elsewhere in the same context, at which positions, and how alike it looks."""

    words: Words
    cost: float
    by: str
    strength: float = 0.0
    places: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)


Rivals = dict[tuple[int, int], dict[Words, Rival]]


def find_rivals(bench: Bench) -> Rivals:
    """Find for each position (and number of words there) what else stands in its contexts."""
    found: Rivals = {}
    for slot in slots(bench.running):
        for said, at in slot.fillers.items():
            for other, others in slot.fillers.items():
                if said == other or not _concerns(bench, slot.strength, said, at, others):
                    continue
                for offset, size, meant, cost, by in _compare(bench, said, other):
                    for position in at:
                        rivals = found.setdefault((position + offset, size), {})
                        rival = rivals.setdefault(meant, Rival(meant, cost, by))
                        rival.strength = max(rival.strength, slot.strength)
                        rival.places.update(place + offset for place in others)
                        rival.own.update(place + offset for place in at if place != position)
    return found


def _concerns(
    bench: Bench, strength: float, said: Words, at: Sequence[int], others: Sequence[int]
) -> bool:
    """Tell whether anything could follow.

    Of real words, only sister texts tell, and only clearly.
    """
    if any(bench.is_suspect(word) for word in said):
        return True
    if strength < _MUCH and len(said) == 1:
        return False
    here = {bench.owners[bench.running.token(place).segment] for place in at}
    there = {bench.owners[bench.running.token(place).segment] for place in others}
    return any(there & {owner, *bench.kin.get(owner, ())} for owner in here)


def _compare(
    bench: Bench, said: Words, other: Words
) -> Iterator[tuple[int, int, Words, float, str]]:
    """Yield (offset, size, meant, cost, confusions) of each word of `said` that `other` has."""
    if len(said) != len(other):
        if "".join(said) == "".join(other):
            yield 0, len(said), other, _UNCERTAIN, "space"
        return
    ways = [_explain(bench, one, two) for one, two in zip(said, other, strict=True)]
    if all(way.cost < IMPOSSIBLE for way in ways):
        for offset, (one, way) in enumerate(zip(said, ways, strict=True)):
            if way.word != one:
                yield offset, 1, (way.word,), way.cost, way.by


def _explain(bench: Bench, one: str, two: str) -> Candidate:
    """Return what `one` should be if `two` is right, and how it came to be as it is."""
    if one == two:
        return Candidate(one, 0.0, "")
    direct = Candidate(two, *bench.cost(one, two))
    if bench.language == "en":
        return direct
    if not bench.is_suspect(one):
        free = variation(one, two, bench.language) == "clitic" and bench.vocabulary.knows(one)
        return Candidate(two, IMPOSSIBLE, "") if free else direct
    # The same word with another particle in front testifies too: للإنتربول for الإنتربول.
    meant = prefix_of(one) + lightly(two)
    if meant in (one, two) or not bench.vocabulary.knows(meant):
        return direct
    return min(direct, Candidate(meant, *bench.cost(one, meant)), key=lambda item: item.cost)


def rivals_by(bench: Bench, code: str) -> Iterator[Suggestion]:
    """Yield what other contexts suggest under one code; all are weighed once for a bench."""
    if bench.rivals is None:
        bench.rivals = list(_weigh_rivals(bench))
    return (item for item in bench.rivals if item.code == code)


def _weigh_rivals(bench: Bench) -> Iterator[Suggestion]:
    """Find for each contested place the best rival, where it outweighs what stands there."""
    found = find_rivals(bench)
    pairs = Neighbours.of(bench, _stems_in_question(bench, found))
    best: dict[tuple[int, int], tuple[float, Rival]] = {}
    for (position, size), rivals in sorted(found.items()):
        said = _said(bench, position, size)
        scored = [(_score(bench, pairs, position, said, rival), rival) for rival in rivals.values()]
        best[position, size] = max(scored, key=lambda item: (item[0], item[1].words))
    for (position, size), (score, rival) in best.items():
        said = _said(bench, position, size)
        total = score + _beside_contested(best, position, rival)
        suggestion = _suggest(bench, position, said, rival, total)
        if suggestion is not None:
            yield suggestion


def _stems_in_question(bench: Bench, found: Rivals) -> set[str]:
    return {
        stem
        for (position, _), rivals in found.items()
        for said in (*rivals, (bench.running.token(position).form,))
        for word in said
        for stem in stems(word)
    }


def _said(bench: Bench, position: int, size: int) -> Words:
    return tuple(bench.running.token(position + step).form for step in range(size))


def _beside_contested(
    best: dict[tuple[int, int], tuple[float, Rival]], position: int, rival: Rival
) -> float:
    """Return half the score of a contested neighbour whose rival stands beside this one's."""
    score = 0.0
    for step in (-1, 1):
        other = best.get((position + step, 1))
        if other and other[1].places & {place + step for place in rival.places}:
            score += 0.5 * other[0]
    return score


def _score(bench: Bench, pairs: Neighbours, position: int, said: Words, rival: Rival) -> float:
    """Score by how much the rival outweighs what is said, in steps of about one good reason."""
    if len(said) != 1 or len(rival.words) != 1:
        return _score_spaces(bench, said, rival)
    word, meant = said[0], rival.words[0]
    knows, common = bench.vocabulary.knows, bench.vocabulary.commonness
    own = {*rival.own, position}
    score = 2.0 * (knows(meant) - knows(word))
    score += _clip(math.log2(len(rival.places) / len(own)), 2.0)
    more = pairs.elsewhere(bench, meant, position, rival.places)
    fewer = pairs.elsewhere(bench, word, position, own)
    score += 0.7 * _clip(more - fewer, 3.0)
    if min(len(lightly(word)), len(lightly(meant))) > _WITNESSES:
        more = bench.stems[lightly(meant)] - len(rival.places)
        fewer = bench.stems[lightly(word)] - len(own)
        score += 0.4 * _clip(math.log2((1 + max(0, more)) / (1 + max(0, fewer))), 2.0)
    # Damage makes rare words of common ones; among common words frequency says little.
    weight = 0.5 if common(word) < _RARE else 0.15
    score += weight * _clip(math.log10((common(meant) + 1e-9) / (common(word) + 1e-9)), 2.0)
    return score + _surroundings(bench, position, rival)


def _score_spaces(bench: Bench, said: Words, rival: Rival) -> float:
    common = bench.vocabulary.commonness
    worst, best = min(map(common, said)), min(map(common, rival.words))
    score = 0.5 * _clip(math.log2(len(rival.places) / (1 + len(rival.own))), 2.0)
    return score + 0.5 * _clip(math.log10((best + 1e-9) / (worst + 1e-9)), 3.0)


def _surroundings(bench: Bench, position: int, rival: Rival) -> float:
    """Score how damaged the surroundings are: damage seldom comes alone in a document or a line."""
    here = _broken_beside(bench, position)
    there = max(_broken_beside(bench, place) for place in rival.places)
    owner = bench.owners[bench.running.token(position).segment]
    others = {bench.owners[bench.running.token(place).segment] for place in rival.places}
    rates = bench.suspects
    worse = rates.get(owner, 0.0) - min(rates.get(other, 0.0) for other in others)
    return 0.5 * (here - there) + 0.3 * ((worse > 0) - (worse < 0))


def _broken_beside(bench: Bench, position: int) -> int:
    around = (bench.running.tokens[position + step] for step in (-1, 1))
    return sum(token is not None and bench.is_broken(token.form) for token in around)


def _clip(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _suggest(
    bench: Bench, position: int, said: Words, rival: Rival, score: float
) -> Suggestion | None:
    code = _code(bench, said, rival, score)
    first = bench.running.token(position)
    if code is None or not _may_say(bench, first.segment, rival, code):
        return None
    last = bench.running.token(position + len(said) - 1)
    text = bench.texts[first.segment]
    lexical = tuple(_lexicon(bench, said, rival.words))
    apply = bool(lexical) and score >= 1.0 and _may_apply(bench, first.segment, said, rival, code)
    return Suggestion(
        segment=first.segment,
        start=first.start,
        before=text[first.start : last.end],
        after=marked(first.word, " ".join(rival.words)),
        code=code,
        score=10.0 + score,
        evidence=(*_places(bench, first.segment, rival), *lexical),
        apply=apply,
        confidence=round(1 / (1 + math.exp(-score)), 2),
    )


def _may_apply(bench: Bench, segment: int, said: Words, rival: Rival, code: str) -> bool:
    """Return a non-word, and a context that is either long or a sister text's."""
    if code not in ("N701", "N704", "N705") or bench.is_vocalised(segment):
        return False
    if len(rival.words) == 1 and said and _varies(bench, said, rival.words[0]):
        return False
    kinds = (bench.relation(segment, bench.running.token(at).segment) for at in rival.places)
    return rival.strength >= _MUCH or "version" in kinds


def _varies(bench: Bench, said: Words, meant: str) -> bool:
    """Tell whether two words are forms of one, of which a text may have either.

    Or too short to say.
    """
    if len(said) != 1:
        return False
    asked = said[0].startswith("أ") and bench.vocabulary.knows(said[0][1:])  # أتذهب: do you go
    short = len(said[0]) < _SHORTEST
    return asked or short or variation(said[0], meant, bench.language) is not None


def _may_say(bench: Bench, segment: int, rival: Rival, code: str) -> bool:
    """Tell whether a sister text allows the rival; unrelated texts choose words on purpose."""
    if code not in ("N702", "N703"):
        return True
    if bench.language == "en" and (code == "N703" or " " in rival.by or "lost" in rival.by):
        return False
    kinds = {bench.relation(segment, bench.running.token(at).segment) for at in rival.places}
    if "version" in kinds:
        return rival.strength >= _MUCH
    return "phrase" in kinds and rival.strength >= 1.0 and code == "N702"


def _code(bench: Bench, said: Words, rival: Rival, score: float) -> str | None:
    if score < _ENOUGH:
        return None
    if len(said) != len(rival.words):
        return "N704" if len(said) == 1 else "N705"
    word, meant = said[0], rival.words[0]
    varies = variation(word, meant, bench.language)
    if not bench.vocabulary.knows(word):
        return None if varies == "clitic" else "N701"
    if varies is None or (varies == "person" and score >= _WELL_ATTESTED):
        return "N702"
    if varies == "clitic" or score < _ENOUGH_FOR_A_REMARK or rival.strength < _UNCERTAIN:
        return None
    return "N703"


def _places(bench: Bench, segment: int, rival: Rival) -> Iterator[Evidence]:
    """Yield where the rival stands.

    In another version or witness, or elsewhere in this document.
    """
    for place in sorted(rival.places)[:_WITNESSES]:
        token = bench.running.token(place)
        text = bench.texts[token.segment]
        around = text[max(0, token.start - 20) : token.end + 20].strip()
        kind = bench.relation(segment, token.segment)
        yield Evidence(kind, bench.ids[token.segment], around, rival.strength)


def _lexicon(bench: Bench, said: Words, meant: Words) -> Iterator[Evidence]:
    """Yield the lexicon's word, where it knows what is meant and does not know all that is said."""
    knows, name = bench.vocabulary.knows, bench.vocabulary.lexicon.name
    if all(map(knows, meant)) and not all(map(knows, said)):
        yield Evidence("lexicon", name, " ".join(meant), 0.8)
