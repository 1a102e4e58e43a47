"""A folder with every file that the help's examples name; small, so that all of them run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from parallel_corpus.cli.group import main
from tests.test_cli import NEW_EN, OLD_AR, OLD_EN

FILES = {
    "new.en.txt": NEW_EN,
    "new.ar.txt": OLD_AR,
    "old.en.txt": OLD_EN,
    "old.ar.txt": OLD_AR,
    "lines.en.txt": "It urges parliaments to protect children.\nThe meeting begins tomorrow.\n",
    "lines.ar.txt": "تحث البرلمانات على حماية الأطفال.\nيبدأ الاجتماع غدا.\n",
    "scan.txt": "ان البرلمانـــات  تدعو الى حماية الاطفال .\n\n- 2 -\n",
    "truth.txt": "إن البرلمانات تدعو إلى حماية الأطفال.\n",
    "pairs.csv": "original,translation\nThere were 45 members.,كان هناك 54 عضواً.\n",
    "memory.tsv": "id\ten\tar\n1\tThere were 45 members.\tكان هناك 54 عضواً.\n2\tIt ended.\tانتهى.\n",
    "terms.csv": "en,ar\nmember,عضو\n",
    "gold.txt": "[0] : [0]\n[1] : [1, 2]\n",
    "test.jsonl": '{"source": [0], "target": [0]}\n{"source": [1], "target": [1]}\n',
}
CORPUS = ("new.en.txt", "new.ar.txt", "old.en.txt", "old.ar.txt")

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture(scope="session")
def _sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sandbox")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("annotations.jsonl", "mqm.tsv"):
        shutil.copy(EXAMPLES / name, folder)
    shutil.copytree(EXAMPLES / "omegat-project", folder / "omegat-project")
    for corpus in ("data", "my-texts"):
        (folder / corpus).mkdir()
        for name in CORPUS:
            (folder / corpus / name).write_text(FILES[name], encoding="utf-8")
    for args in (
        ["export", folder / "memory.tsv", "--to", "tmx", "-o", folder],
        ["init", folder / "data"],
        ["build", folder / "data", "-o", folder / "out"],  # the cache knows it then
        ["export", folder / "data", "--to", "xlsx", "-o", folder / "tables"],
    ):
        done = run(*args)
        assert done.exit_code == 0, done.output
    shutil.rmtree(folder / "out")
    edited = next((folder / "tables").glob("*.xlsx"))
    edited.rename(folder / "edited.xlsx")
    shutil.rmtree(folder / "tables")
    return folder


@pytest.fixture
def sandbox(_sandbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy, which is the working directory."""
    folder = tmp_path / "sandbox"
    shutil.copytree(_sandbox, folder)
    monkeypatch.chdir(folder)
    return folder


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])
