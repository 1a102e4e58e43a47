"""The release check, `make dist`: build, compare, install in a clean place, run the main job.

The sdist and the wheel are built twice and must be the same bytes; the wheel is built from the
sdist, so nothing may be missing there. A fresh environment then builds the project's own corpus,
away from the checkout, and must write what alignments/ has, byte for byte.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="parallel-corpus-") as folder:
        scratch = Path(folder)
        built = [build(scratch / name) for name in ("first", "second")]
        same_bytes(*built)
        check(built[0])
        run_elsewhere(next(built[0].glob("*.whl")), scratch)
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(built[0], DIST)
    for path in sorted(DIST.iterdir()):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  dist/{path.name}")


def build(out: Path) -> Path:
    """The sdist, and the wheel from it, with the last commit's time on every file."""
    last = _output("git", "log", "-1", "--format=%ct")
    say(f"build with SOURCE_DATE_EPOCH={last}")
    _run(
        sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT),
        SOURCE_DATE_EPOCH=last,
    )  # fmt: skip
    return out


def same_bytes(first: Path, second: Path) -> None:
    names = sorted(path.name for path in first.iterdir())
    _, differ, missing = filecmp.cmpfiles(first, second, names, shallow=False)
    if differ or missing or len(names) != 2:
        sys.exit(f"not reproducible: {differ + missing}")


def check(built: Path) -> None:
    """What the registry would refuse, and what a wheel should not hold."""
    say("check")
    files = [str(path) for path in built.iterdir()]
    _run(sys.executable, "-m", "twine", "check", "--strict", *files)
    _run(sys.executable, "-m", "check_wheel_contents", *(f for f in files if f.endswith(".whl")))


def run_elsewhere(wheel: Path, scratch: Path) -> None:
    """Install the wheel as a user would, and build data/ from where no checkout is."""
    say("install in a clean environment")
    place = scratch / "environment"
    venv.create(place, with_pip=True)
    pip = [
        str(place / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "-c",
        str(ROOT / "constraints.txt"),
    ]
    # torch first and by its exact version: a range would take a build of several gigabytes.
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    _run(*pip, next(line for line in constraints if line.startswith("torch==")))
    _run(*pip, str(wheel))
    say("run the main job")
    away = scratch / "away"
    shutil.copytree(ROOT / "data", away / "data")
    program = str(place / "bin" / "parallel-corpus")
    _run(program, "build", "data", "--no-cache", cwd=away)
    _run(program, "explain", "V01", cwd=away)
    same_samples(program, away)
    same_results(ROOT / "alignments", away / "alignments")


def same_samples(program: str, away: Path) -> None:
    """The installed program has the notebooks and the texts that they read, all as they are here."""
    _run(program, "notebooks", "samples", "--quiet", cwd=away)
    wanted = _output("git", "ls-files", "notebooks", "data").splitlines()
    got = sorted(
        str(path.relative_to(away / "samples"))
        for path in (away / "samples").rglob("*")
        if path.is_file()
    )
    if got != sorted(wanted):
        sys.exit(f"the notebooks came otherwise: {sorted({*wanted} ^ {*got})}")
    _, differ, _ = filecmp.cmpfiles(ROOT, away / "samples", wanted, shallow=False)
    if differ:
        sys.exit(f"the notebooks came with other bytes: {', '.join(differ)}")
    say(f"the installed program copied all {len(wanted)} files of the notebooks")


def same_results(wanted: Path, got: Path) -> None:
    names = sorted({path.name for folder in (wanted, got) for path in folder.iterdir()})
    _, differ, missing = filecmp.cmpfiles(wanted, got, names, shallow=False)
    if differ or missing:
        sys.exit(f"the installed program writes other bytes: {', '.join(differ + missing)}")
    say(f"the installed program wrote all {len(names)} files of alignments/, byte for byte")


def say(what: str) -> None:
    print(f"== {what}", flush=True)


def _run(*command: str, cwd: Path = ROOT, **variables: str) -> None:
    ours = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=ours | variables, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} ... ended with {done.returncode}")


def _output(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
