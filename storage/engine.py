"""Connections to the catalog's database."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event, func, select

BUSY_MS = 30_000


def engine_of(url: str) -> Engine:
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
