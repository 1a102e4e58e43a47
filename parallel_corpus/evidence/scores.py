"""One line a pair, for people who want to rank or filter a bitext rather than read findings."""

from __future__ import annotations

from dataclasses import dataclass

from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.bitext import BitextEvidence
from parallel_corpus.evidence.divergence import Judgement, judge, pool, probability
from parallel_corpus.evidence.lexicon import TranslationLexicon, tokens
from parallel_corpus.evidence.lexicon.learning import adapt
from parallel_corpus.evidence.quantities.compare import unmatched
from parallel_corpus.language import script
from parallel_corpus.model import Bitext, Unit

# A number that differs makes a pair as divergent as this; see N01 for how often it is right.
_OTHER_NUMBER, _LONE_NUMBER, _OTHER_MONTH = 4.0, 1.0, 4.0
_TEACHES = 500  # pairs from which a bitext is worth learning words from
_COPIED = 6.0  # log odds of a target that is in the source's language


@dataclass(frozen=True, slots=True)
class PairScore:
    """`divergence` runs from 0 (fine) to 1 (surely divergent).

    `source_coverage` says how surely all that the source says has a counterpart, `target_coverage`
    the same of the target: 1 surely, 0 surely not. An omission lowers the one, an addition the
    other. `similarity` is the cosine of the two sides.
    """

    id: str
    similarity: float
    source_coverage: float
    target_coverage: float
    divergence: float


def score_pairs(
    bitext: Bitext, encoder: Encoder, *, lexicon: TranslationLexicon | None = None
) -> list[PairScore]:
    """Score every unit, in order; a unit with one side only is surely divergent.

    All evidence is asked of every pair, which takes some 40 ms a pair on one core. The
    coverages are absolute, so that those of two files compare, and so is the divergence except in
    texts of another kind (see `pool`); findings say what stands out in one.
    """
    evidence = BitextEvidence(bitext, encoder)
    units = evidence.paired
    judged = _judgements(evidence, lexicon or evidence.lexicon)
    scored = {
        unit.key: _score(bitext, unit, item, pooled)
        for unit, item, pooled in zip(units, judged, pool(judged), strict=True)
    }
    lone = {True: (0.0, 1.0), False: (1.0, 0.0)}
    return [
        scored.get(unit.key) or PairScore(unit.name, 0.0, *lone[bool(unit.source)], 1.0)
        for unit in bitext.units
    ]


def _judgements(evidence: BitextEvidence, lexicon: TranslationLexicon) -> list[Judgement]:
    """Judge thoroughly; a bitext that is large enough first teaches its own words."""
    texts = [(unit.source_text, unit.target_text) for unit in evidence.paired]
    if len(texts) < _TEACHES:
        return list(judge(evidence, texts, lexicon))
    english_first = evidence.bitext.source_language == "en"
    stems = [tuple([t.stem for t in tokens(text)] for text in pair) for pair in texts]
    pairs = [(one, other) if english_first else (other, one) for one, other in stems]
    halves = [
        judge(evidence, texts[half::2], adapted)
        for half, adapted in enumerate(adapt(lexicon, pairs))
    ]
    return [next(halves[i % 2]) for i in range(len(texts))]


def _score(bitext: Bitext, unit: Unit, item: Judgement, pooled: float) -> PairScore:
    worst = max(pooled, _quantities(bitext, unit), _copied(bitext, unit))
    return PairScore(
        id=unit.name,
        similarity=round(item.coverage.similarity, 4),
        source_coverage=round(1 - probability(max(item.omission, item.mismatch)), 6),
        target_coverage=round(1 - probability(max(item.addition, item.mismatch)), 6),
        divergence=round(probability(worst), 6),
    )


def _quantities(bitext: Bitext, unit: Unit) -> float:
    languages = bitext.source_language, bitext.target_language
    rest = unmatched(unit.source_text, unit.target_text, languages)
    worst = float("-inf")
    if rest:
        worst = _OTHER_NUMBER if rest.contrasts else _LONE_NUMBER
    if rest.months.source or rest.months.target:
        worst = max(worst, _OTHER_MONTH)
    return worst


def _copied(bitext: Bitext, unit: Unit) -> float:

    arabic, latin = script.letters(unit.target_text)
    wrong = latin if bitext.target_language == "ar" else arabic
    same = script.comparison_key(unit.source_text) == script.comparison_key(unit.target_text)
    if wrong > (arabic + latin) / 2 and wrong > 12:
        return _COPIED
    return _COPIED if same and wrong > 3 else float("-inf")
