"""Fuzzing: `make fuzz`. A target is bytes to a check that nothing but CorpusError is raised.

targets.py   the registry: name to harness
readers.py   files of every format        texts.py   normaliser, quantities, plain texts
records.py   settings, decisions, --columns, gold alignments
strangers.py cache entries, annotations, requests to the desk
cases.json   each crash that was found, replayed in `make test` by test_cases.py
__main__.py  runs the targets with atheris
"""
