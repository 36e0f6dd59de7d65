"""The catalog: the truth about runs, URLs and records, on SQLite or PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from storage import acknowledge, files, frontier
from storage.durable import make_folder
from storage.engine import address_to_look_at, alone, engine_of, reading
from storage.entities import Acknowledged, Discovered, Found, Leased, Outcome, Run, State
from storage.holders import brief, is_dead, is_held
from storage.revisions import look, migrate
from storage.revisits import Rhythm
from storage.schema import discovery, fetches, leases, runs, urls
from storage.torn import mend_run


class SiteBusy(Exception):
    """Another run holds the site."""

    def __init__(self, site: str, run_id: int, holder: str, until: dt.datetime) -> None:
        self.site, self.run_id, self.holder, self.until = site, run_id, holder, until
        super().__init__(
            f"{site} is being crawled by run {run_id} ({holder}); its lease ends at {until:%H:%M:%S} UTC unless renewed"
        )


class LeaseLost(Exception):
    """The run's lease expired and another run may have taken the site."""


class CatalogLost(Exception):
    """A store has records, but not the catalog that they follow: one made now would know none of them."""

    def __init__(self, store: Path) -> None:
        super().__init__(f"{store} holds records, but not their catalog, catalog.sqlite")


def refuse_lost(store: Path) -> None:
    """Raise `CatalogLost` when *store* has record files and no catalog, or one in which nothing was ever written."""
    path = store / "catalog.sqlite"
    if not (path.is_file() and path.stat().st_size) and any((store / "records").rglob("*.txt")):
        raise CatalogLost(store)


