"""How long `pc.score` takes beside the command line, and whether both give the same scores.

    python -m tests.benchmarks.score_time

Data: the first 1,000 pairs of the UN development set. Each is a process of its own, from the file of
pairs to the file of scores: `pc.score` of a frame, `check --scores` with one check only (scoring, and
the least that the command can do beside it), and `check --scores` with all checks.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.measure import measured
from tests.benchmarks.results import record

COUNT = 1_000
SCORE = """
import resource, sys
import pandas as pd
import parallel_corpus as pc
pairs = pd.read_csv(sys.argv[1], sep="\\t", quoting=3)
pc.score(pairs).to_csv(sys.argv[2], sep="\\t", index=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""
SHARES = ["similarity", "source_coverage", "target_coverage", "divergence"]


def main() -> None:
    lines = (EVAL / "un_dev.tsv").read_text("utf-8").splitlines()[: COUNT + 1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "un.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        command = ("check", "un.tsv", "--quiet", "--scores")
        python, _ = measured("un.tsv", "python.tsv", folder=folder, script=SCORE)
        one, _ = measured(*command, "one.tsv", "--select", "N01", folder=folder)
        whole, _ = measured(*command, "all.tsv", folder=folder)
        difference = _difference(folder / "python.tsv", folder / "one.tsv")
    ratio = python / one
    print(f"pc.score {python:.2f} s, one check {one:.2f} s ({ratio:.3f}), all checks {whole:.2f} s")
    print(f"the greatest difference of a score: {difference:.5f}")
    record(
        "score_time",
        data=f"UN development set, the first {COUNT} pairs; processor seconds of a process",
        command="python -m tests.benchmarks.score_time",
        figures={
            "pairs": COUNT,
            "python": python,
            "one_check": one,
            "all_checks": whole,
            "ratio": ratio,
            "difference": difference,
        },
    )


def _difference(one: Path, other: Path) -> float:
    """Return by how much the scores in two files differ at most."""
    frames = [pd.read_csv(path, sep="\t", quoting=3)[SHARES] for path in (one, other)]
    assert len(frames[0]) == len(frames[1]) == COUNT
    return float((frames[0] - frames[1]).abs().to_numpy().max())


if __name__ == "__main__":
    main()
