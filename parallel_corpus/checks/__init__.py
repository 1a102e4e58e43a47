"""Aligned text to Findings: one registry, one small file a check.

>>> from parallel_corpus.checks import REGISTRY
>>> REGISTRY["S01"].name
'unpaired'
"""

from parallel_corpus.checks.bitext import Bitext, Unit, Witness
from parallel_corpus.checks.check import Check, CheckSettings, Explanation
from parallel_corpus.checks.registry import REGISTRY, severity
from parallel_corpus.checks.run import check, check_corpus, rank
from parallel_corpus.checks.scores import PairScore, score_pairs
from parallel_corpus.checks.versions import compare

__all__ = [
    "REGISTRY",
    "Bitext",
    "Check",
    "CheckSettings",
    "Explanation",
    "PairScore",
    "Unit",
    "Witness",
    "check",
    "check_corpus",
    "compare",
    "rank",
    "score_pairs",
    "severity",
]
