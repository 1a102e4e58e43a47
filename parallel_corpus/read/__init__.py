"""Files to Documents: formats, language halves, structure, numbering. Changes no text."""

from parallel_corpus.read.documents import (
    Survey,
    document_name,
    read_corpus,
    read_document,
    read_documents,
    read_lines,
    read_texts,
    survey_files,
)
from parallel_corpus.read.pair import read_pair, tell_languages

__all__ = [
    "Survey",
    "document_name",
    "read_corpus",
    "read_document",
    "read_documents",
    "read_lines",
    "read_pair",
    "read_texts",
    "survey_files",
    "tell_languages",
]