class Catalog:
    """One store's catalog. Every method is one transaction; times are aware."""

    def __init__(self, engine: Engine, store: Path) -> None:
        self.engine = engine
        self.store = store
        self.records = store / "records"

    @classmethod
    def open(cls, store: Path, database: str | None = None) -> Catalog:
        """Return the catalog of *store*, made or migrated when need be; *database* is an SQLAlchemy URL, by default SQLite in the store.

        Raise `CatalogLost` rather than begin anew beside the records of another catalog in SQLite.
        """
        if database is None:
            refuse_lost(store)
        make_folder(store)
        engine = engine_of(database or f"sqlite:///{store / 'catalog.sqlite'}")
        migrate(engine)
        return cls(engine, store)

    @classmethod
    def look_at(cls, store: Path) -> Catalog:
        """Return the catalog of *store*, a folder that cannot be written, to read it; raise `CatalogLost` or `OlderCatalog`."""
        refuse_lost(store)
        engine = engine_of(address_to_look_at(store / "catalog.sqlite"))
        look(engine)
        return cls(engine, store)

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    def begin_run(
        self, site: str, kind: str, trigger: str, now: dt.datetime, holder: str, lease_seconds: int = 60
    ) -> Run:
        """Return a new run that holds *site*; raise `SiteBusy`.

        A lease that expired, or whose holder is certainly dead, is taken over; the URLs of its run are pending again.
        """
        with self.engine.begin() as connection:
            alone(connection, f"site {site}")
            lease = connection.execute(select(leases).where(leases.c.site == site)).one_or_none()
            if lease and is_held(lease.holder, lease.since, lease.until, now):
                raise SiteBusy(site, lease.run_id, brief(lease.holder), lease.until)
            if lease and is_dead(lease.holder):  # an expired lease's holder might still write
                mend_run(self.store, site, lease.run_id, _archive_ends(connection, lease.run_id))
            if lease:
                _end(connection, lease.run_id, now, 1, None, "died before its end")
            row = insert(runs).values(
                site=site, kind=kind, trigger=trigger, holder=holder, started_at=now, counts={}, note=""
            )
            run_id = connection.execute(row.returning(runs.c.id)).scalar_one()
            if kind not in ("ingest", "dry-run"):  # which fetch no article
                frontier.retry(connection, site, now)
            until = now + dt.timedelta(seconds=lease_seconds)
            connection.execute(insert(leases).values(site=site, run_id=run_id, holder=holder, since=now, until=until))
        return Run(run_id, site, lease_seconds)

    def heartbeat(self, run: Run, now: dt.datetime) -> None:
        """Extend the run's lease; raise `LeaseLost` when it is no longer this run's."""
        with self.engine.begin() as connection:
            renew(connection, run, now)

    def end_run(  # noqa: PLR0913 - the columns of a run's end
        self,
        run: Run,
        now: dt.datetime,
        exit_code: int,
        counts: Mapping[str, int],
        note: str = "",
        faults: Sequence[str] = (),
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """End the run and free its site; URLs that it did not come to are pending again. *told* is for comparisons."""
        with self.engine.begin() as connection:
            values = {"faults": list(faults), "told": dict(told or {})}
            connection.execute(update(runs).where(runs.c.id == run.id).values(**values))
            _end(connection, run.id, now, exit_code, counts, note)

    def discover(self, run: Run, found: Sequence[Found], now: dt.datetime) -> Discovered:
        """Keep what discovery *found*, with its hints.

        A known URL is pending again only when it changed since its last fetch, or when its record has no day and is now told.
        """
        with self.engine.begin() as connection:
            return frontier.discover(connection, run, found, now)

    def adopt(self, run: Run, found: Sequence[Found], now: dt.datetime) -> dict[str, int]:
        """Lease the URLs of *found* to this run, known or not, and return their ids: their pages are at hand already.

        Raise `LeaseLost`.
        """
        with self.engine.begin() as connection:
            renew(connection, run, now)
            return frontier.adopt(connection, run, found, now)

    def lease(self, run: Run, limit: int, now: dt.datetime) -> list[Leased]:
        """Return up to *limit* pending URLs of the run's site, newest first, leased to this run; raise `LeaseLost`."""
        with self.engine.begin() as connection:
            renew(connection, run, now)
            return frontier.lease(connection, run, limit, now)

    def lease_due(self, run: Run, limit: int, now: dt.datetime) -> list[Leased]:
        """Return up to *limit* URLs of the run's site whose revisit is due, leased to this run; raise `LeaseLost`."""
        with self.engine.begin() as connection:
            renew(connection, run, now)
            return frontier.lease_due(connection, run, limit, now)

    def acknowledge(
        self, run: Run, outcomes: Sequence[Outcome], now: dt.datetime, rhythm: Rhythm | None = None
    ) -> list[Acknowledged]:
        """Make *outcomes* durable, all or none; return what became of each, in order. Raise `LeaseLost`.

        With a *rhythm*, articles are asked for again in it; without, what was planned before stays so.
        """
        with self.engine.begin() as connection:
            renew(connection, run, now)
            alone(connection, "records")  # whose texts and places in a day's folder are unique among all sites
            return acknowledge.acknowledge(connection, run, outcomes, now, rhythm)

    def write_records(self) -> int:
        """Bring the record files in line with the catalog, also after a kill; return how many were written."""
        return files.write_all(self.engine, self.records)

    def sweep(self) -> int:
        """Do the same, and look through all folders for half-written files that nothing in the catalog tells of."""
        return files.write_all(self.engine, self.records, sweeping=True)

    def discovery_state(self, site: str, url: str) -> tuple[str | None, str | None]:
        """Return the ETag and Last-Modified with which a discovery document was last read whole."""
        query = select(discovery.c.etag, discovery.c.last_modified).where(
            discovery.c.site == site, discovery.c.url == url
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return (row.etag, row.last_modified) if row else (None, None)

    def was_read_through(self, run: Run, url: str) -> bool:
        """Say whether the crawl before *run* has read the discovery document whole, and all that it led to."""
        crawls = (runs.c.site == run.site) & (runs.c.id < run.id) & (runs.c.kind == "crawl")
        before = select(runs.c.started_at).where(crawls).order_by(runs.c.id.desc()).limit(1)
        key = (discovery.c.site == run.site) & (discovery.c.url == url)
        with reading(self.engine) as connection:
            began = connection.execute(before).scalar()
            read_at = connection.execute(select(discovery.c.read_at).where(key)).scalar()
        return began is not None and read_at is not None and read_at >= began

    def remember_discovery(
        self, run: Run, url: str, etag: str | None, last_modified: str | None, now: dt.datetime
    ) -> None:
        """Keep that a discovery document, and all that it led to, was read whole."""
        values = {"etag": etag, "last_modified": last_modified, "read_at": now}
        key = (discovery.c.site == run.site) & (discovery.c.url == url)
        with self.engine.begin() as connection:
            if not connection.execute(update(discovery).where(key).values(**values)).rowcount:
                connection.execute(insert(discovery).values(site=run.site, url=url, **values))

    def totals(self, site: str) -> dict[State, int]:
        """Return how many URLs of *site* stand in each state."""
        query = select(urls.c.state, func.count()).where(urls.c.site == site).group_by(urls.c.state)
        with reading(self.engine) as connection:
            return {State(state): count for state, count in connection.execute(query)}


def _archive_ends(connection: Connection, run_id: int) -> dict[str, int]:
    """Return where the run's last acknowledged response begins, by archive file."""
    places = select(fetches.c.archive_file, func.max(fetches.c.offset)).where(
        fetches.c.run_id == run_id, fetches.c.archive_file.is_not(None)
    )
    rows = connection.execute(places.group_by(fetches.c.archive_file)).all()
    return {row[0]: row[1] for row in rows}


def renew(connection: Connection, run: Run, now: dt.datetime) -> None:
    """Extend the run's lease and hold it until the transaction ends; raise `LeaseLost` when it is no longer this run's.

    What is leased to a run that lost its site would be nobody's: the run that took the site has set the others free before.
    """
    until = now + dt.timedelta(seconds=run.lease_seconds)
    mine = (leases.c.site == run.site) & (leases.c.run_id == run.id)
    if not connection.execute(update(leases).where(mine).values(until=until)).rowcount:
        raise LeaseLost(f"run {run.id} no longer holds {run.site}: it did not renew its lease in time")


def _end(
    connection: Connection, run_id: int, now: dt.datetime, exit_code: int, counts: Mapping[str, int] | None, note: str
) -> None:
    values: dict[str, object] = {"ended_at": now, "exit_code": exit_code, "note": note}
    if counts is not None:
        values["counts"] = dict(counts)
    connection.execute(update(runs).where(runs.c.id == run_id, runs.c.ended_at.is_(None)).values(**values))
    connection.execute(leases.delete().where(leases.c.run_id == run_id))  # first: it waits for what the run is just leasing
    left = (urls.c.run_id == run_id) & (urls.c.state == State.LEASED)
    back = func.coalesce(urls.c.standing, State.PENDING)  # a revisit is simply due again
    connection.execute(update(urls).where(left).values(state=back, standing=None))
