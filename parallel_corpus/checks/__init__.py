"""Aligned text to Findings: one registry, one small file a check.

>>> from parallel_corpus.checks import REGISTRY
>>> REGISTRY["S01"].name
'unpaired'
"""

from parallel_corpus.checks.check import Check, CheckSettings, Explanation
from parallel_corpus.checks.concordance import Hit, LoneHit, find, find_lone
from parallel_corpus.checks.glossary import Entry, read_glossary
from parallel_corpus.checks.ranking import RankedFindings, rank
from parallel_corpus.checks.registry import REGISTRY, severity
from parallel_corpus.checks.run import PIECE, check, check_corpus, check_piece, check_pieces, gate
from parallel_corpus.checks.terms import Term, find_terms
from parallel_corpus.checks.versions import compare
from parallel_corpus.evidence.scores import PairScore, score_pairs
from parallel_corpus.model import Bitext, Unit, Witness

__all__ = [
    "PIECE",
    "REGISTRY",
    "Bitext",
    "Check",
    "CheckSettings",
    "Entry",
    "Explanation",
    "Hit",
    "LoneHit",
    "PairScore",
    "RankedFindings",
    "Term",
    "Unit",
    "Witness",
    "check",
    "check_corpus",
    "check_piece",
    "check_pieces",
    "compare",
    "find",
    "find_lone",
    "find_terms",
    "gate",
    "rank",
    "read_glossary",
    "score_pairs",
    "severity",
]
