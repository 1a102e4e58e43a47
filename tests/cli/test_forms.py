"""One command for every form in which people have a text and its earlier version."""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from parallel_corpus.checks import severity
from parallel_corpus.cli.group import main
from parallel_corpus.decisions import Ledger, Store
from parallel_corpus.review import Texts, places_of
from parallel_corpus.review.actions import Request
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import make_builder
from tests.read.formats import word

pytestmark = pytest.mark.slow

OLD_EN = (
    "Protection of the old harbour",
    "The Conference of Port Cities,",
    "Recalling the Charter of Harbours of 4 May 2011 and the duties that follow from it,",
    "Noting that 30 ships a day call at the port,",
    "1. Calls upon ministries of transport to limit the speed of ferries near the harbour walls;",
    "2. Urges the port authority to restore the lighthouse;",
    "3. Requests the Secretary General to report on the harbour by 31 March 2027;",
    "4. Decides to meet again every year.",
)
OLD_AR = (
    "حماية الميناء القديم",
    "إن مؤتمر المدن الساحلية،",
    "إذ يستذكر ميثاق الموانئ المؤرخ 4 أيار/مايو 2011 والواجبات المترتبة عليه،",
    "وإذ يلاحظ أن 30 سفينة ترسو في الميناء كل يوم،",
    "1. يدعو وزارات النقل إلى الحد من سرعة العبّارات بالقرب من أسوار الميناء؛",
    "2. يحث سلطة الميناء على ترميم المنارة؛",
    "3. يطلب إلى الأمين العام أن يقدم تقريراً عن الميناء بحلول 31 آذار/مارس 2027؛",
    "4. يقرر الاجتماع مجدداً كل سنة.",
)
NEW_EN = (
    *OLD_EN[:4],
    "1. Calls upon shipping companies to publish the fuel that their vessels burn near the walls;",
    *OLD_EN[5:],
)
NEW_AR = (
    *OLD_AR[:3],
    OLD_AR[3].replace("30", "13"),
    *OLD_AR[4:6],
    OLD_AR[6].replace("آذار/مارس", "أيار/مايو"),
    OLD_AR[7],
)
TEXTS = {"new": (NEW_EN, NEW_AR), "old": (OLD_EN, OLD_AR)}
TERM = "lighthouse,فنار"
WANTED = [("N01", "13"), ("N02", "أيار/مايو"), ("T01", "فنار"), ("V01", "ministries of transport")]


@dataclass(frozen=True)
class Form:
    new: Sequence[str]
    old: Sequence[str] = ()


