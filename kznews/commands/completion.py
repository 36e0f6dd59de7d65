"""`kznews completion`: the script that lets a shell complete kznews' commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script for SHELL; it needs kznews on the PATH.

    bash: kznews completion bash > ~/.local/share/bash-completion/completions/kznews
    """
    from kznews.__main__ import kznews

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(made(kznews, {}, "kznews", "_KZNEWS_COMPLETE").source())
