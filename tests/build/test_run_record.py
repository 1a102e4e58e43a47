"""What `run.json` says a result was made with."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from pathlib import Path

import parallel_corpus
from parallel_corpus.build.ingredients import packages, python_version, weights

ROOT = Path(parallel_corpus.__file__).parents[1]
RUN = json.loads((ROOT / "alignments" / "run.json").read_text("utf-8"))


def test_the_committed_run_names_what_is_here() -> None:
    assert RUN["packages"] == packages()
    assert RUN["weights"] == weights()
    assert re.fullmatch(r"3\.\d+", RUN["python"])


def test_weights_are_those_of_the_files() -> None:
    own = {name: digest for name, digest in weights().items() if name.startswith("evidence/")}
    assert set(own) >= {"evidence/data/lexicon.json.gz", "evidence/data/network.json.gz"}
    for name, digest in own.items():
        content = (ROOT / "parallel_corpus" / name).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()
    assert "use/weights.npz" in weights()


def test_the_last_part_of_pythons_version_is_left_out() -> None:
    assert platform.python_version().startswith(python_version() + ".")