FORMS = {
    "text": Form(("new.en.txt", "new.ar.txt"), ("old.en.txt", "old.ar.txt")),
    "halves": Form(("new.both.txt",), ("old.both.txt",)),
    "word": Form(("new.en.docx", "new.ar.docx"), ("old.en.docx", "old.ar.docx")),
    "columns": Form(("new.docx",), ("old.docx",)),
    "tracked": Form(("tracked.en.docx", "tracked.ar.docx")),
    "tracked columns": Form(("tracked.docx",)),
    "sheet": Form(("new.xlsx",), ("old.xlsx",)),
    "memory": Form(("new.tmx",), ("old.tmx",)),
    "mixed": Form(("new.docx",), ("old.en.txt", "old.ar.docx")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forms")
    for name, (english, arabic) in TEXTS.items():
        for language, lines in (("en", english), ("ar", arabic)):
            text = "\n\n".join(lines) + "\n"
            (path / f"{name}.{language}.txt").write_text(text, encoding="utf-8")
            word.write(path / f"{name}.{language}.docx", "".join(map(word.paragraph, lines)))
        both = "\n\n".join((*english, *arabic)) + "\n"
        (path / f"{name}.both.txt").write_text(both, encoding="utf-8")
        word.write(path / f"{name}.docx", word.table(*zip(english, arabic, strict=True)))
        book = openpyxl.Workbook()
        for row in (("en", "ar"), *zip(english, arabic, strict=True)):
            book.active.append(row)
        book.save(path / f"{name}.xlsx")
        (path / f"{name}.tmx").write_text(memory(english, arabic), encoding="utf-8")
    tracked = [
        [runs(old, new) for old, new in zip(*sides, strict=True)]
        for sides in zip(TEXTS["old"], TEXTS["new"], strict=True)
    ]
    for language, paragraphs in zip(("en", "ar"), tracked, strict=True):
        word.write(path / f"tracked.{language}.docx", "".join(map(wrapped, paragraphs)))
    rows = (
        f"<w:tr>{''.join(f'<w:tc>{wrapped(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in zip_longest(*tracked)
    )
    word.write(path / "tracked.docx", f"<w:tbl>{''.join(rows)}</w:tbl>")
    (path / "terms.csv").write_text(f"en,ar\n{TERM}\n", encoding="utf-8")
    (path / "terms.tbx").write_text(tbx(*TERM.split(",")), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(("en", "ar"))
    book.active.append(tuple(TERM.split(",")))
    book.save(path / "terms.xlsx")
    return path


def memory(english: Sequence[str], arabic: Sequence[str]) -> str:
    units = "".join(
        "<tu>"
        + "".join(map('<tuv xml:lang="{}"><seg>{}</seg></tuv>'.format, ("en", "ar"), pair))
        + "</tu>"
        for pair in zip(english, arabic, strict=True)
    )
    header = '<header srclang="en" segtype="paragraph" datatype="plaintext" adminlang="en"/>'
    return f'<tmx version="1.4">{header}<body>{units}</body></tmx>'


def tbx(english: str, arabic: str) -> str:
    sets = "".join(
        f'<langSet xml:lang="{language}"><tig><term>{term}</term></tig></langSet>'
        for language, term in (("en", english), ("ar", arabic))
    )
    entry = f"<termEntry>{sets}</termEntry>"
    return f'<martif type="TBX"><text><body>{entry}</body></text></martif>'


def wrapped(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def runs(old: str, new: str) -> str:
    """A paragraph's runs, what changed as Word tracks it."""
    return "".join(_runs(old.split(" "), new.split(" ")))


def _runs(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        gone, come = (" ".join(words) + " " for words in (old[i:j], new[k:m]))
        if kind == "equal":
            yield word.run(come)
            continue
        if i < j:
            text = f'<w:r><w:delText xml:space="preserve">{gone}</w:delText></w:r>'
            yield f'<w:del w:id="1" w:author="a">{text}</w:del>'
        if k < m:
            yield f'<w:ins w:id="2" w:author="a">{word.run(come)}</w:ins>'


def check(*args: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)])


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_findings(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    form = FORMS[name]
    previous = ("--previous", *form.old) if form.old else ()
    glossary = f"terms.{ {'memory': 'tbx', 'sheet': 'xlsx'}.get(name, 'csv') }"
    result = check(*form.new, *previous, "--glossary", glossary, "--json")
    assert result.exit_code == 0, result.output
    findings = json.loads(result.stdout)["findings"]
    own = findings[0]["document"]
    grave = [f for f in findings if f["severity"] != "info" and f["document"] == own]
    said = sorted((f["code"], f["message"]) for f in grave)
    assert [code for code, _ in said] == [code for code, _ in WANTED], said
    for (_, message), (_, part) in zip(said, WANTED, strict=True):
        assert part in message
    places = {f["code"]: f["source"][0].rsplit(":", 1)[1] for f in grave}
    assert places == {"N01": "pre2", "N02": "op3", "T01": "op2", "V01": "op1"}


@pytest.mark.parametrize("name", FORMS)
def test_the_desk_takes_every_form(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CONFIG", str(tmp_path))  # which remembers --ui
    monkeypatch.chdir(folder)
    asked: list[Texts] = []
    monkeypatch.setattr(
        "parallel_corpus.review.review", lambda texts, *_, **__: asked.append(texts)
    )
    form = FORMS[name]
    previous = ("--previous", *form.old) if form.old else ()
    args = ["review", *form.new, *previous, "--glossary", "terms.csv", "--ui", "ar"]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    assert asked[0].ui == "ar"
    corpus = make_builder(asked[0], say=lambda _: None)(Ledger())
    own = corpus.pairs[-1].document
    grave = [f for f in corpus.findings if f.document == own and severity(f) != "info"]
    assert sorted(f.code for f in grave) == [code for code, _ in WANTED]


@pytest.mark.parametrize("name", ["word", "memory"])
def test_what_was_rejected_at_the_desk_stays_rejected(
    name: str, folder: Path, tmp_path: Path
) -> None:
    files = [Path(shutil.copy(folder / name, tmp_path)) for name in FORMS[name].new]
    texts = Texts(files)
    kept, out = places_of(texts)
    desk = Desk(make_builder(texts, say=lambda _: None), Store(kept), "amal", out)
    items = [item for row in desk.sheet.rows for item in row.findings]
    date = next(item for item in items if item.view.code == "N02")
    desk.decide(Request("reject", date.subject))

    result = check(*files, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "N02" not in result.stdout
    assert "N01" in result.stdout
    assert "new.decisions.jsonl: 1 decision honoured; rejected and not shown: 1" in result.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [(("new.en.txt",), "give a folder, a source"), (("--glossary", "terms.csv"), "corpus.toml")],
)
def test_a_folder_goes_alone_to_the_desk(
    more: tuple[str, ...], said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["review", ".", *more])
    assert result.exit_code == 2
    assert said in result.output


def test_deliverables_stand_beside_the_report(folder: Path, tmp_path: Path) -> None:
    files = [folder / f"new.{language}.docx" for language in ("en", "ar")]
    older = [folder / "old.xlsx"]
    result = check(*files, "--previous", *older, "-o", tmp_path / "out", "--to", "docx,xlsx,tmx")
    assert result.exit_code == 0, result.output
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"index.html", "new.en-ar.docx", "new.en-ar.xlsx", "new.en-ar.tmx"} <= written
    assert not {name for name in written if name.startswith("old") and name.endswith(".docx")}
    # What was written is a form too: one may go on from there.
    again = check(tmp_path / "out" / "new.en-ar.docx", "--json")
    codes = {f["code"] for f in json.loads(again.stdout)["findings"] if f["severity"] == "error"}
    assert codes == {"N01", "N02", "V01"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("new.en.txt",), "give the translation as well"),
        (("new.en.txt", "old.en.txt"), "both files are in English"),
        (("new.en.txt", "new.ar.txt", "--previous", "new.en.txt", "new.ar.txt"), "same files"),
        (("new.en.txt", "new.ar.txt", "old.en.txt"), "init FOLDER"),
        (("--previous", "old.en.txt"), "name the text to check"),
        ((), "name the text to check"),
        (("new.docx", "--glossary", "new.en.txt"), "Known are .csv"),
        (("new.docx", "--glossary", "none.csv"), "none.csv"),
        (("new.docx", "--to", "doc"), "Known are"),
        (("new.docx", "--to", ""), "not a format"),
        (("new.docx", "--previous-from-tracked"), "tracked changes"),
        (("tracked.docx", "--previous-from-tracked", "--previous", "old.docx"), "give one"),
    ],
)
def test_wrong_input_teaches(
    args: Sequence[str], said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = check(*args)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_previous_takes_one_file_or_two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for args in (
        ("--previous", "old.docx", "new.docx"),
        ("--previous", "old.en.txt", "old.ar.txt", "new.docx"),
        ("new.docx", "--previous", "old.en.txt", "--previous", "old.ar.txt"),
    ):
        result = check(*args, "--json", "--select", "versions")
        assert json.loads(result.stdout)["previous_pairs"] == len(OLD_EN)
