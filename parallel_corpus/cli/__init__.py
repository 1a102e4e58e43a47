"""The command line: parse, call, print; no logic.

Every command lives in a module of its own and imports what it runs only when it runs, so that
`--help` answers at once.
"""

from parallel_corpus.cli.group import main

__all__ = ["main"]
