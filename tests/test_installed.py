"""The page of what a bare install brings is true."""

import re

from tests.installed import PAGE, bare, megabytes

ROWS = re.findall(
    r"^\| ([\w.-]+) \| ([\w.+-]+) \| ([\d.]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
)


def test_the_packages_are_those_that_the_metadata_asks_for() -> None:
    versions = {name: version.partition("+")[0] for name, version, _ in ROWS}
    here = {name: version.partition("+")[0] for name, version in bare().items()}
    assert versions == here, "run: python -m tests.installed"


def test_the_sizes_are_about_those_that_are_here() -> None:
    # Builds for other machines differ, torch's most of all.
    said = sum(float(size) for name, _, size in ROWS if name != "torch")
    here = sum(megabytes(name) for name, _, _ in ROWS if name != "torch")
    assert abs(said - here) < 0.25 * here, "run: python -m tests.installed"


def test_what_is_optional_is_not_brought() -> None:
    assert not {"ray", "tenacity", "altair", "ctranslate2", "chunspell"} & set(bare())
