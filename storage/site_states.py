"""How each site was last judged, and what a judgement is made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Engine, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.engine import reading
from storage.entities import WHOLE
from storage.schema import fetches, runs, site_states
from storage.views import Facts


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site's state, and since when."""

    state: str
    why: str
    since: dt.datetime


def states(engine: Engine) -> dict[str, SiteState]:
    """Return the states that are kept, by site."""
    with reading(engine) as connection:
        return {row.site: SiteState(row.state, row.why, row.since) for row in connection.execute(select(site_states))}


def change(engine: Engine, site: str, state: str, why: str, now: dt.datetime) -> str | None:
    """Keep the state of *site*; return the one before when it is another, so that one of several callers learns of it."""
    here = site_states.c.site == site
    try:
        with engine.begin() as connection:
            query = select(site_states.c.state).where(here).with_for_update()
            before: str | None = connection.execute(query).scalar()
            if before is None:
                connection.execute(insert(site_states).values(site=site, state=state, why=why, since=now))
                return None if state == "ok" else "new"
            if before != state:
                connection.execute(update(site_states).where(here).values(state=state, why=why, since=now))
                return before
    except IntegrityError:  # another process has just kept its first state
        pass
    return None


def last_crawls(engine: Engine) -> dict[str, Facts]:
    """Return the newest crawl of each site, under way or ended."""
    newest = select(func.max(runs.c.id)).where(runs.c.kind == "crawl").group_by(runs.c.site)
    with reading(engine) as connection:
        rows = connection.execute(select(runs).where(runs.c.id.in_(newest)))
        return {row.site: dict(row._mapping) for row in rows}


def first_crawl(engine: Engine, site: str) -> dt.datetime | None:
    """Return when the first crawl of *site* began, however it ended."""
    query = select(func.min(runs.c.started_at)).where(runs.c.site == site, runs.c.kind == "crawl")
    with reading(engine) as connection:
        began: dt.datetime | None = connection.execute(query).scalar()
    return began


def ended_crawls(engine: Engine, site: str, limit: int, before: dt.datetime | None = None) -> list[Facts]:
    """Return the newest crawls of *site*, begun *before* a moment, that came to their own end; newest first."""
    query = select(runs).where(runs.c.site == site, runs.c.kind == "crawl", runs.c.exit_code.in_(WHOLE))
    if before:
        query = query.where(runs.c.started_at < before)
    with reading(engine) as connection:
        return [dict(row._mapping) for row in connection.execute(query.order_by(runs.c.id.desc()).limit(limit))]


def ended_since(engine: Engine, site: str, since: dt.datetime) -> list[tuple[dt.datetime, int]]:
    """Return when each crawl of *site* since then began that came to its own end, and how many addresses were new to it."""
    query = select(runs.c.started_at, runs.c.counts).where(
        runs.c.site == site, runs.c.kind == "crawl", runs.c.exit_code.in_(WHOLE), runs.c.started_at >= since
    )
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(runs.c.started_at))
        return [(row.started_at, int(row.counts.get("new", 0))) for row in rows]


def newest_finds(engine: Engine, site: str, limit: int) -> list[tuple[dt.datetime, int]]:
    """Return when the newest crawls of *site* that failed in nothing began, and how many addresses were new to each; oldest first."""
    query = select(runs.c.started_at, runs.c.counts).where(
        runs.c.site == site, runs.c.kind == "crawl", runs.c.exit_code.in_((0, 4))
    )
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(runs.c.id.desc()).limit(limit)).all()
    return [(row.started_at, int(row.counts.get("new", 0))) for row in reversed(rows)]


def fresh_ends(engine: Engine, run_id: int) -> dict[tuple[str, str], int]:
    """Return how many fetches of the run ended in each state for each kind of reason, those that ended so before left out."""
    earlier = fetches.alias("earlier")
    before = exists().where(
        earlier.c.url_id == fetches.c.url_id, earlier.c.id < fetches.c.id, earlier.c.state == fetches.c.state
    )
    query = select(fetches.c.state, fetches.c.reason, func.count().label("total")).where(
        fetches.c.run_id == run_id, ~before
    )
    ends: dict[tuple[str, str], int] = {}
    with reading(engine) as connection:
        for state, reason, total in connection.execute(query.group_by(fetches.c.state, fetches.c.reason)):
            kind = (state, reason.partition(":")[0])
            ends[kind] = ends.get(kind, 0) + total
    return ends
