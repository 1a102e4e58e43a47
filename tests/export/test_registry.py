"""The formats are found by their files."""

from pathlib import Path

import pytest

from parallel_corpus.export import formats
from parallel_corpus.export.registry import FORMATS, find_formats

SAMPLE = '''
"""The bitext as plain lines."""

from parallel_corpus.export.format import Format


def write_lines(stem, rows, options):
    path = stem.with_name(f"{stem.name}.lines")
    path.write_text("".join(f"{row.source} | {row.target}\\\\n" for row in rows), "utf-8")
    return []


FORMAT = Format("lines", write_lines, ".lines", 0)
'''


def test_a_file_is_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lines.py").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    assert list(find_formats()) == ["lines", *FORMATS]


def test_a_file_without_a_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forgotten.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    with pytest.raises(TypeError, match=r"forgotten has no FORMAT"):
        find_formats()
