"""Texts that a person changed come back into the file; its tags stay where they are."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallel_corpus.errors import SettingsError
from parallel_corpus.export import FORMATS, Options
from parallel_corpus.export.update import update_texts
from parallel_corpus.export.writeback.texts import changes
from parallel_corpus.read.formats import BitextRow, read_bitext

from .test_write_back import SAMPLES, SHAPES, SPACES

TAG = re.compile(r"<[^>]*>")
NAMES = ["memoq.tmx", "trados-utf16.tmx", "old-1256.tmx", "rules20.xlf", "rules12.xlf", "studio.sdlxliff",
         "memoq.mqxliff", "wordfast.txml"]  # fmt: skip


def edited(rows: list[BitextRow], folder: Path) -> Path:
    (done,) = FORMATS["jsonl"].write(folder / "edited", rows, Options())
    return done.path


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_translation_keeps_its_tags(name: str, tmp_path: Path) -> None:
    original, out = SAMPLES / name, tmp_path / name
    rows = list(read_bitext(original))
    new = [replace(row, target=row.target.replace("القاعة", "القاعة & <الكبرى>")) for row in rows]
    updated = update_texts(original, edited(new, tmp_path), out)
    assert updated.changed == sum(
        one.target != other.target for one, other in zip(rows, new, strict=True)
    )
    assert updated.changed > 0
    assert updated.left.lines() == []
    assert [row.target for row in read_bitext(out)] == [row.target for row in new]
    codec = "utf-16" if "16" in name else "windows-1256" if "1256" in name else "utf-8"
    tags = [TAG.findall(path.read_bytes().decode(codec)) for path in (original, out)]
    assert tags[0] == tags[1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_po_file_changes_in_its_translations_only(end: str, tmp_path: Path) -> None:
    original, out = tmp_path / "rules.po", tmp_path / "out.po"
    text = (SAMPLES / "rules.po").read_text("utf-8")
    original.write_bytes(text.replace("\n", end).encode())
    rows = list(read_bitext(original))
    new = [
        replace(rows[0], target='"اقرأ"\nثم\\ أعد'),
        rows[1],
        replace(rows[2], target="يوم واحد"),
    ]
    new += [replace(row, target="") for row in rows[3:4]] + rows[4:]
    updated = update_texts(original, edited(new, tmp_path), out)
    assert updated.changed == 3
    told = text.replace(
        'msgstr "يجوز للقراء استعارة %d كتابا."',
        'msgstr ""\n"\\"اقرأ\\"\\n"\n"ثم\\\\ أعد"',
    ).replace('msgstr[1] "يوم"', 'msgstr[1] "يوم واحد"')
    told = told.replace('msgstr ""\n"يستبدل الكتاب "\n"المفقود."', 'msgstr ""')
    assert out.read_bytes().decode() == told.replace("\n", end)


@pytest.mark.parametrize("name", [*NAMES, "rules.po"])
def test_nothing_changed_is_the_same_file(name: str, tmp_path: Path) -> None:
    rows = list(read_bitext(SAMPLES / name))
    updated = update_texts(SAMPLES / name, edited(rows, tmp_path), tmp_path / name)
    assert updated.changed == 0
    assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes()


def test_what_has_no_place_is_said(tmp_path: Path) -> None:
    rows = list(read_bitext(SAMPLES / "rules12.xlf"))
    new = [
        replace(rows[0], source="Other"),
        replace(rows[1], target="كلمة"),
        replace(rows[2], id="x"),
    ]
    updated = update_texts(SAMPLES / "rules12.xlf", edited(new, tmp_path), tmp_path / "o.xlf")
    assert updated.changed == 0
    assert [line.partition(" (first")[0] for line in updated.left.lines()] == [
        "rows that are not in the file: 1",
        "changed texts (en) that have no place beside the segment's tags: 1",
        # A line break is a tag there, which no change takes away.
        "changed texts (ar) that have no place beside the segment's tags: 1",
    ]


WORDS = st.text(st.sampled_from("ab &<>ت1."), max_size=8)


@given(WORDS, WORDS)
def test_changes_turn_one_text_into_the_other(old: str, new: str) -> None:
    text = old
    for start, end, words in reversed(list(changes(old, new))):
        text = text[:start] + words + text[end:]
    assert text == new


@pytest.mark.slow
@pytest.mark.parametrize("ending", SHAPES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_change_between_any_tags(ending: str, data: st.DataObject, tmp_path: Path) -> None:
    codes, shape = SHAPES[ending]
    text = shape.format(data.draw(SPACES), data.draw(codes), data.draw(codes))
    path, out = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    path.write_bytes(text.encode(data.draw(st.sampled_from(["utf-8", "utf-16"]))))
    (row,) = read_bitext(path)
    at = data.draw(st.integers(0, len(row.target)))
    end = data.draw(st.integers(at, len(row.target)))
    new = row.target[:at] + data.draw(WORDS) + row.target[end:] + " ذ"
    updated = update_texts(path, edited([replace(row, target=new)], tmp_path), out)
    (back,) = read_bitext(out)
    if "br" in text and not updated.changed:
        assert path.read_bytes() == out.read_bytes(), "a line break's tag is never taken away"
    else:
        assert updated.changed == 1
        assert (back.source, back.target) == (row.source, new)


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="written over"):
        update_texts(SAMPLES / "memoq.tmx", SAMPLES / "memoq.tmx", SAMPLES / "memoq.tmx")
    with pytest.raises(SettingsError, match="cannot be changed"):
        update_texts(tmp_path / "a.csv", SAMPLES / "memoq.tmx", tmp_path / "b.csv")
