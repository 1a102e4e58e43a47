"""`check --write-back`: what is written, what is chosen, what is refused."""

from pathlib import Path

import pytest

from parallel_corpus.decisions import Store, on_finding
from parallel_corpus.decisions.apply import finding_fingerprint
from parallel_corpus.model import Decision
from tests.cli.conftest import run

TMX = (
    '<tmx version="1.4"><header srclang="en"/><body>'
    '<tu tuid="7"><tuv xml:lang="en"><seg>Pay 30 dinars.</seg></tuv>'
    '<tuv xml:lang="ar"><seg>ادفع 20 دينارا.</seg></tuv></tu>'
    '<tu><tuv xml:lang="en"><seg>Not translated.</seg></tuv><tuv xml:lang="ar"><seg/></tuv></tu>'
    '<tu tuid="9"><tuv xml:lang="en"><seg>Open 5 halls.</seg></tuv>'
    '<tuv xml:lang="ar"><seg>افتح 6 قاعات.</seg></tuv></tu></body></tmx>'
)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    return path


def check(path: Path, *more: str) -> tuple[int, str, str]:
    done = run("check", str(path), "--select", "N01", *more)
    return done.exit_code, done.stdout, done.stderr


def test_findings_stand_at_their_units(memory: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tmx"
    code, _, told = check(memory, "--write-back", str(out))
    assert code == 0
    assert "2 findings written at 2 units" in told
    first, second, third = out.read_text("utf-8").split("<tu")[1::3]
    assert "“30”" in first
    assert "note" not in second
    assert "“5”" in third


def test_a_level_and_other_checks_choose(memory: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tmx"
    assert run(
        "check", str(memory), "--ignore", "N", "--write-back-level", "error",
        "--write-back", str(out),
    ).exit_code == 0  # fmt: skip
    assert "N01" not in out.read_text("utf-8")


def test_rejected_findings_are_not_written(memory: Path, tmp_path: Path) -> None:
    from parallel_corpus.build.bitexts import check_bitext
    from parallel_corpus.decisions import text_lookup
    from parallel_corpus.settings import Settings

    settings = Settings(root=Path()).changed(encoder=None, select=("N01",), ignore=())
    corpus = check_bitext(memory, settings=settings)
    one, other = corpus.findings
    store = Store(tmp_path / "decisions.jsonl")
    made = [
        Decision("amal", "", on_finding(finding), verdict, "",
                 finding_fingerprint(finding, text_lookup(corpus.documents)))
        for finding, verdict in ((one, "reject"), (other, "accept"))
    ]  # fmt: skip
    store.append(lambda _: made[:1])
    out = tmp_path / "out.tmx"
    more = ("--decisions", str(store.path), "--write-back", str(out))
    assert "1 finding written at 1 unit" in check(memory, *more)[2]
    assert one.message not in out.read_text("utf-8")
    assert "0 findings written" in check(memory, *more, "--accepted-only")[2]
    store.append(lambda _: made[1:])
    assert "1 finding written" in check(memory, *more, "--accepted-only")[2]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--write-back", "memory.tmx"), "over itself"),
        (("--write-back", "out.xlf"), "ending .tmx"),
        (("--needs-review", "error"), "go with --write-back"),
        (("--write-back", "o.tmx", "--accepted-only"), "needs --decisions"),
        (("--write-back", "o.tmx", "--previous", "old.tmx"), "Leave --previous out"),
    ],
)
def test_what_cannot_be_is_refused(
    more: tuple[str, ...], message: str, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(memory.parent)
    Path("old.tmx").write_text(TMX, encoding="utf-8")
    monkeypatch.setattr("parallel_corpus.cli.commands.check._Job.check", None)  # would be too late
    code, _, told = check(Path("memory.tmx"), *more)
    assert code == 2
    assert message in told
    assert memory.read_text("utf-8") == TMX


def test_a_translation_in_word_gets_comments(tmp_path: Path) -> None:
    import docx

    for name, lines in (
        ("en", ("Rules", "Readers may borrow 12 books.", "Open the hall at 9.")),
        ("ar", ("قواعد", "يجوز للقراء استعارة 21 كتابا.", "افتح القاعة في الساعة 9.")),
    ):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(tmp_path / f"rules.{name}.docx"))
    files = [str(tmp_path / f"rules.{name}.docx") for name in ("en", "ar")]
    out = tmp_path / "out.docx"
    done = run("check", *files, "--select", "N01", "--write-back", str(out), "--format", "csv")
    assert done.exit_code == 0, done.stderr
    [comment] = docx.Document(str(out)).comments
    assert comment.text.startswith("N01 error: The source has “12”")
    assert "استعارة 21" in docx.Document(str(out)).paragraphs[1].text


def test_trados_s_segment_number_is_said() -> None:
    sample = Path(__file__).parents[1] / "data" / "writeback" / "studio.sdlxliff"
    done = run("check", str(sample), "--select", "N01")
    assert "studio, segment 1 (unit tu-1)" in done.stdout


@pytest.mark.parametrize("stated", ["x", "-1", "9" * 17, "9" * 5000, "١٢"])
def test_a_time_that_is_none_is_refused(
    stated: str, memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    code, _, told = check(memory, "--write-back", str(tmp_path / "out.tmx"))
    assert code == 2
    assert "SOURCE_DATE_EPOCH is “" in told
    assert "seconds since 1970" in told
    assert not (tmp_path / "out.tmx").exists()
