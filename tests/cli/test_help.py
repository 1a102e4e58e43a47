"""What `--help` says is true: examples run, and --json prints the keys that it names."""

import json
import shlex

import click
import pytest

from parallel_corpus.cli.command import Command, manual
from parallel_corpus.cli.group import command_names, main
from tests.cli.conftest import run


def words() -> list[str]:
    """Every command by its words, those of groups as well."""
    ctx = click.Context(main)
    found = []
    for name in command_names():
        command = main.get_command(ctx, name)
        found.append(name)
        if isinstance(command, click.Group):
            found += [f"{name} {inner}" for inner in command.commands]
    return found


WORDS = words()
EXAMPLES = [(name, example.run) for name, page in manual().items() for example in page.examples]
# One run a command says what --json prints; the other examples are for people.
JSON = {
    "build": "build data -o out",
    "check": "check new.en.txt new.ar.txt --previous old.en.txt old.ar.txt -o out",
    "annotate": "annotate memory.tmx --base-url http://localhost:1/v1 --model m --dry-run",
    "align": "align new.en.txt new.ar.txt",
    "compare": "compare old.en.txt new.en.txt",
    "find": "find privacy",
    "terms": "terms data --least 2",
    "duplicates": "duplicates my-texts --pairs",
    "normalise": "normalise scan.txt",
    "export": "export memory.tmx --to csv -o out",
    "evaluate alignment": "evaluate alignment test.jsonl gold.txt",
    "evaluate normalisation": "evaluate normalisation scan.txt truth.txt",
    "evaluate findings": "evaluate findings annotations.jsonl mqm.tsv",
    "evaluate agreement": "evaluate agreement annotations.jsonl mqm.tsv",
    "explain": "explain",
    "init": "init my-texts --print",
    "doctor": "doctor",
    "update": "update memory.tmx memory.tsv -o updated.tmx",
    "decide": "decide edited.xlsx --dry-run",
    "omegat": "omegat omegat-project",
    "notebooks": "notebooks my-notebooks",
}


def test_the_manual_has_a_page_for_every_command_and_no_other() -> None:
    assert sorted(manual()) == sorted(WORDS)
    for page in manual().values():
        assert page.examples


@pytest.mark.parametrize("name", WORDS)
def test_help_has_all_its_sections(name: str) -> None:
    shown = run(*name.split(), "--help")
    assert shown.exit_code == 0
    wanted = ["Examples:", "Options:"]
    if manual()[name].json:
        wanted += ["Output:", "With --json, one object with:"]
    if name != "evaluate":
        wanted.append("Exit codes:")
    places = [shown.output.find(f"\n{section}") for section in wanted]
    assert places == sorted(places)
    assert -1 not in places
    for example in manual()[name].examples:
        # Whole, however narrow the terminal.
        assert f"  {example.run}\n" in shown.output


@pytest.mark.parametrize("columns", [80, 60, 40])
@pytest.mark.parametrize("name", ["", *WORDS])
def test_help_fits_the_terminal(name: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(*name.split(), "--help").output.splitlines()
    # Examples are copied whole, with what they are for.
    filled = [line for line in lines if not line.lstrip().startswith(("parallel-corpus ", "# "))]
    assert [line for line in filled if len(line) > columns] == []


@pytest.mark.parametrize("name", WORDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    command: click.Command | None = main
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert isinstance(command, (Command, click.Group))
    for param in command.params:
        assert isinstance(param, click.Argument) or getattr(param, "help", None), param.name


def slow_where(name: str) -> list[pytest.MarkDecorator]:
    """These commands start other programs."""
    return [pytest.mark.slow] if name in ("doctor", "completion") else []


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("name", "line"),
    [pytest.param(name, line, id=line, marks=slow_where(name)) for name, line in EXAMPLES],
)
def test_every_example_runs(name: str, line: str) -> None:
    program, *args = shlex.split(line)
    assert program == "parallel-corpus"
    assert args[: len(name.split())] == name.split()
    if name == "review":  # the desk serves until Ctrl-C: see tests/review
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_context(name, args[1:])
        return
    done = run(*args)
    wanted = (0, 1) if "--fail-on" in args else (0,)
    assert done.exit_code in wanted, done.output
    assert done.output.strip()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=slow_where(name)) for name, page in manual().items() if page.json],
)
def test_json_has_the_keys_that_the_help_names(name: str) -> None:
    if name == "review":  # see test_speech.py
        return
    done = run(*JSON[name].split(), "--json", "-q")
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    page = manual()[name]
    assert list(result) == list(page.json)
    assert not done.stderr
    for key, says in page.json.items():
        if isinstance(result[key], list):
            empty = {
                "left_out",
                "unpaired",
                "written",
                "pairs",
                "unsure",
                "kept",
                "bitexts",
                "glossaries",
            }
            assert result[key] or key in empty, key
        for record in result[key] if isinstance(result[key], list) else ():
            if isinstance(record, dict):
                assert all(inner in says for inner in record), (key, set(record))
