"""parallel-corpus review"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options


@click.command("review")
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@options.output
@options.encoder
@click.option("--port", default=0, show_default="any free one", help="The port to serve on.")
@click.option("--who", default="", help="Whose decisions these are (default: the user's name).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def command(
    folder: Path, output: Path | None, encoder: str | None, port: int, who: str, no_browser: bool
) -> None:
    """Open the review desk for the corpus in DIR (default: data).

    A page on this machine only, where findings, repairs and pairs are accepted, rejected and
    corrected. Decisions are kept in DIR/decisions.jsonl; the next build honours them. Ctrl-C ends
    the desk.
    """
    from parallel_corpus.review import review

    review(
        folder, output, port=port, open_browser=not no_browser, who=who, encoder=encoder,
        say=click.echo,
    )  # fmt: skip
