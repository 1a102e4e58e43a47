"""`python -m parallel_corpus` is `parallel-corpus`."""

from parallel_corpus.cli.process import run

if __name__ == "__main__":
    run()
