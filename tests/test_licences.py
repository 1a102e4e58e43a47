"""The lists of licences, and how the work wants to be cited, are what is there."""

import fnmatch
import re
import subprocess
import tomllib
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from tests.licences import (
    COMPATIBLE,
    PAGE,
    ROOT,
    is_platform_part,
    name_of,
    packages,
    page_with,
    parts,
    spdx,
    table,
)

DATA = ("*.json", "*.jsonl", "*.tsv", "*.csv", "*.gz", "*.pdf", "*.png", "*.txt", "*.dtd", "*.rng",
        "*.toml", "*.tmx", "*.ipynb", "*.html")  # fmt: skip
# Not data: how the project is set up, and what the program says of itself.
SETTINGS = {
    "constraints.txt",
    "pyproject.toml",
    "data/corpus.toml",
    "parallel_corpus/cli/manual.toml",
}


def test_the_table_of_packages_is_what_is_installed() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_with(table()), "run: python -m tests.licences"


@pytest.mark.parametrize("name", packages())
def test_every_package_may_be_used_under_the_gpl(name: str) -> None:
    assert parts(spdx(name)) <= COMPATIBLE


def pretend_installed(folder: Path, name: str, *about: str) -> None:
    """The metadata of a distribution that is not there."""
    folder = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir(parents=True)
    head = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
    (folder / "METADATA").write_text("\n".join([*head, *about, ""]), encoding="utf-8")


CUDA = (
    'nvidia-cudnn-cu13==9.15.1.9; platform_system == "Linux"',
    'nvidia-nccl-cu13==2.28.9; platform_system == "Linux"',
    'cuda-toolkit[cublas,cudart]==13.0.2; platform_system == "Linux"',
    'triton==3.7.0; platform_system == "Linux" and platform_machine == "x86_64"',
    "cuda-bindings<14,>=13.0.3",  # without a marker, as some builds have it
    'mkl>=2021; platform_system == "Windows"',
)


def test_the_table_is_the_same_whichever_torch_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = table()
    torch = metadata.metadata("torch")
    about = [f"License-Expression: {torch['License-Expression']}"]
    about += [
        f"Requires-Dist: {line}"
        for line in metadata.requires("torch") or ()
        if not is_platform_part(line)
    ]
    about += [f"Requires-Dist: {line}" for line in CUDA]
    pretend_installed(tmp_path, "torch", *about)
    for line in CUDA:
        pretend_installed(tmp_path, name_of(line), "License-Expression: LicenseRef-Proprietary")
    pretend_installed(tmp_path, "cuda-pathfinder", "License-Expression: LicenseRef-Proprietary")
    monkeypatch.syspath_prepend(tmp_path)
    assert metadata.version("torch") == "1.0"
    assert table() == before
    assert "torch" in packages()


def test_what_others_than_torch_ask_for_is_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only torch's own parts are left out: a new package under a strange licence is seen."""
    pretend_installed(
        tmp_path,
        "wordfreq",
        "License: X",
        'Requires-Dist: triton; platform_system == "Linux"',
        "Requires-Dist: strange",
    )
    pretend_installed(tmp_path, "triton", "License-Expression: MIT")
    pretend_installed(tmp_path, "strange", "License-Expression: LicenseRef-Proprietary")
    monkeypatch.syspath_prepend(tmp_path)
    assert {"triton", "strange"} <= set(packages())
    assert not parts(spdx("strange")) <= COMPATIBLE


@pytest.mark.slow
def test_every_file_of_data_has_its_origin_and_licence() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    patterns = [pattern for row in rows for pattern in re.findall(r"`([^`]+)`", row)]
    tracked = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    files = [
        path
        for path in tracked
        if path not in SETTINGS
        and not path.startswith("docs/")
        and any(fnmatch.fnmatch(path, kind) for kind in DATA)
    ]
    assert len(files) > 40
    unknown = [p for p in files if not any(fnmatch.fnmatch(p, pattern) for pattern in patterns)]
    assert not unknown
    for pattern in patterns:
        assert fnmatch.filter(files, pattern), f"{pattern} names nothing"


def test_the_citation_is_whole_and_agrees_with_the_package() -> None:
    """The fields of Citation File Format 1.2.0 that it requires, in the form that it requires."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert citation["title"].startswith(project["name"].replace("-", "_"))
    assert all(
        {"name"} == set(a) or {"family-names", "given-names"} <= set(a) for a in citation["authors"]
    )
    assert isinstance(citation.get("date-released", date.today()), date)
    for reference in citation["references"]:
        assert {"type", "title", "authors"} <= set(reference)
        assert isinstance(reference["year"], int)
