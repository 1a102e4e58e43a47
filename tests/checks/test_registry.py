"""The checks are found by their files, as the walk-through in the docs says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from parallel_corpus.checks import REGISTRY, catalogue
from parallel_corpus.checks.registry import find_checks

ROOT = Path(__file__).parents[2]
WALK_THROUGH = (ROOT / "docs" / "howto" / "check.md").read_text("utf-8")
[SAMPLE] = re.findall(r"```python\n(.*?)```", WALK_THROUGH, re.DOTALL)


def test_the_sample_of_the_docs_is_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quotation.py").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    found = find_checks()
    assert set(found) - set(REGISTRY) == {"P09"}
    assert found["P09"].name == "quotation"


@pytest.mark.slow
def test_the_sample_passes_ruff(tmp_path: Path) -> None:
    sample = tmp_path / "quotation.py"
    sample.write_text('"""Quotations that are none in the translation."""\n\n' + SAMPLE, "utf-8")
    config = ROOT / "pyproject.toml"
    ruff = Path(sys.executable).with_name("ruff")
    command = [ruff, "check", "--config", config, "--no-cache", "--ignore", "RUF100", sample]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", TypeError, "copy has no CHECK"),
        (SAMPLE.replace("P09", "S01"), ValueError, "two checks are called S01"),
        (SAMPLE.replace('"quotation"', '"unpaired"'), ValueError, "'unpaired'"),
    ],
)
def test_what_is_no_check_of_its_own_is_refused(
    text: str, error: type[Exception], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, f"{catalogue.__name__}.copy", raising=False)
    with pytest.raises(error, match=says):
        find_checks()
