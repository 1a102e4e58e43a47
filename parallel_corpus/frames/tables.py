"""The records of a corpus that its frames show, one generator a frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.build.scorecard import scorecard
from parallel_corpus.checks import find, find_lone, find_terms
from parallel_corpus.checks.leads import leads
from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.scores import score_pairs
from parallel_corpus.export.corpus import REPAIR_COLUMNS as REPAIR_KEYS
from parallel_corpus.export.records import FINDING_COLUMNS as FINDING_KEYS
from parallel_corpus.export.records import Record, repair_records
from parallel_corpus.export.units import Texts
from parallel_corpus.model import Bitext, place_of

if TYPE_CHECKING:
    import pandas as pd

PAIR_COLUMNS = (
    "document", "source", "target", "source_place", "target_place", "kind",
    "score", "margin", "method", "moved", "source_text", "target_text",
)  # fmt: skip
FIND_COLUMNS = (
    "document", "place", "source_words", "target_words", "source_text", "target_text",
)  # fmt: skip
FINDING_COLUMNS = ("code", "name", "severity", *FINDING_KEYS[3:])
REPAIR_COLUMNS = tuple("kind" if key == "class" else key for key in REPAIR_KEYS)
"""`class` is a word of Python, so that `repairs.class` would be a syntax error."""
SCORE_COLUMNS = (
    "document", "id", "similarity", "source_coverage", "target_coverage", "divergence",
)  # fmt: skip
TERM_COLUMNS = ("english", "arabic", "count", "usual", "others", "elsewhere")
LEAD_COLUMNS = ("document", "place", "english", "arabic", "english_also", "arabic_also")


def pair_records(corpus: CheckedCorpus) -> Iterator[Record]:
    """Yield each bead of each pair, in the order of the text."""
    texts = Texts.of(corpus.documents)
    for pair in corpus.pairs:
        for bead in pair.alignment.beads:
            sides = (bead.source, bead.target)
            yield {
                "document": pair.document,
                "source": " ".join(bead.source),
                "target": " ".join(bead.target),
                "source_place": " ".join(place_of(ref) for ref in bead.source),
                "target_place": " ".join(place_of(ref) for ref in bead.target),
                "kind": texts.segments[(bead.source or bead.target)[0]].kind,
                "score": _number(bead.score),
                "margin": _number(bead.margin),
                "method": bead.method,
                "moved": bead.moved,
                **dict(zip(("source_text", "target_text"), map(texts.text, sides), strict=True)),
            }


def _number(share: float | None) -> float:
    return math.nan if share is None else share


def rows_of(findings: pd.DataFrame, document: str, index: pd.Index[Any]) -> pd.Series[Any]:
    """Return the index of the pair that each finding is on; None for one on another document."""
    rows = [
        int(evidence["row"]) if here == document and "row" in evidence else None
        for here, evidence in zip(findings["document"], findings["evidence"], strict=True)
    ]
    known = [row for row in rows if row is not None]
    if len(known) == len(rows):
        return index.take(known).to_series(index=findings.index)
    labels = index.astype(object)
    series: pd.Series[Any] = findings["code"].astype(object)
    series[:] = [None if row is None else labels[row] for row in rows]
    return series


def score_records(corpus: CheckedCorpus, encoder: Encoder) -> Iterator[Record]:
    """Yield the scores of each pair, in the order of `pair_records`."""
    for pair in corpus.pairs:
        for item in score_pairs(pair.bitext, encoder):
            yield {"document": pair.document, **asdict(item)}


def named_repairs(corpus: CheckedCorpus) -> Iterator[Record]:
    """Yield each repair, its class under the name `kind`."""
    for record in repair_records(corpus.documents):
        yield {"kind" if key == "class" else key: value for key, value in record.items()}


def find_records(corpus: CheckedCorpus, words: str) -> Iterator[Record]:
    """Yield each pair in which `words` stand, in either language and any inflection.

    What has no translation comes last, its text on the side of its language.
    """
    for hit in find([pair.bitext for pair in corpus.pairs], words):
        yield {
            "document": hit.document,
            "place": place_of(hit.unit.name),
            "source_words": [span.text for span in hit.source_spans],
            "target_words": [span.text for span in hit.target_spans],
            "source_text": hit.unit.source_text,
            "target_text": hit.unit.target_text,
        }
    languages = [pair.bitext.source_language for pair in corpus.pairs[:1]] or ["en"]
    for lone in find_lone(corpus.unpaired, words):
        side = "source" if lone.segment.language == languages[0] else "target"
        yield {
            "document": lone.document,
            "place": lone.segment.place,
            "source_words": [],
            "target_words": [],
            "source_text": "",
            "target_text": "",
            f"{side}_words": [span.text for span in lone.spans],
            f"{side}_text": lone.segment.text,
        }


def term_records(bitexts: Sequence[Bitext], least: int) -> Iterator[Record]:
    """Yield each phrase that stands in `least` pairs, and how it is rendered."""
    for term in find_terms(bitexts, least=least):
        yield {
            "english": term.english,
            "arabic": term.arabic,
            "count": term.count,
            "usual": len(term.usual),
            "others": len(term.others),
            "elsewhere": [place.unit.name for place in term.others],
        }


def scorecard_records(corpus: CheckedCorpus) -> Iterator[Record]:
    """Yield what the findings on each document cost, where a scorecard is wanted."""
    return (row.record() for row in scorecard(corpus))


def lead_records(bitexts: Sequence[Bitext]) -> Iterator[Record]:
    """Yield each paragraph of a resolution with the verb that opens it."""
    for bitext in bitexts:
        for lead in leads(bitext.units, bitext.source_language):
            yield {
                "document": bitext.document,
                "place": place_of(lead.unit.name),
                "english": lead.english_shown,
                "arabic": lead.arabic_shown,
                "english_also": lead.english_additive,
                "arabic_also": lead.arabic_additive,
            }
