from pathlib import Path

import pytest

from parallel_corpus.build.chains import check_settings
from parallel_corpus.checks import REGISTRY
from parallel_corpus.decisions import Ledger
from parallel_corpus.errors import SettingsError
from parallel_corpus.read.propose import format_manifest, propose_settings
from parallel_corpus.settings import Settings, load_settings

GOOD = """
[corpus]
source = "en"

[[document]]
id = "draft"
texts = [{ file = "a.txt", language = "en" }]

[[document]]
id = "adopted"
date = 2021-11-30
supersedes = "draft"
texts = [{ file = "b.txt", language = "en" }, { file = "b.txt", language = "ar" }]
"""


def load(text: str, folder: Path):
    (folder / "corpus.toml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_a_manifest_becomes_settings(tmp_path: Path) -> None:
    settings = load(GOOD, tmp_path)
    draft, adopted = settings.documents
    assert adopted.supersedes == draft.id
    assert adopted.date == "2021-11-30"
    assert [text.language for text in adopted.texts] == ["en", "ar"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('file = "a.txt"', 'file = "../a.txt"'), "outside the corpus folder"),
        (('file = "a.txt"', 'file = "/etc/passwd"'), "outside the corpus folder"),
        (('file = "a.txt"', "file = 7"), "must be a text"),
        (('language = "en" }]\n\n[[d', 'language = "fr" }]\n\n[[d'), "'fr' is not a language"),
        (('supersedes = "draft"', 'supersedes = "draught"'), "not in the corpus"),
        (('id = "adopted"', 'id = "draft"'), "used twice"),
        (('id = "adopted"', 'id = "a/b"'), "is not an id"),
        (('id = "adopted"', 'id = "Draft"'), "'draft' is used twice"),
        (('id = "adopted"', 'id = "NUL"'), "'NUL' cannot be a file name"),
        (('id = "adopted"', 'id = "com1.old"'), "'com1.old' cannot be a file name"),
        (('id = "adopted"', 'id = "what?"'), "cannot be a file name"),
        (('id = "adopted"', f'id = "{"x" * 300}"'), "cannot be a file name"),
        (('language = "ar"', 'language = "en"'), "two texts in one language"),
        (('source = "en"', 'sauce = "en"'), "no such key"),
        (("[corpus]", "[corpus"), "cannot be read as TOML"),
        (('id = "draft"', 'id = "draft"\nsupersedes = "adopted"'), "supersedes itself"),
        (('id = "draft"', 'id = "draft"\nnumbering = "on"'), 'Use "auto" or "off"'),
    ],
)
def test_what_is_wrong_is_named(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    assert change[0] in GOOD
    with pytest.raises(SettingsError, match=says) as caught:
        load(GOOD.replace(*change), tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "corpus.toml"))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "corpus" / "a.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SettingsError, match="links to outside"):
        load(GOOD, tmp_path / "corpus")


def test_without_a_manifest_the_command_that_writes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="parallel-corpus init"):
        load_settings(tmp_path)


def test_the_proposal_for_our_own_files_is_the_manifest_that_we_use(data: Path) -> None:
    proposal = propose_settings(data / "raw")
    assert not proposal.refused
    ours = {d.id: d for d in load_settings(data).documents}
    for document in proposal.settings.documents:
        assert document.supersedes == ours[document.id].supersedes
        assert {(Path(t.file).name, t.language) for t in document.texts} == {
            (Path(t.file).name, t.language) for t in ours[document.id].texts
        }


def test_a_proposal_can_be_loaded_again(data: Path, tmp_path: Path) -> None:
    for path in (data / "raw").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    proposed = propose_settings(tmp_path).settings
    assert load(format_manifest(proposed), tmp_path) == proposed


def test_an_unreadable_file_is_named_and_the_others_are_proposed(tmp_path: Path) -> None:
    (tmp_path / "law.en.txt").write_text("The law of the land is short.")
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4")
    proposal = propose_settings(tmp_path)
    assert [d.id for d in proposal.settings.documents] == ["law"]
    assert "is a PDF" in str(proposal.refused[0])


def test_a_long_quotation_makes_no_half(tmp_path: Path) -> None:
    """The proposal gives a file the languages that the build will find in it."""
    quoted = "The agreement was published on page 12 of the report in its original wording. "
    arabic = "وطلب إلى الأمانة أن تواصل العمل على تنفيذ أنشطتها وتوطيدها.\n\n"
    (tmp_path / "law.ar.txt").write_text(arabic * 9 + quoted + "\n\n" + arabic * 9, "utf-8")
    (tmp_path / "law.en.txt").write_text(quoted * 9, "utf-8")
    (document,) = propose_settings(tmp_path).settings.documents
    assert {(text.file, text.language, text.witness) for text in document.texts} == {
        ("law.ar.txt", "ar", ""),
        ("law.en.txt", "en", ""),
    }


@pytest.mark.parametrize("called", ["glossary", "Glossary", "T01", "t01"])
def test_terms_of_all_sources_are_one_glossary(called: str, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("en,ar\npeace,سلام\n", encoding="utf-8")
    told = {called: {"terms": [["law", "قانون"]]}}
    settings = Settings(root=tmp_path, glossary="terms.csv", options=told)
    wanted = check_settings(settings, Ledger()).options_for(REGISTRY["T01"])
    assert {entry.english: entry.arabic for entry in wanted["terms"]} == {
        "law": ("قانون",),
        "peace": ("سلام",),
    }
