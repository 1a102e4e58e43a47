"""The same text twice: documents that are in the corpus in two files, and pairs that come back.

What repeats is compared by words (`script.word_key`), so that vowel marks, hamza seats, case and
punctuation tell no two texts apart. Candidates come from MinHash signatures (Broder 1997, by the
package datasketch) and are then compared in full: what is reported is never an estimate.
"""

from parallel_corpus.duplicates.documents import TwinDocuments, twin_documents
from parallel_corpus.duplicates.pairs import Place, Repeats, TwinPairs, repeats

__all__ = ["Place", "Repeats", "TwinDocuments", "TwinPairs", "repeats", "twin_documents"]
