"""The notebooks come with the package, with all that they read, and overwrite nothing."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.frames import samples

ROOT = Path(__file__).parents[2]


def committed() -> set[str]:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "notebooks", "data"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in done.stdout.splitlines() if (ROOT / name).exists()}


@pytest.mark.slow
def test_all_is_copied_and_what_is_there_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "data" / "corpus.toml"
    own.parent.mkdir()
    own.write_text("# mine\n", "utf-8")
    copied = samples.copy_notebooks(tmp_path)
    names = {str(path.relative_to(tmp_path)) for path in (*copied.written, *copied.kept)}
    assert names == committed()
    assert copied.kept == (own,)
    assert own.read_text("utf-8") == "# mine\n"
    for path in copied.written:
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path)).read_bytes()
    assert not samples.copy_notebooks(tmp_path).written


def test_notebooks_read_only_what_is_copied_with_them() -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        reached = set(re.findall(r"[\"'](\.\./[^\"']*)", code))
        assert reached <= {"../data"}, path.name


def test_a_package_without_them_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(samples, "_PACKAGE", tmp_path / "parallel_corpus")
    with pytest.raises(CorpusError, match="did not come with"):
        samples.copy_notebooks(tmp_path / "out")


def test_the_wheel_takes_what_a_checkout_has() -> None:
    import tomllib

    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    taken = hatch["build"]["targets"]["wheel"]["force-include"]
    assert taken == {name: f"parallel_corpus/samples/{name}" for name in ("notebooks", "data")}
    assert {"/notebooks", "/data"} <= set(hatch["build"]["targets"]["sdist"]["include"])
