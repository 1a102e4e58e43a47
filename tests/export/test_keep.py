"""A file in its own format stays as it is; in another, its direction, tags and dates stay."""

from pathlib import Path

import pytest

from parallel_corpus.export import FORMATS, Options, convert
from parallel_corpus.read.formats import BitextRow, read_bitext
from parallel_corpus.read.formats.rows import State

SAMPLES = Path(__file__).parents[1] / "data" / "writeback"


@pytest.mark.parametrize(
    ("name", "to", "ending"),
    [
        ("memoq.tmx", "tmx", ".tmx"),
        ("trados-utf16.tmx", "tmx", ".tmx"),
        ("old-1256.tmx", "tmx", ".tmx"),
        ("rules20.xlf", "xliff", ".xlf"),
        ("rules12.xlf", "xliff12", ".xliff"),
        ("rules.po", "po", ".po"),
    ],
)
def test_an_unchanged_file_is_the_same_file(
    name: str, to: str, ending: str, tmp_path: Path
) -> None:
    (done,) = convert(SAMPLES / name, [to], tmp_path / "out")
    assert done.path.name == Path(name).stem + ending
    assert done.path.read_bytes() == (SAMPLES / name).read_bytes()
    assert done.units == len(list(read_bitext(SAMPLES / name)))
    assert not done.sentences()


def test_only_the_tags_that_are_asked_for_change(tmp_path: Path) -> None:
    options = Options(language_tags=("en-GB", "ar-EG"))
    (done,) = convert(SAMPLES / "trados-utf16.tmx", ["tmx"], tmp_path, options=options)
    before = (SAMPLES / "trados-utf16.tmx").read_bytes().decode("utf-16")
    wanted = before.replace("AR-SA", "ar-EG").replace("en-US", "en-GB")
    wanted = wanted.replace('srclang="ar"', 'srclang="ar-EG"')
    assert done.path.read_bytes().decode("utf-16") == wanted


def test_only_what_a_person_confirmed_stays(tmp_path: Path) -> None:
    options = Options(only_confirmed=True)
    (done,) = convert(SAMPLES / "rules20.xlf", ["xliff"], tmp_path, options=options)
    assert [row.id for row in read_bitext(done.path)] == ["u1", "u3"]
    assert done.units == 2


def test_a_po_file_keeps_its_header_and_obsolete_entries(tmp_path: Path) -> None:
    options = Options(language_tags=("en", "ar-EG"), only_confirmed=True)
    (done,) = convert(SAMPLES / "rules.po", ["po"], tmp_path, options=options)
    before, after = (path.read_text("utf-8") for path in (SAMPLES / "rules.po", done.path))
    assert '"Language: ar_EG\\n"' in after
    kept = before.replace("Language: ar\\n", "Language: ar_EG\\n").partition("#, fuzzy")[0]
    assert after == kept


@pytest.mark.parametrize("by_way_of", ["xliff", "xliff12", "jsonl", "po"])
def test_dates_people_and_direction_come_back(by_way_of: str, tmp_path: Path) -> None:
    (there,) = convert(SAMPLES / "memoq.tmx", [by_way_of], tmp_path / "there")
    options = (
        Options() if by_way_of not in ("jsonl", "po") else Options(language_tags=("en-US", "AR-SA"))
    )
    (back,) = convert(there.path, ["tmx"], tmp_path / "back", options=options)
    text = back.path.read_text("utf-8")
    for kept in (
        'creationdate="20260110T000000Z"', 'creationid="salma"', 'changeid="amal"',
        'usagecount="3"', 'lastusagedate="20260112T000000Z"', 'xml:lang="AR-SA"',
        'xml:lang="en-US"', '<prop type="client">UN</prop>', "<note>Seen</note>",
    ):  # fmt: skip
        assert text.count(kept) == 3, kept
    if by_way_of not in ("jsonl", "po"):
        assert 'srclang="AR-SA"' in text


def test_segmentation_is_what_the_memory_says() -> None:
    from parallel_corpus.read.formats.stated import read_stated

    assert read_stated(SAMPLES / "memoq.tmx").segmentation == "sentence"
    assert read_stated(SAMPLES / "memoq.tmx").tags == ("AR-SA", "en-US")


def test_lost_inline_codes_are_said(tmp_path: Path) -> None:
    (done,) = convert(SAMPLES / "memoq.tmx", ["csv"], tmp_path)
    assert done.without_codes == 3
    assert "inline codes of 3 units" in done.sentences()[0]


@pytest.mark.parametrize("value", ["1\n2", "\x01", "x" * 2000, ""])
def test_an_attribute_that_tmx_cannot_hold_is_a_prop(value: str, tmp_path: Path) -> None:
    from dataclasses import replace

    from parallel_corpus.export import FORMATS
    from parallel_corpus.read.formats import BitextRow

    row = BitextRow("1", "Peace", "سلام", props={"tmx:creationid": value})
    (done,) = FORMATS["tmx"].write(tmp_path / "x", [row], Options())
    (back,) = read_bitext(done.path)
    assert replace(back, where="", props={}) == replace(row, props={})
    assert set(back.props) == {"tmx:creationid"}


def test_a_long_conversion_shows_how_far_it_is(tmp_path: Path) -> None:
    path, told = tmp_path / "a.tsv", []
    path.write_text("en\tar\n" + "Peace\tسلام\n" * 2001, "utf-8")
    convert(path, ["tmx"], tmp_path, progress=lambda _, what, *__: told.append(what))
    assert told == [f"a.tmx, {n} units" for n in ("0", "1,000", "2,000")]


def test_a_mark_that_a_person_changed_in_a_po_file_counts(tmp_path: Path) -> None:
    states: list[State] = ["initial", "translated", "reviewed", "initial", ""]
    rows = [
        BitextRow(id=str(i), source=f"Book {i}", target=f"كتاب {i}" if i != 3 else "", state=state)
        for i, state in enumerate(states)
    ]
    (done,) = FORMATS["po"].write(tmp_path / "books", rows, Options())
    assert [row.state for row in read_bitext(done.path)] == states
    text = done.path.read_text("utf-8").replace("#, fuzzy\n", "")
    text = text.replace('msgctxt "1"', '#, fuzzy\nmsgctxt "1"')
    text = text.replace('msgid "Book 3"\nmsgstr ""', 'msgid "Book 3"\nmsgstr "كتاب"')
    done.path.write_text(text, "utf-8")
    back = ["final", "initial", "reviewed", "final", ""]
    assert [row.state for row in read_bitext(done.path)] == back
