"""What a build tells people while it runs, and what its log keeps."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from parallel_corpus.build.engines import run_here
from parallel_corpus.build.results import CheckedChain, Failure
from parallel_corpus.build.tasks import Done
from parallel_corpus.cli.group import main
from parallel_corpus.cli.progress import logging_to, reporting
from parallel_corpus.settings import Settings
from parallel_corpus.support.journal import JOURNAL
from tests.scale.conftest import task_list
from tests.small_corpus import TEXTS


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(console: Console, clock: Clock, seconds: float, count: int, **options: bool) -> str:
    """What is said of `count` chains that take so many seconds each; the last one fails."""
    with reporting(options.get("quiet", False), console, clock) as reporter:
        reporter.tell("read", "", 0, 1)
        reporter.tell("build", "first", 0, count)
        for number in range(1, count + 1):
            clock.now += seconds
            result = CheckedChain((), ()) if number < count else Failure("last", "broken")
            reporter.watch(Done(number, f"d{number}", result, seconds))
            reporter.tell("build", f"d{number}", number, count)
        return reporter.tally.ends()


def test_without_a_terminal_a_plain_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    assert told(console, Clock(), 10, 10) == "9 built, 0 unchanged, 1 failed, in 2 min."
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "3 of 10 built", "6 of 10 built", "9 of 10 built",
    ]  # fmt: skip


def test_a_short_build_without_a_terminal_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    told(console, Clock(), 1, 10)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_the_line_counts_and_goes_away(capsys: pytest.CaptureFixture[str]) -> None:
    screen = io.StringIO()
    told(Console(file=screen, force_terminal=True, width=100), Clock(), 10, 10)
    assert "10/10" in screen.getvalue()
    assert "1 failed" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_quiet_is_quiet(terminal: bool, capsys: pytest.CaptureFixture[str]) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal)
    told(console, Clock(), 60, 5, quiet=True)
    assert screen.getvalue() == capsys.readouterr().err == ""


def build(settings: Settings, *args: object) -> Result:
    command = ["build", settings.root, "-o", settings.root.parent / "out", *args]
    return CliRunner().invoke(main, [str(arg) for arg in command])


def test_the_log_says_what_was_built_known_and_failed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "cache"))
    log = tmp_path / "logs" / "build.log"
    assert CliRunner().invoke(main, ["init", str(settings.root)]).exit_code == 0
    (settings.root / "note.ar.txt").write_bytes(b"%PDF-1.7")
    broken = build(settings, "--log", log)
    assert broken.exit_code == 2
    assert "1 left out; the next build tries again" in broken.output
    first = log.read_text(encoding="utf-8")
    assert " ERROR note failed, " in first
    assert "note.ar.txt: is a PDF" in first
    assert " INFO law built, " in first
    (settings.root / "note.ar.txt").write_text(TEXTS["note.ar.txt"], encoding="utf-8")
    mended = build(settings, "--log", log)
    assert mended.exit_code == 0
    assert "1 built, 1 unchanged, in " in mended.output
    added = log.read_text(encoding="utf-8").removeprefix(first)
    assert " INFO law known, 0.00 s: 2 pairs, " in added
    assert " INFO note built, " in added
    assert not list((tmp_path / "out").glob("*.log"))


def test_the_log_keeps_the_traceback_of_a_fault_of_ours(settings: Settings, tmp_path: Path) -> None:
    def work(_: object) -> Done:
        raise ZeroDivisionError("no such luck")

    before = list(JOURNAL.handlers)
    with logging_to(tmp_path / "log"):
        done = list(run_here(task_list(settings), work=work))
    assert {d.result.reason for d in done} == {"ZeroDivisionError: no such luck, three times"}
    text = (tmp_path / "log").read_text(encoding="utf-8")
    assert text.count("Traceback") == 6
    assert "note, try 3 of 3: ZeroDivisionError" in text
    assert before == JOURNAL.handlers


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--engine", "spark"], "no engine is called 'spark'"),
        (["-j", "0"], "0 processes are too few"),
        (["--log", "/proc/nowhere/x.log"], "/proc/nowhere"),
    ],
)
def test_wrong_options_are_one_clear_line(args: list[str], says: str, settings: Settings) -> None:
    result = build(settings, *args)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output
