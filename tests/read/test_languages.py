import tomllib
from pathlib import Path

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.read import read_pair, read_texts, tell_languages
from parallel_corpus.read.languages import languages_of_name

CASES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_versions(case: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(case["name"])
    path.parent.mkdir(exist_ok=True)
    path.write_text(case["text"], encoding="utf-8")
    documents = read_texts(path)
    assert sorted(f"{d.language}:{len(d.segments)}" for d in documents) == sorted(case["versions"])
    kept = "".join(s.raw for d in documents for s in (*d.segments, *d.furniture))
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, case["text"]))


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("law.en.txt", ("en",)),
        ("A_RES_75_1-AR.docx", ("ar",)),
        ("ReportAR.docx", ("ar",)),
        ("docs/ar-SA/index.html", ("ar",)),
        ("English version/a.txt", ("en",)),
        ("law.en-ar.tmx", ("en", "ar")),
        ("ar/x.en.md", ("en",)),
        ("القانون-العربية.txt", ("ar",)),
        ("barn.txt", ()),
        ("enarrative/arena.txt", ()),
    ],
)
def test_names(name: str, languages: tuple[str, ...]) -> None:
    assert languages_of_name(name) == languages


def test_the_place_of_a_file_tells_its_language(tmp_path: Path) -> None:
    """Mostly links: by letters alone both files would be English."""
    source, target = tmp_path / "one.md", tmp_path / "two.md"
    source.write_text("The catalogue runs on Debian, Fedora and Arch and needs no more.\n")
    target.write_text("يعمل الفهرس على Debian وFedora وArch وNixOS وAlpine وGentoo Linux\n")
    assert tell_languages(source, target) == ("en", "ar")
    assert tell_languages(target, source) == ("ar", "en")
    assert [d.language for d in read_pair([target, source])] == ["en", "ar"]


def test_what_is_told_goes_before_the_name(tmp_path: Path) -> None:
    files = [tmp_path / "x.ar.txt", tmp_path / "y.en.txt"]
    for path in files:
        path.write_text("Words and كلمات together.")
    assert tell_languages(*files, told=("en", None)) == ("en", "ar")
    assert tell_languages(*files) == ("ar", "en")
    with pytest.raises(CorpusError, match="in one language"):
        tell_languages(*files, told=("en", "en"))
