"""Inline codes travel between TMX and both XLIFFs, and what is written follows the grammars."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from parallel_corpus.export import FORMATS, Options, convert
from parallel_corpus.export.writeback import write_back
from parallel_corpus.read.formats import BitextRow, read_bitext
from parallel_corpus.read.formats.inline import Code, Inline, numbered, paired
from parallel_corpus.read.formats.rows import UnitPlace
from tests.interchange import Checked

from .test_write_back import SAMPLES, notes_for

DATA = Path(__file__).parents[1] / "data"
CARRIERS = ("tmx", "xliff", "xliff12")
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def refusals(path: Path) -> list[str]:
    """What the format's grammar says against a file."""
    tree = etree.parse(path)
    version = tree.getroot().get("version")
    grammar = "xliff12.rng" if version == "1.2" else "xliff21.rng"
    if path.suffix == ".tmx":
        dtd = etree.DTD(str(DATA / "tmx14.dtd"))
        dtd.validate(tree)
        return [str(error) for error in dtd.error_log]
    rng = etree.RelaxNG(etree.parse(DATA / grammar))
    rng.validate(tree)
    return [str(error) for error in rng.error_log]


def shape(codes: tuple[Code, ...], inline: Inline) -> list[tuple[object, ...]]:
    """Codes with their ids replaced by numbers that source and target share."""
    numbers = numbered(inline)
    return [(c.at, c.kind, numbers[c.kind == "single", c.id], c.native, c.breaks) for c in codes]


@pytest.mark.parametrize("to", CARRIERS)
@pytest.mark.parametrize(
    "name",
    [
        "memoq.tmx",
        "trados-utf16.tmx",
        "rules12.xlf",
        "rules20.xlf",
        "studio.sdlxliff",
        "wordfast.txml",
    ],
)
def test_the_codes_of_other_programs_travel(name: str, to: str, tmp_path: Path) -> None:
    (done,) = convert(SAMPLES / name, [to], tmp_path / "out")
    held = 0
    # TMX has no place for what is not translated.
    rows = [row for row in read_bitext(SAMPLES / name) if row.target or to != "tmx"]
    for old, new in zip(rows, read_bitext(done.path), strict=True):
        if old.inline is None or new.inline is None:
            assert old.inline is new.inline
            continue
        for one, other in ((old.inline.source, new.inline.source),
                           (old.inline.target, new.inline.target)):  # fmt: skip
            assert shape(one, old.inline) == shape(other, new.inline)
            held += len(one)
    assert held > 0


@st.composite
def sides(draw: st.DrawFn) -> tuple[str, tuple[Code, ...]]:
    """A text, and sound codes in it: open before close, each id once."""
    text = draw(st.text(st.sampled_from("ab تث.\x0c"), min_size=1, max_size=8)) + "x"
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    codes: list[Code] = []
    open_: list[str] = []
    ids = iter(["1", "2", "3", "4", "5", "6"])
    for at in places:
        kind = draw(st.sampled_from(["open", "single", "close"]))
        native = draw(st.sampled_from(["", "<b>", "{0}", "&amp;"]))
        if kind == "close" and open_ and draw(st.booleans()):
            # In any order: codes may overlap.
            codes.append(Code(at, "close", open_.pop(draw(st.integers(0, len(open_) - 1))), native))
            continue
        name = next(ids)
        if kind == "open":
            open_.append(name)
        codes.append(Code(at, kind, name, native))  # type: ignore[arg-type]
    return text, tuple(codes)


