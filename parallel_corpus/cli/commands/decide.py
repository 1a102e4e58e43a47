"""Take the decisions in a table that a person edited."""

from __future__ import annotations

from pathlib import Path

import click

from parallel_corpus.cli import options
from parallel_corpus.cli.command import Command
from parallel_corpus.cli.output import note, print_object, say


@click.command("decide", cls=Command)
@click.argument("table", type=options.FILE)
@click.argument("folder", type=options.FOLDER, metavar="[DIR]", default=Path("data"))
@click.option("--who", default="", help="Whose decisions these are (default: the user's name).")
@click.option("--dry-run", is_flag=True, help="Only say what would be decided.")
@options.encoder
@options.speech
def command(
    table: Path, folder: Path, who: str, dry_run: bool, encoder: str | None, as_json: bool
) -> None:
    """Take what a person changed in TABLE as decisions about the corpus in DIR (default: data).

    TABLE is an XLSX, CSV or TSV that `export` or `build` wrote of the same corpus. Changed texts
    become new wordings, a state set to "reviewed" or "final" confirms the pair, and notes become
    comments. They go into DIR/decisions.jsonl; the next build honours them.
    """
    from parallel_corpus.build.cache import cache_folder
    from parallel_corpus.build.corpus import build
    from parallel_corpus.build.manifest import settings_of
    from parallel_corpus.decisions import FILE, Store
    from parallel_corpus.read.formats import read_bitext
    from parallel_corpus.read.formats.safely import opened
    from parallel_corpus.review.serve import author
    from parallel_corpus.review.tables import new_only, read_decisions

    with opened(table):
        pass  # a wrong name must not cost a build
    settings = settings_of(folder).changed(encoder=encoder, select=(), ignore=())
    corpus = build(settings, cache=cache_folder())
    rows = read_bitext(table, source=settings.source, target=settings.target)
    found = read_decisions(rows, corpus, who or author())
    store = Store(settings.root / FILE)
    if dry_run:
        made = new_only(found.made, store.load())
    else:
        _, written = store.append(lambda ledger: new_only(found.made, ledger))
        made = list(written)
    kinds = {name: sum(d.verdict == name for d in made) for name in ("edit", "confirm", "comment")}
    if as_json:
        print_object(rows=found.rows, **kinds, left_out=found.left.lines(), written=str(store.path))
        return
    told = f"{kinds['edit']} wordings, {kinds['confirm']} confirmed pairs, {kinds['comment']} notes"
    say(f"{found.rows} rows: {told}{' would be taken' if dry_run else ''}.")
    for line in found.left.lines():
        note(f"left out: {line}")
