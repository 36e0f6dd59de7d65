"""How far each walk of a backfill has come, so that the same command goes on there. One transaction a function."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from storage import frontier
from storage.catalog import renew
from storage.engine import reading
from storage.entities import Hint, Leased, Run
from storage.schema import records, urls, walks


@dataclass(frozen=True, slots=True)
class Position:
    """Where a walk stands: `at` names the next document in the walk's own way; `ended` says why it is over.

    `memory` is what the walk needs to know of the documents before, in its own way.
    """

    at: str
    pages: int
    named: int
    ended: str = ""
    memory: str = ""


def positions(engine: Engine, site: str, backfill: str) -> dict[str, Position]:
    """Return the positions of an unfinished backfill by walk. *backfill* names its source and its days."""
    query = select(walks).where(walks.c.site == site, walks.c.backfill == backfill)
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return {row.walk: _position(row) for row in rows}


def unfinished(engine: Engine, site: str, beginning: str) -> list[str]:
    """Return the names of the unfinished backfills of *site* that begin so, the one that moved last first."""
    mine = (walks.c.site == site) & walks.c.backfill.startswith(beginning, autoescape=True)
    query = select(walks.c.backfill).where(mine).group_by(walks.c.backfill).order_by(func.max(walks.c.moved_at).desc())
    with reading(engine) as connection:
        return list(connection.scalars(query))


def _position(row: Row[Any]) -> Position:
    at, _, memory = row.position.partition("\n")  # an address holds no end of a line
    return Position(at, row.pages, row.named, row.ended, memory)


def remember(engine: Engine, run: Run, key: tuple[str, str], position: Position, now: dt.datetime) -> None:
    """Keep the position of the walk that *key* names by its backfill and its root."""
    backfill, walk = key
    values = {
        "position": f"{position.at}\n{position.memory}" if position.memory else position.at,
        "pages": position.pages, "named": position.named, "ended": position.ended, "moved_at": now, "run_id": run.id,
    }  # fmt: skip
    same = (walks.c.site == run.site) & (walks.c.backfill == backfill) & (walks.c.walk == walk)
    with engine.begin() as connection:
        if not connection.execute(update(walks).where(same).values(**values)).rowcount:
            connection.execute(insert(walks).values(site=run.site, backfill=backfill, walk=walk, **values))


def forget(engine: Engine, site: str, backfill: str) -> None:
    """Drop the positions of a backfill that is over: the same command looks at everything again."""
    with engine.begin() as connection:
        connection.execute(delete(walks).where(walks.c.site == site, walks.c.backfill == backfill))


def lease_wanted(
    engine: Engine,
    run: Run,
    limit: int,
    after: int,
    wanted: Callable[[str, Sequence[Hint]], bool],
    now: dt.datetime,
) -> tuple[list[Leased], int]:
    """Return up to *limit* pending URLs that are *wanted*, leased to *run*, in order of their ids, and the last id seen.

    Only ids above *after* are looked at, and nobody who writes is kept waiting meanwhile: they may be very many. Raise `LeaseLost`.
    """
    leased: list[Leased] = []
    with reading(engine) as connection:
        while len(leased) < limit and (rows := frontier.pending_after(connection, run.site, after, frontier.CHUNK)):
            for one in rows:
                after = one.url_id
                if wanted(one.url, one.hints):
                    leased.append(one)
                if len(leased) == limit:
                    break
    with engine.begin() as connection:
        renew(connection, run, now)
        frontier.take(connection, run, [one.url_id for one in leased])
    return leased, after


def missing(engine: Engine, addresses: Iterable[str]) -> int:
    """Return how many of *addresses* the catalog does not hold in an end state."""
    wanted = list(dict.fromkeys(addresses))
    with reading(engine) as connection:
        return len(wanted) - sum(_settled(connection, chunk) for chunk in frontier.chunks(wanted))


def days_of(engine: Engine, addresses: Sequence[str]) -> Mapping[str, tuple[str, dt.date | None]]:
    """Return the state and the record's day of each of *addresses* that the catalog knows."""
    found: dict[str, tuple[str, dt.date | None]] = {}
    query = select(urls.c.url, urls.c.state, records.c.day).outerjoin(records, records.c.id == urls.c.record_id)
    with reading(engine) as connection:
        for chunk in frontier.chunks(list(addresses)):
            for row in connection.execute(query.where(urls.c.url.in_(chunk))):
                found[row.url] = (row.state, row.day)
    return found


def _settled(connection: Connection, chunk: Sequence[str]) -> int:
    query = select(urls.c.url).where(urls.c.url.in_(chunk), urls.c.state.not_in(frontier.OPEN))
    return len(connection.execute(query).all())
