"""Connections to the catalog's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select

BUSY_MS = 30_000


def address_to_look_at(path: Path) -> URL:
    """Return the URL of a SQLite database in a folder that cannot be written.

    Without a write-ahead log nobody writes it now; SQLite has to be told, as it cannot make the files by which it would know.
    """
    still = {} if path.with_name(f"{path.name}-wal").exists() else {"immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true", **still})


def engine_of(url: str | URL) -> Engine:
    """Return an engine for *url*; SQLite keeps every commit through a power cut and lets readers read while one writes."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_immediate`
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later could fail half-way."""
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def reading(engine: Engine) -> Connection:
    """Return a connection that only reads, and so never waits for a writer."""
    return engine.connect().execution_options(reads=True)


def alone(connection: Connection, name: str) -> None:
    """Let one transaction at a time decide about *name*, until it ends. SQLite's write transactions are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"kznews {name}"))))
