"""Brings a catalog to the newest schema: made at once when it is new, step by step when it is older."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from storage.engine import alone, reading
from storage.schema import metadata

FOLDER = Path(__file__).parent / "migrations"
version = Table(  # as Alembic makes it
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class NewerCatalog(Exception):
    """The catalog was made by a newer kznews: this one would not understand it."""


class OlderCatalog(Exception):
    """The catalog was made by an older kznews, and this user may not bring it up to date."""


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision, in one transaction; raise `NewerCatalog` when it is beyond that.

    A catalog without a revision gets all tables that it lacks.
    """
    known = revisions()
    with reading(engine) as connection:
        if revision_of(connection) == known[-1]:  # as nearly always; Alembic takes a moment to import
            return
    with engine.connect() as connection:
        _check_references(connection, False)
        try:
            with connection.begin():
                _step(connection, known)
        finally:
            _check_references(connection, True)


def look(engine: Engine) -> None:
    """Raise `OlderCatalog` when a catalog that cannot be written is of a revision before the newest, `NewerCatalog` when beyond."""
    known = revisions()
    with reading(engine) as connection:
        revision = revision_of(connection)
    if revision is not None and revision not in known:
        raise _newer(revision, known)
    if revision != known[-1]:
        raise OlderCatalog(f"the catalog has revision {revision}; this user may not bring it to {known[-1]}")


def revisions() -> list[str]:
    """Return the revisions that this program knows, oldest first: migrations are named by them."""
    return sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the catalog; None when it has none yet."""
    if not inspect(connection).has_table(version.name):
        return None
    return connection.execute(select(version.c.version_num)).scalar()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to *revision* within the caller's transaction."""
    from alembic import command

    command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Any:
    """Return Alembic's configuration for *connection*."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _step(connection: Connection, known: list[str]) -> None:
    """Make or upgrade the tables; another process may have done so while this one waited."""
    alone(connection, "migrations")
    revision = revision_of(connection)
    if revision is None:
        metadata.create_all(connection)
        version.create(connection, checkfirst=True)
        connection.execute(insert(version).values(version_num=known[-1]))
    elif revision not in known:
        raise _newer(revision, known)
    elif revision != known[-1]:
        upgrade(connection)
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError(f"the migration from {revision} to {known[-1]} would leave broken references")


def _newer(revision: str, known: list[str]) -> NewerCatalog:
    return NewerCatalog(f"the catalog has revision {revision}; this kznews knows it up to {known[-1]} only")


def _check_references(connection: Connection, wanted: bool) -> None:
    """Let SQLite check references or not: a migration may replace a table that others refer to.

    Outside of a transaction, where alone SQLite heeds it (https://www.sqlite.org/pragma.html#pragma_foreign_keys).
    """
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={'ON' if wanted else 'OFF'}")
