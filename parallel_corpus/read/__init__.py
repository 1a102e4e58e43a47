"""Files to Documents: formats, language halves, structure, numbering. Changes no text."""

from parallel_corpus.read.documents import (
    document_name,
    read_corpus,
    read_document,
    read_lines,
    read_texts,
)

__all__ = ["document_name", "read_corpus", "read_document", "read_lines", "read_texts"]
