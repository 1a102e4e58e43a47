"""Processes of ours look for cyclic garbage less often than Python would; a library's user's not."""

import gc
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from click.testing import CliRunner

from parallel_corpus.cli import main
from parallel_corpus.support.collector import collect_seldom


def test_a_command_and_a_worker_look_seldom() -> None:
    before = gc.get_threshold()
    usual = (700, 10, 10)  # whatever commands that other tests ran in this process left
    try:
        gc.set_threshold(*usual)
        assert CliRunner().invoke(main, ["explain", "T02"]).exit_code == 0
        assert gc.get_threshold()[0] > usual[0]
        assert gc.get_threshold()[1:] == usual[1:]
    finally:
        gc.set_threshold(*before)
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=collect_seldom) as pool:
        assert pool.submit(gc.get_threshold).result()[0] > usual[0]


@pytest.mark.slow
def test_whoever_imports_us_keeps_a_policy_of_their_own() -> None:
    told = "import gc; before = gc.get_threshold(); import parallel_corpus.build.corpus; "
    subprocess.run(
        [sys.executable, "-c", f"{told} assert gc.get_threshold() == before"], check=True
    )
