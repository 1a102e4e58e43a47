"""Many chains of versions: on this machine's cores or on Ray, and never the same one twice."""

from parallel_corpus.scale.build import build
from parallel_corpus.scale.cache import ChainCache, cache_folder
from parallel_corpus.scale.stream import Streamed, stream
from parallel_corpus.scale.tasks import Done

__all__ = ["ChainCache", "Done", "Streamed", "build", "cache_folder", "stream"]
