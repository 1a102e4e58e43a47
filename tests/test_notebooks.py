"""Every notebook runs from top to bottom.

All in one kernel, emptied between them: it loads the libraries and the encoder once, and builds the
corpus of data/ at most once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nbclient import NotebookClient

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
REMEMBER_BUILDS = """
from parallel_corpus.frames import build as module

def remembering(build, known={}):
    def built(settings, *, encoder=None, annotation=None):
        if annotation:
            return build(settings, encoder=encoder, annotation=annotation)
        key = repr(settings), encoder.name if encoder else settings.encoder
        if key not in known:
            from parallel_corpus.build.cache import cache_folder

            kept = {"encoder": encoder} if encoder else {"cache": cache_folder()}
            known[key] = build(settings, **kept)
        return known[key]
    return built

module.build_corpus = remembering(module.build_corpus)
"""
# No name, picture format or display option that one notebook sets helps the next.
EMPTY = """
%reset -f
import altair, pandas
altair.renderers.enable("default")
pandas.reset_option("^display")
%reset -f
"""


@pytest.fixture(scope="module")
def client() -> Iterator[NotebookClient]:
    import nbformat
    from nbclient import NotebookClient

    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": FOLDER}},
    )
    with client.setup_kernel():
        run(client, REMEMBER_BUILDS)
        yield client


def run(client: NotebookClient, *sources: str) -> None:
    """Run cells that are in no notebook."""
    import nbformat

    client.nb = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, sources)))
    client.reset_execution_trackers()
    for place, cell in enumerate(client.nb.cells):
        client.execute_cell(cell, place)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_shows_something(path: Path, client: NotebookClient) -> None:
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs, "commit the notebook with its outputs"
    run(client, EMPTY)
    client.nb = notebook
    client.reset_execution_trackers()
    for place, cell in enumerate(notebook.cells):
        client.execute_cell(cell, place)
    pictures = [
        o
        for cell in notebook.cells
        for o in cell.get("outputs", [])
        if "image/png" in o.get("data", {})
    ]
    assert pictures


def test_nothing_of_a_notebook_is_left_for_the_next(client: NotebookClient) -> None:
    from nbclient.exceptions import CellExecutionError

    run(client, "left = 1", EMPTY)
    with pytest.raises(CellExecutionError, match="name 'left' is not defined"):
        run(client, "left")
