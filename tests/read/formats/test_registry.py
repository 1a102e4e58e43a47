"""The readers are found by their files."""

from pathlib import Path

import pytest

from parallel_corpus.read import formats
from parallel_corpus.read.formats.registry import DOCUMENTS, find_readers

SAMPLE = '''
"""Lines of a poem, without its line numbers."""

from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import PlacedLine


def read_poem(path):
    lines = path.read_text("utf-8").splitlines()
    return [PlacedLine(n, line.lstrip("0123456789 ")) for n, line in enumerate(lines, 1)]


READERS = (Reader("document", (".poem",), read_poem),)
'''


def test_a_file_is_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "poem.py").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    found = find_readers()["document"]
    assert set(found) == {".poem", *DOCUMENTS}
    (tmp_path / "a.poem").write_text("1 Rain\n2 and rain", encoding="utf-8")
    assert [line.text for line in found[".poem"].read(tmp_path / "a.poem")] == ["Rain", "and rain"]


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        (
            "wrong",
            'READERS = ("read_poem",)',
            r"wrong: READERS holds 'read_poem', which is not a Reader",
        ),
        ("twice", SAMPLE.replace(".poem", ".pdf"), r"a document \.pdf has a reader already"),
    ],
)
def test_what_is_no_reader_of_its_own_is_refused(
    name: str, written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{name}.py").write_text(written, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    with pytest.raises(TypeError, match=said):
        find_readers()
