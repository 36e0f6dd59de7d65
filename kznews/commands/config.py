"""`kznews config`: the configuration as it counts, and what is wrong with its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kznews.config import Config


def configuration(context: click.Context) -> Config:
    """Return the configuration that the command line asks for; raise `BadConfig`."""
    from kznews.config_file import load

    given: Path | None = context.find_root().meta.get("kznews.config")
    store: Path | None = context.find_root().meta.get("kznews.store")
    config = load(given)
    return config.with_store(store) if store else config


@click.group()
def config() -> None:
    """Show or check the configuration; docs/configuration.md explains every key."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def show(context: click.Context, as_json: bool) -> None:
    """Print every key with the value that counts and where it comes from."""
    from kznews.output import data, print_json, shown, table
    from kznews.paths import config_file

    path = config_file(context.find_root().meta.get("kznews.config"))
    now = configuration(context)
    values = now.model_dump(mode="json", exclude_unset=False)
    values["sites"] = now.model_dump(mode="json", exclude_unset=True).get("sites", {})
    if as_json:
        print_json({"file": str(path) if path else None, **values})
        return
    rows = table("key", "value", "from")
    for key, value, stated in _rows(values, now.model_dump(exclude_unset=True)):
        rows.add_row(shown(key), shown(value), shown(path) if stated else "default")
    data().print(rows)


def _rows(values: dict[str, object], stated: dict[str, object], above: str = "") -> list[tuple[str, object, bool]]:
    rows: list[tuple[str, object, bool]] = []
    for key, value in values.items():
        inner = stated.get(key)
        if isinstance(value, dict) and value:
            rows += _rows(value, inner if isinstance(inner, dict) else {}, f"{above}{key}.")
        elif not isinstance(value, dict):
            rows.append((above + key, "-" if value is None or value == [] else value, key in stated))
    return rows


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print the mistakes as JSON.")
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Check the configuration file whole; every mistake is named with its line."""
    from kznews.config_file import BadConfig
    from kznews.output import print_json, say
    from kznews.paths import config_file

    path = config_file(context.find_root().meta.get("kznews.config"))
    try:
        configuration(context)
    except BadConfig as bad:
        if as_json:
            mistakes = [{"line": one.line, "key": one.key, "text": one.text} for one in bad.mistakes]
            print_json({"file": str(bad.path), "mistakes": mistakes})
        raise
    if as_json:
        print_json({"file": str(path) if path else None, "mistakes": []})
    else:
        say(f"{path} is in order" if path else "there is no kznews.toml; the defaults count")
