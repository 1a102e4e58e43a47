"""Files to Documents: formats, language halves, structure, numbering. Changes no text."""

from parallel_corpus.read.documents import (
    read_corpus,
    read_document,
    read_documents,
    read_lines,
    read_texts,
)
from parallel_corpus.read.pair import read_pair, tell_languages
from parallel_corpus.read.survey import Survey, survey_files
from parallel_corpus.read.text_file import document_name

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
