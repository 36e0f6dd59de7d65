"""What the catalog knows of each day of a site: records, the documents that named them, addresses without a good end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Engine, delete, func, insert, select

from storage.engine import reading
from storage.entities import RETRIED, Hint, Run, State
from storage.frontier import MOST_ATTEMPTS, OPEN
from storage.schema import hints, records, urls, walks

SEARCHED = "searched"  # among the walks: those that a backfill has come to the end of, by the days they cover
LISTS = ("sitemap", "news-sitemap", "archive")  # sources that mean to name all articles of a day
Named = Callable[[str, Sequence[Hint]], dt.date | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that, when it was read at `at`, named records of `day` that the catalog did not know from it before."""

    day: dt.date
    source: str
    where: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Searched:
    """Days that a backfill has looked through to its end, and when it ended."""

    first: dt.date
    last: dt.date
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A site's days. `awaited` counts addresses still to be fetched, `given_up` those that failed for good."""

    got: dict[dt.date, int]
    readings: tuple[Reading, ...]
    awaited: dict[dt.date, int]
    given_up: dict[dt.date, int]
    searched: tuple[Searched, ...]


def known_days(engine: Engine, site: str, named: Named) -> Known:
    """Return what is known of the days of *site*; *named* tells the day of an address that has no record."""
    with reading(engine) as connection:
        awaited, given_up = _without_end(connection, site, named)
        return Known(
            _got(connection, site), _readings(connection, site), awaited, given_up, _searched(connection, site)
        )


def sites_with_records(engine: Engine) -> list[str]:
    """Return the names of the sites that have a record with a day."""
    query = select(records.c.site).where(records.c.day.is_not(None)).distinct().order_by(records.c.site)
    with reading(engine) as connection:
        return list(connection.scalars(query))


def note_searched(engine: Engine, run: Run, days: Iterable[dt.date], now: dt.datetime) -> None:
    """Keep that a backfill has looked through *days* to the end: what is not found by now, the site does not list."""
    spans = merged(days)
    values = {"position": "", "pages": 0, "named": 0, "ended": SEARCHED, "moved_at": now, "run_id": run.id}
    rows = [
        {"site": run.site, "backfill": SEARCHED, "walk": f"{first}..{last}", **values} for first, last in spans
    ]  # fmt: skip
    with engine.begin() as connection:
        mine = (walks.c.site == run.site) & (walks.c.backfill == SEARCHED)
        for row in rows:
            connection.execute(delete(walks).where(mine, walks.c.walk == row["walk"]))
        if rows:
            connection.execute(insert(walks), rows)


def merged(days: Iterable[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Return *days* as spans of adjacent ones, oldest first."""
    spans: list[tuple[dt.date, dt.date]] = []
    for day in sorted(set(days)):
        if spans and day - spans[-1][1] == dt.timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _got(connection: Connection, site: str) -> dict[dt.date, int]:
    """Return the current records by day: `day` is the publisher's calendar day already."""
    mine = (records.c.site == site) & records.c.current & records.c.day.is_not(None)
    query = select(records.c.day, func.count().label("total")).where(mine).group_by(records.c.day)
    return {row.day: row.total for row in connection.execute(query)}


def _readings(connection: Connection, site: str) -> tuple[Reading, ...]:
    columns = (records.c.day, hints.c.source, hints.c.where, hints.c.seen_at)
    query = (
        select(*columns)
        .join_from(records, hints, hints.c.url_id == records.c.url_id)
        .where(records.c.site == site, records.c.current, records.c.day.is_not(None), hints.c.source.in_(LISTS))
        .distinct()
    )
    return tuple(Reading(*row) for row in connection.execute(query))


def _without_end(connection: Connection, site: str, named: Named) -> tuple[dict[dt.date, int], dict[dt.date, int]]:
    awaited: dict[dt.date, int] = {}
    given_up: dict[dt.date, int] = {}
    for url, state, attempts, said in _open_urls(connection, site):
        if day := named(url, said):
            is_over = state in RETRIED and attempts >= MOST_ATTEMPTS
            counts = given_up if is_over else awaited
            counts[day] = counts.get(day, 0) + 1
    return awaited, given_up


def _open_urls(connection: Connection, site: str) -> Iterator[tuple[str, State, int, list[Hint]]]:
    """Yield each address that has no record and no good end, with its hints, without holding all of them."""
    columns = (urls.c.id, urls.c.url, urls.c.state, urls.c.attempts)
    said = (hints.c.source, hints.c.where, hints.c.published, hints.c.modified)
    query = (
        select(*columns, *said)
        .outerjoin_from(urls, hints, hints.c.url_id == urls.c.id)
        .where(urls.c.site == site, urls.c.state.in_(OPEN), urls.c.record_id.is_(None))
        .order_by(urls.c.id, hints.c.id)
    )
    rows = connection.execution_options(yield_per=1000).execute(query)
    for _, of_url in groupby(rows, key=lambda row: row.id):
        first, *others = of_url
        several = [Hint(row.source, row.where, row.published, row.modified) for row in (first, *others) if row.source]
        yield first.url, State(first.state), first.attempts, several


def _searched(connection: Connection, site: str) -> tuple[Searched, ...]:
    query = select(walks.c.walk, walks.c.moved_at).where(walks.c.site == site, walks.c.backfill == SEARCHED)
    return tuple(_span_of(row.walk, row.moved_at) for row in connection.execute(query))


def _span_of(walk: str, at: dt.datetime) -> Searched:
    first, _, last = walk.partition("..")
    return Searched(dt.date.fromisoformat(first), dt.date.fromisoformat(last), at)
