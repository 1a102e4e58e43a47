"""Start the desk on this machine and end it cleanly."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parallel_corpus.annotators import AnnotationRun, load_run
from parallel_corpus.annotators.load import Around
from parallel_corpus.build.cache import cache_folder
from parallel_corpus.build.check_files import decisions_file, is_aligned
from parallel_corpus.build.manifest import settings_of
from parallel_corpus.build.rebuild import Builder, part_of_files
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.checks import read_glossary
from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.read import document_name
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.review.deliver import RESULTS
from parallel_corpus.review.table import TableBuilder
from parallel_corpus.settings import Settings, Ui
from parallel_corpus.support.publish import results_beside

if TYPE_CHECKING:
    from parallel_corpus.review.desk import Desk

AUTHOR = "PARALLEL_CORPUS_WHO"
"""The environment variable that names the person whose decisions are kept."""


@dataclass(frozen=True)
class Texts:
    """What is to be reviewed: the folder of a corpus, or one or two files.

    `previous` are the files of the version that these supersede; with `tracked` it is that of the
    same Word documents before their tracked changes. `columns` go with a table, `glossary` (a file
    of terms) with files. `ui` is the language of the page.
    """

    paths: Sequence[Path]
    previous: Sequence[Path] = ()
    tracked: bool = False
    columns: Columns | None = None
    annotators: Sequence[str] = ()
    glossary: Path | None = None
    ui: Ui = "en"


def review(
    texts: Path | Texts,
    out: Path | None = None,
    *,
    port: int = 0,
    open_browser: bool = True,
    who: str = "",
    encoder: str | None = None,
    say: Callable[[str], None] = print,
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk for a corpus's folder or for files on 127.0.0.1 until Ctrl-C.

    Decisions are kept in `decisions.jsonl` in the folder, or beside the first file as
    NAME.decisions.jsonl. Exports go to `out`: by default `alignments` beside the folder, or
    NAME-checked beside the file. `port` 0 takes any free one. `opened` is told the address in place
    of `say`. Raises CorpusError for texts that cannot be read, or a port that is taken.
    """
    from parallel_corpus.review.desk import Desk

    texts = Texts([texts]) if isinstance(texts, Path) else texts
    build = make_builder(texts, encoder, say)
    kept, results = places_of(texts)
    desk = Desk(build, Store(kept), who or author(), out or results, ui=texts.ui)
    serve(desk, port=port, open_browser=open_browser, say=say, opened=opened)
    say(f"Ended. Decisions are kept in {kept}")


def places_of(texts: Texts) -> tuple[Path, Path]:
    """Return where decisions are kept, and the folder to which results go."""
    first = texts.paths[0]
    if first.is_dir():
        return first / FILE, results_beside(first)
    results = first.resolve().with_name(f"{document_name(first)}{RESULTS}")
    return decisions_file(texts.paths), results


def make_builder(
    texts: Texts, encoder: str | None = None, say: Callable[[str], None] = print
) -> Callable[[Ledger], CheckedCorpus]:
    """Read the texts and return what checks them under people's decisions."""
    first = texts.paths[0]
    if first.is_dir():
        say("Building the corpus…")
        settings = settings_of(first).changed(encoder, (), ())
        return Builder(settings, annotation=_annotation(settings, texts, say))
    say(f"Reading and checking {' and '.join(path.name for path in texts.paths)}…")
    if texts.glossary:
        read_glossary(texts.glossary)  # a wrong one must not cost a check
    glossary = str(texts.glossary) if texts.glossary else None
    settings = Settings(root=Path(), glossary=glossary).changed(encoder, (), ())
    annotation = _annotation(settings, texts, say)
    if is_aligned(texts.paths, texts.previous, texts.tracked):
        return TableBuilder(texts.paths, settings, columns=texts.columns, annotation=annotation)
    if texts.columns:
        raise SettingsError("columns go with a table", where=first)
    part = part_of_files(texts.paths, texts.previous, settings, previous_from_tracked=texts.tracked)
    return Builder(settings, parts=[part], annotation=annotation, current_only=True)


def _annotation(
    settings: Settings, texts: Texts, say: Callable[[str], None]
) -> AnnotationRun | None:
    around = Around(say, cache=cache_folder())
    run = load_run(settings, texts.annotators, around)
    return run.remembering() if run else None


def serve(
    desk: Desk,
    *,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serve `desk` on 127.0.0.1 until Ctrl-C. Raises CorpusError for a port that is taken."""
    import uvicorn

    from parallel_corpus.review.app import make_app
    from parallel_corpus.review.guard import Guard

    with _listen(port) as listening:
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        server: uvicorn.Server
        app = Guard(make_app(desk, lambda: server.should_exit), port, token)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        address = f"http://127.0.0.1:{port}/?token={token}"
        if opened:
            opened(address)
        else:
            say(f"The desk is at {address}\nThe address works once. Ctrl-C ends the desk.")
        if open_browser:
            webbrowser.open(address)
        # uvicorn has ended cleanly by then and passes the signal on.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def author() -> str:
    """Return who decides: the name in the environment, or the user's name on this machine."""
    try:
        return os.environ.get(AUTHOR) or getpass.getuser()
    except OSError:
        return "somebody"


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(64)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = error.strerror if isinstance(error, OSError) else "ports go from 0 to 65535"
        raise CorpusError(
            f"port {port} cannot be used: {reason}", hint="Leave --port out"
        ) from error
    return listening
