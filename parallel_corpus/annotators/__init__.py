"""Aligned pairs to Annotations, by a language model, a file or a person; and these to findings.

>>> from parallel_corpus.annotators import kind_of
>>> kind_of("Accuracy/Omission")
'R02'
"""

from parallel_corpus.annotators.findings import Tally, fold_in
from parallel_corpus.annotators.load import load_run, make_annotator
from parallel_corpus.annotators.options import AnnotatorOptions
from parallel_corpus.annotators.pairs import Pair, pair_id, pairs_of
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.annotators.records import read_answers, write_answers
from parallel_corpus.annotators.run import AnnotationRun, Wanted
from parallel_corpus.checks.annotated import ANNOTATED, kind_of

__all__ = [
    "ANNOTATED",
    "AnnotationRun",
    "Annotator",
    "AnnotatorOptions",
    "Pair",
    "Tally",
    "Wanted",
    "fold_in",
    "kind_of",
    "load_run",
    "make_annotator",
    "pair_id",
    "pairs_of",
    "read_answers",
    "write_answers",
]
