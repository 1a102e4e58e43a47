"""Print the script by which a shell completes commands, options, codes and files."""

from __future__ import annotations

import click

from parallel_corpus.cli.command import Command


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, formats, codes and files."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click knows no completion for {shell}.")
    root = ctx.find_root().command
    script = kind(root, {}, "parallel-corpus", "_PARALLEL_CORPUS_COMPLETE")
    click.echo(script.source())