@pytest.mark.slow
@pytest.mark.parametrize("name", CARRIERS)
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(source=sides(), target=sides())
def test_any_codes_come_back(
    name: str,
    source: tuple[str, tuple[Code, ...]],
    target: tuple[str, tuple[Code, ...]],
    tmp_path: Path,
) -> None:
    inline = Inline(source[1], target[1])
    row = BitextRow("1", source[0], target[0], at=UnitPlace(1, codes=True), inline=inline)
    (done,) = FORMATS[name].write(tmp_path / "x", [row], Options())
    assert not refusals(done.path)
    assert done.without_codes == 0
    (back,) = read_bitext(done.path)
    assert (back.source, back.target) == (source[0], target[0])
    told = back.inline or Inline()
    for one, other in ((inline.source, told.source), (inline.target, told.target)):
        assert [(c.at, c.kind, c.native) for c in one] == [(c.at, c.kind, c.native) for c in other]
        assert len(paired(one)) == len(paired(other))


@pytest.mark.slow
@pytest.mark.parametrize("ways", [(a, b) for a in CARRIERS for b in CARRIERS if a != b])
@settings(max_examples=15, deadline=None, suppress_health_check=QUIET)
@given(source=sides(), target=sides())
def test_a_way_round_through_two_formats_keeps_codes(
    ways: tuple[str, str],
    source: tuple[str, tuple[Code, ...]],
    target: tuple[str, tuple[Code, ...]],
    tmp_path: Path,
) -> None:
    inline = Inline(source[1], target[1])
    row = BitextRow("1", source[0], target[0], at=UnitPlace(1, codes=True), inline=inline)
    (first,) = FORMATS[ways[0]].write(tmp_path / "x", [row], Options())
    (other,) = convert(first.path, [ways[1]], tmp_path / "there")
    (again,) = convert(other.path, [ways[0]], tmp_path / "back")
    assert shapes(again.path) == shapes(first.path)
    assert [(r.id, r.source, r.target) for r in read_bitext(again.path)] == [
        ("1", source[0], target[0])
    ]


def shapes(path: Path) -> list[list[list[tuple[object, ...]]]]:
    """The codes of a file's units, by side."""
    told = [row.inline or Inline() for row in read_bitext(path)]
    return [[shape(i.source, i), shape(i.target, i)] for i in told]


def test_what_has_no_equal_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>A <hi>b</hi></seg>'
        '</tuv><tuv xml:lang="ar"><seg>أ ب</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    (done,) = convert(path, ["xliff"], tmp_path)
    assert done.without_codes == 1
    assert "inline codes of 1 unit are left out" in done.sentences()[0]
    (csv,) = convert(SAMPLES / "rules12.xlf", ["csv"], tmp_path)
    assert csv.without_codes == 3


NAMES = ["rules12.xlf", "rules20.xlf", "studio.sdlxliff", "studio-plain.sdlxliff", "memoq.mqxliff"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_back_follows_the_grammar(
    name: str, tmp_path: Path, checked: Checked
) -> None:
    assert not refusals(SAMPLES / name)
    write_back(SAMPLES / name, tmp_path / name, notes_for(SAMPLES / name, review=True))
    assert not refusals(tmp_path / name)
    checked("xliff12" if name != "rules20.xlf" else "xliff", "back", "RELAX NG grammar")


@pytest.mark.parametrize("to", CARRIERS)
def test_every_export_follows_its_grammar(to: str, tmp_path: Path, checked: Checked) -> None:
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".tmx", ".po", ".sdlxliff", ".mqxliff", ".txml"):
            (done,) = convert(path, [to], tmp_path / to / path.name)
            assert path.suffix == done.path.suffix or not refusals(done.path), path.name
    checked(to, "out", "DTD" if to == "tmx" else "RELAX NG grammar")


def test_the_grammar_of_xliff_1_2_refuses(tmp_path: Path) -> None:
    text = (SAMPLES / "rules12.xlf").read_text("utf-8")
    for old, new in (
        (' datatype="', ' data="'), ("<source", "<target/><source"), ('state="', 'state="un'),
        ("</body>", "<note/></body>"),
    ):  # fmt: skip
        assert old in text, old
        path = tmp_path / "a.xlf"
        path.write_text(text.replace(old, new, 1), "utf-8")
        assert refusals(path), new
