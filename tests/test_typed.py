"""The package tells type checkers that it has types, and `make lint` checks code that uses it."""

import tomllib
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_users_code_is_checked_against_our_types() -> None:
    assert files("parallel_corpus").joinpath("py.typed").is_file()
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["files"]
    for example in ("tests/typed.py", "docs/examples/in_memory.py"):
        assert example in checked
        assert (ROOT / example).is_file()
