"""How the tests themselves are run: in CI's emptied environment, and quick ones without processes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT


@pytest.fixture
def stubs(tmp_path: Path) -> Path:
    """A folder of programs: all of Debian's packages are there, and `make` shows what it is given."""
    folder = tmp_path / "stubs"
    folder.mkdir()
    for name, script in (("dpkg", "exit 0"), ("make", 'echo "make $*"; env; ls -A "$HOME"')):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.mark.slow
def test_ci_runs_in_an_emptied_environment_with_pip_s_own_configuration(
    stubs: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "home" / ".config" / "pip" / "pip.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text("[global]\n")
    kept = {
        "PATH": f"{stubs}:{os.environ['PATH']}",
        "PIP_FIND_LINKS": "/some where",
        "SSL_CERT_FILE": "/certificates",
    }
    ours = {"PYTHONUNBUFFERED": "1", "COLUMNS": "40", "PYTHONPATH": "/x", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [ROOT / ".ci" / "run"],
        env={**kept, **ours, "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    first, *lines = done.stdout.splitlines()
    assert first == "make test"
    given = dict(line.split("=", 1) for line in lines)  # nothing lies in the home folder
    home = given.pop("HOME")
    assert home != str(tmp_path / "home")
    assert not Path(home).exists()
    shell = {"PWD", "SHLVL", "_", "OLDPWD"}
    assert {name: value for name, value in given.items() if name not in shell} == {
        **kept,
        "PIP_CONFIG_FILE": str(settings),
        "PARALLEL_CORPUS_REQUIRE_DEBIAN": "1",
    }


def test_a_quick_test_that_starts_a_process_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="mark it slow"):
        subprocess.run(["true"], check=False)


@pytest.mark.slow
def test_results_can_be_written_for_ci(tmp_path: Path) -> None:
    """With what a test records of itself, here what a format was checked with."""
    written = tmp_path / "results.xml"
    test = "tests/read/formats/test_bitexts.py::test_xliff_1"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--junitxml={written}", test],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    [case] = etree.parse(written).iter("testcase")
    [recorded] = case.iter("property")
    assert recorded.get("name") == "interchange"
    assert "xliff" in (recorded.get("value") or "")
