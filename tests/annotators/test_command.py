"""`annotate`, and what build and check make of annotations."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from parallel_corpus.cli import main
from tests.annotators.server import KEY, MODEL, Endpoint, serving

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
HEALTH = Path(__file__).parents[2] / "notebooks" / "data"
MEMORY = ROOT / "docs" / "examples" / "memory.tmx"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "cache"))
    shutil.copy(MEMORY, folder)
    return folder


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(*args: object) -> dict[str, Any]:
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.slow
def test_a_memory_is_read_once_and_its_annotations_are_findings(
    endpoint: Endpoint, here: Path
) -> None:
    asked = ("annotate", "memory.tmx", "--base-url", endpoint.url, "--model", MODEL)
    first = told(*asked)
    assert (first["pairs"], first["annotations"], first["failed"]) == (6, 6, 0)
    before = (here / "annotations.jsonl").read_bytes()
    calls = endpoint.asked.total()
    again = told(*asked)
    assert (again["known"], endpoint.asked.total()) == (6, calls)
    assert (here / "annotations.jsonl").read_bytes() == before
    name = "recorded:annotations.jsonl"
    for out in ("one", "two"):
        done = run("check", "memory.tmx", "-o", out, "--annotator", name)
        assert done.exit_code == 0, done.output
    assert f"{MODEL} " not in (here / "one" / "run.json").read_text()
    files = sorted(path.name for path in (here / "one").iterdir())
    for file in files:
        assert (here / "one" / file).read_bytes() == (here / "two" / file).read_bytes(), file
    (said,) = json.loads((here / "one" / "run.json").read_text(encoding="utf-8"))["annotators"]
    assert (said["name"], said["model"], said["prompt"]) == ("annotations", MODEL, "reviser-1")
    assert (said["pairs"], said["answered"], said["dropped"]) == (6, 6, 0)
    rows = rows_of(here / "one" / "findings.jsonl")
    mine = [row for row in rows if row["evidence"].get("annotator") == MODEL]
    assert len(mine) == 6
    assert mine[0]["evidence"]["suggestion"] == "شيء"


def test_without_an_annotator_nothing_changes(here: Path) -> None:
    run("check", "memory.tmx", "-o", "plain")
    run("check", "memory.tmx", "-o", "read", "--annotator", f"recorded:{HEALTH / 'health.jsonl'}")
    plain, read = ((here / out / "findings.jsonl").read_bytes() for out in ("plain", "read"))
    assert plain == read, "annotations of other pairs are about none of these"
    assert "annotators" not in json.loads((here / "plain" / "run.json").read_text())


def test_a_dry_run_sends_nothing_and_says_what_it_would(endpoint: Endpoint, here: Path) -> None:
    done = run("annotate", "memory.tmx", "--base-url", endpoint.url, "--model", MODEL,
               "--price", 2, 8, "--max-pairs", 2, "--dry-run")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Nothing was sent. 2 pairs go to 127.0.0.1" in done.output
    assert "by the prices given" in done.output
    assert not endpoint.keys
    assert not (here / "annotations.jsonl").exists()


def test_a_batch_goes_out_and_comes_back(here: Path) -> None:
    asked = ("annotate", "memory.tmx", "--model", "big")
    out = told(*asked, "--export", "requests.jsonl")
    assert out["pairs"] == 6
    requests = rows_of(here / "requests.jsonl")
    assert {request["url"] for request in requests} == {"/v1/chat/completions"}
    assert len({request["custom_id"] for request in requests}) == 6
    lines: list[dict[str, Any]] = []
    for number, request in enumerate(requests[:5]):
        source = json.loads(request["body"]["messages"][1]["content"])["source"]
        said = {"category": "style", "severity": "info", "source": source.split()[0]}
        content = json.dumps({"annotations": [said]}) if number else "{"
        body = {"choices": [{"message": {"content": content}}]}
        lines.append(
            {"custom_id": request["custom_id"], "response": {"status_code": 200, "body": body}}
        )
    lines[1] = {"custom_id": lines[1]["custom_id"], "response": None, "error": {"code": "expired"}}
    lines.append({"custom_id": "pair-of-another", "response": {"status_code": 200, "body": {}}})
    (here / "answers.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in reversed(lines))
    )
    done = run(*asked, "--import", "answers.jsonl")
    assert done.exit_code == 0, done.output
    assert "1 answers are about no pair of these texts" in done.output
    assert "1 pairs have no answer in answers.jsonl" in done.output
    kept = rows_of(here / "annotations.jsonl")
    assert [row["id"] for row in kept] == ["3", "4", "5"]
    assert {row["model"] for row in kept} == {"big"}


@pytest.mark.slow
def test_a_manifest_names_recorded_annotations(here: Path) -> None:
    shutil.copytree(ROOT / "data", here / "data")
    for name in ("ipu143-draft", "ipu143-adopted"):
        shutil.copy(DATA / f"{name}.jsonl", here / "data")
    with (here / "data" / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write('\n[annotator]\nname = ["recorded:ipu143-draft.jsonl", '
                   '"recorded:ipu143-adopted.jsonl"]\n')  # fmt: skip
    done = run("build", "data", "-o", "out")
    assert done.exit_code == 0, done.output
    rows = rows_of(here / "out" / "findings.jsonl")
    loud = [row for row in rows if row["severity"] != "info"]
    first = [(row["code"], row["source"][0].split(":")[-1]) for row in loud[:2]]
    assert first == [("V01", "op18"), ("V01", "pre20")]
    assert {row["code"][0] for row in loud} >= {"V", "R", "S", "T"}
    places = [
        (row["source"][0], str(row["source_spans"]), str(row["target_spans"]))
        for row in loud
        if row["code"].startswith("R")
    ]
    assert len(places) == len(set(places)), "each place is told once"
    described = json.loads((here / "out" / "run.json").read_text(encoding="utf-8"))["annotators"]
    assert [item["name"] for item in described] == ["ipu143-draft", "ipu143-adopted"]
    assert [item["repaired"] for item in described] == [4, 3]


def test_a_manifest_alone_sends_nothing(endpoint: Endpoint, here: Path) -> None:
    (here / "c").mkdir()
    for name in ("new.en.txt", "new.ar.txt"):
        shutil.copy(ROOT / "docs" / "examples" / name, here / "c")
    run("init", "c")
    with (here / "c" / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[annotator]\nname = "chat"\nbase_url = "{endpoint.url}"\nmodel = "{MODEL}"\n'
        )
    done = run("build", "c", "-o", "out")
    assert done.exit_code == 0, done.output
    assert "give --annotator chat to allow it" in done.output
    assert not endpoint.keys
    done = run("build", "c", "-o", "out", "--annotator", "chat")
    assert done.exit_code == 0, done.output
    assert f"pairs go to {endpoint.url.split('/')[2]}, model {MODEL}" in done.output
    assert f"{MODEL} read 7 pairs" in done.output
    streamed = run("build", "c", "-o", "tables", "--annotator", "chat", "--stream")
    assert streamed.exit_code == 0, streamed.output
    assert "annotators" in json.loads((here / "tables" / "run.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('name = "oracle"', "no annotator is called"),
        ('name = "recorded:../../etc/passwd"', "outside the corpus folder"),
        ('name = "recorded:/etc/passwd"', "outside the corpus folder"),
        ('name = "recorded:none.jsonl"', "cannot be read"),
        ("nmae = 5", "no such key"),
        ("max_pairs = -1", "must be a number"),
        ("max_pairs = 1.5", "whole number"),
        ("name = 5", "a text or a list"),
        ("model = 5", "must be a text"),
    ],
)
def test_a_wrong_annotator_is_one_line(lines: str, says: str, here: Path) -> None:
    (here / "c").mkdir()
    for name in ("new.en.txt", "new.ar.txt"):
        shutil.copy(ROOT / "docs" / "examples" / name, here / "c")
    run("init", "c")
    with (here / "c" / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[annotator]\n{lines}\n")
    done = run("build", "c", "-o", "out")
    assert done.exit_code == 2
    assert says in done.output
    assert done.output.count("error: ") == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("annotate", "memory.tmx"), "needs --base-url"),
        (("annotate", "memory.tmx", "--base-url", "http://a.example/v1", "--model", "m"), "https"),
        (("annotate", "memory.tmx", "--export", "a", "--import", "b"), "give one of"),
        (("annotate", "memory.tmx", "--export", "a"), "needs --model"),
        (("annotate", "memory.tmx", "memory.tmx", "memory.tmx"), "give one folder"),
        (("annotate", "memory.tmx", "--annotator", "oracle"), "no annotator is called"),
        (("check", "memory.tmx", "--annotator", "recorded:"), "no annotator is called"),
        (("check", "memory.tmx", "--annotator", "recorded:none.jsonl"), "cannot be read"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_wrong_command_is_one_line(args: tuple[str, ...], says: str) -> None:
    done = run(*args)
    assert done.exit_code == 2, done.output
    assert says in done.output


@pytest.mark.usefixtures("here")
def test_the_key_stands_nowhere(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endpoint.key = KEY
    monkeypatch.setenv("MY_KEY", KEY)
    asked = ("annotate", "memory.tmx", "--base-url", endpoint.url, "--model", MODEL)
    done = run(*asked, "--key-variable", "MY_KEY", "-v")
    assert done.exit_code == 0, done.output
    run("check", "memory.tmx", "-o", "out", "--annotator", "recorded:annotations.jsonl")
    everything = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert KEY.encode() not in b"".join(everything) + done.output.encode()
    refused = run(*asked[:-1], "other-model")
    assert refused.exit_code == 2
    assert "refused the key" in refused.output


@pytest.mark.usefixtures("here")
def test_an_annotators_findings_can_be_left_out() -> None:
    name = f"recorded:{ROOT / 'docs' / 'examples' / 'annotations.jsonl'}"
    some = run("check", "memory.tmx", "--annotator", name, "--format", "jsonl").stdout
    assert "R01" in some
    none = run("check", "memory.tmx", "--annotator", name, "--ignore", "R", "--format", "jsonl")
    assert "R0" not in none.stdout
    only = run("check", "memory.tmx", "--annotator", name, "--select", "R01", "--format", "jsonl")
    assert [json.loads(line)["code"] for line in only.stdout.splitlines()] == ["R01"]


@pytest.mark.usefixtures("here")
def test_people_and_models_are_told_apart() -> None:
    examples = ROOT / "docs" / "examples"
    done = run("check", "memory.tmx", "--annotator", f"recorded:{examples / 'annotations.jsonl'}",
               "--annotator", f"people:{examples / 'mqm.tsv'}", "--format", "jsonl")  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    number = next(row for row in rows if "30" in row["message"] and row["severity"] == "error")
    assert any("Rana" in said for said in number["evidence"]["also"])
    assert any("a model" in said for said in number["evidence"]["also"])
    shown = run("evaluate", "agreement", examples / "annotations.jsonl", examples / "mqm.tsv")
    assert "a model and Rana: kappa" in shown.output


@pytest.mark.parametrize("option", ["--select", "--document"])
def test_a_document_that_is_not_there_is_one_line(
    option: str, endpoint: Endpoint, here: Path
) -> None:
    shutil.copytree(ROOT / "docs" / "examples" / "my-texts", here / "my-texts")
    done = run(
        "annotate", "my-texts", option, "nothing", "--base-url", endpoint.url, "--model", MODEL
    )
    assert done.exit_code == 2
    assert "no document is called 'nothing'" in done.stderr
    assert "There are: " in done.stderr
    assert not endpoint.asked
