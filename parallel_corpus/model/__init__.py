"""The nouns of a parallel corpus: plain, frozen, picklable, and without input or output.

Every stage takes these and gives these. A stage that needs to change something
returns a new object (`dataclasses.replace`), so an object once made can be trusted.
"""

from parallel_corpus.model.annotations import Annotation, Answer
from parallel_corpus.model.bitext import Alignment, Bead, Bitext, Key, Method, Row, Unit, Witness
from parallel_corpus.model.findings import (
    SEVERITIES,
    Change,
    Decision,
    Finding,
    Severity,
    Span,
)
from parallel_corpus.model.ids import (
    document_of,
    fingerprint,
    language_of,
    place_kind,
    place_of,
    row_of,
    segment_id,
    text_of,
)
from parallel_corpus.model.texts import (
    LANGUAGE_NAMES,
    Document,
    Edit,
    Evidence,
    Language,
    Origin,
    Repair,
    Segment,
    Source,
    Status,
)

__all__ = [
    "LANGUAGE_NAMES",
    "SEVERITIES",
    "Alignment",
    "Annotation",
    "Answer",
    "Bead",
    "Bitext",
    "Change",
    "Decision",
    "Document",
    "Edit",
    "Evidence",
    "Finding",
    "Key",
    "Language",
    "Method",
    "Origin",
    "Repair",
    "Row",
    "Segment",
    "Severity",
    "Source",
    "Span",
    "Status",
    "Unit",
    "Witness",
    "document_of",
    "fingerprint",
    "language_of",
    "place_kind",
    "place_of",
    "row_of",
    "segment_id",
    "text_of",
]
