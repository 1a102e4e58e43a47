"""Write findings into the file that they are about, and change nothing else of it.

A file of `formats/` is a format. It reads the original once, says where which bytes go in, and
the original is copied with them: nothing is written anew, so that nothing can get lost.
"""

from parallel_corpus.export.writeback.notes import Choice, Note, NotedUnits, choose_notes
from parallel_corpus.export.writeback.registry import WRITE_BACK, Written, write_back

__all__ = [
    "WRITE_BACK",
    "Choice",
    "Note",
    "NotedUnits",
    "Written",
    "choose_notes",
    "write_back",
]
