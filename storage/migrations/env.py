"""Alembic's entry: runs the migrations on the connection, and in the transaction, that it is given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage.moments import Moment
from storage.schema import metadata


def render(kind: str, value: Any, _: Any) -> str | Literal[False]:
    """Return how a migration spells the type *value*: without words of the program, which change."""
    return "sa.DateTime()" if kind == "type" and isinstance(value, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
