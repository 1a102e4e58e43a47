"""File formats: other programs' files to lines, bitext rows and glossary entries."""

from parallel_corpus.read.formats.registry import (
    read_bitext,
    read_bitext_pair,
    read_glossary,
    read_lines,
)
from parallel_corpus.read.formats.rows import BitextRow, GlossaryEntry, PlacedLine

__all__ = [
    "BitextRow",
    "GlossaryEntry",
    "PlacedLine",
    "read_bitext",
    "read_bitext_pair",
    "read_glossary",
    "read_lines",
]
