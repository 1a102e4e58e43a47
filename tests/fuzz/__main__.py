"""Fuzz with atheris: `make fuzz`, or

    python -m tests.fuzz [TARGET]... [--seconds 600]

The time is shared among the targets. New inputs that reach new code are kept in .fuzz/TARGET, so
that the next night goes on from there; what crashes, hangs (10 s) or takes 2 GB stands in
.fuzz/crashes. Exits with 1 if there is any. A crash that was fixed goes to tests/fuzz/cases.json.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import pkgutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HOME = Path(".fuzz")
CRASHES = HOME / "crashes"
INSTRUMENTED = (
    "read",
    "normalise",
    "decisions",
    "settings",
    "evidence.quantities",
    "language",
    "align.evaluate",
    "annotators.records",
    "encode.vector_file",
    "support.publish",
    "cli.options",
)
SECONDS_AN_INPUT, MEGABYTES = 10, 2048


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if find_spec("atheris") is None:  # else each target would seem to crash
        parser.error("atheris is not installed: pip install -e '.[fuzz]'")
    if options.here:
        return fuzz(options.targets[0], options.seconds)
    from tests.fuzz.targets import TARGETS

    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(
            f"no target is called {', '.join(sorted(unknown))}; known: {', '.join(TARGETS)}"
        )
    chosen = [TARGETS[name] for name in options.targets or TARGETS]
    part = options.seconds / sum(target.share for target in chosen)
    crashed = []
    for target in chosen:
        seconds = max(1, round(part * target.share))
        print(f"== {target.name}: {seconds} s", flush=True)
        call = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--here",
            target.name,
            "--seconds",
            str(seconds),
        ]
        # A process each: libFuzzer ends the one it runs in.
        if subprocess.run(call, check=False).returncode:
            crashed.append(target.name)
    print(f"{len(chosen)} targets; crashes: {', '.join(crashed) or 'none'}")
    return bool(crashed)


def fuzz(name: str, seconds: float) -> int:
    """One target, in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["parallel_corpus"]):
        for room in INSTRUMENTED:
            import_all(f"parallel_corpus.{room}")
    from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    for data in target.seeds():
        target.check(data)  # loads what is loaded when first used
    found, seeds = HOME / name, HOME / f"{name}.seeds"
    for folder in (found, seeds, CRASHES):
        folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={round(seconds)}",
            f"-timeout={SECONDS_AN_INPUT}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-artifact_prefix={CRASHES}/{name}-",
            "-max_len=20000",
            "-verbosity=0",
            "-print_final_stats=0",
            str(found),
            str(seeds),
        ],
        target.check,
    )
    atheris.Fuzz()
    return 0


def import_all(name: str) -> None:
    module = importlib.import_module(name)
    for inner in pkgutil.iter_modules(getattr(module, "__path__", ())):
        import_all(f"{name}.{inner.name}")


if __name__ == "__main__":
    sys.exit(main())
