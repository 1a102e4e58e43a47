"""`python -m parallel_corpus` is `parallel-corpus`."""

from parallel_corpus.cli import main

main(prog_name="parallel-corpus")
