"""parallel-corpus review"""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options


@click.command("review")
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@options.output
@options.encoder
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port to serve on (default: any)."
)
@click.option("--who", default="", metavar="NAME", help="Whose decisions these are.")
@click.option("--no-browser", is_flag=True, help="Print the address; open no browser.")
def command(
    folder: Path,
    output: Path | None,
    encoder: str | None,
    port: int,
    who: str,
    no_browser: bool,
) -> None:
    """Open the review desk for the corpus in DIR (default: data).

    A page in your browser, served on this machine only, where you accept or reject findings and
    repairs, correct the pairing and the Arabic, and export. Decisions are kept in
    DIR/decisions.jsonl and honoured by every build. Ctrl-C ends the desk.
    """
    from parallel_corpus.review import review

    review(
        folder,
        output,
        port=port,
        open_browser=not no_browser,
        who=who,
        encoder=encoder,
        say=click.echo,
    )
