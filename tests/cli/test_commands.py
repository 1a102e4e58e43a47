"""The commands are found by their files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli import commands, group

SAMPLE = '''"""Greet somebody."""

import click


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Greet NAME."""
    click.echo(f"Good morning, {name}.")
'''


def test_a_file_is_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "greet.py").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    group._files.cache_clear()
    try:
        assert "greet" in group.command_names()
        assert "Greet somebody." in CliRunner().invoke(group.main, ["--help"]).output
        assert CliRunner().invoke(group.main, ["greet", "Amal"]).output == "Good morning, Amal.\n"
    finally:
        group._files.cache_clear()


def test_a_full_memory_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SAMPLE.replace('click.echo(f"Good morning, {name}.")', "raise MemoryError")
    (tmp_path / "fill.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    group._files.cache_clear()
    try:
        done = CliRunner().invoke(group.main, ["fill", "it"])
    finally:
        group._files.cache_clear()
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "error: the memory is full. Split the texts, or build with --jobs 1 or --stream"
    ]
