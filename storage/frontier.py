"""The frontier: which URLs are known, pending, leased. Functions within the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.entities import RETRIED, Discovered, Found, Hint, Leased, Run, State
from storage.numbers import among
from storage.revisits import LOOKED_AT_AGAIN
from storage.schema import TAG, hints, records, urls

T = TypeVar("T")
CHUNK = 400  # SQLite allows a limited number of parameters a statement
REVISITED = (State.STORED, State.UNDATED, State.UNCHANGED, *LOOKED_AT_AGAIN)  # when their time has come
OPEN = (State.PENDING, State.LEASED, *RETRIED)  # what is still to be fetched, now or by a later run
MOST_ATTEMPTS = 5  # runs in a row that may fail to fetch a URL before it stays failed


def discover(connection: Connection, run: Run, found: Sequence[Found], now: dt.datetime) -> Discovered:
    """Keep *found*; see `Catalog.discover`."""
    unique = {one.url: one for one in found}
    known = _known(connection, unique)
    new = [one for url, one in unique.items() if url not in known]
    if new:
        connection.execute(insert(urls), [_new_row(one, run, now, State.PENDING) for one in new])
    changed = {url: row for url, row in known.items() if _changed(row, unique[url])}
    for url, row in changed.items():
        connection.execute(
            update(urls).where(urls.c.id == row.id).values(state=State.PENDING, modified=unique[url].modified, attempts=0)
        )
    same = {url: row for url, row in known.items() if url not in changed}
    _remember_modified(connection, unique, same, now, run)
    learned = _learned(connection, unique, same)
    if learned:
        again = update(urls).where(urls.c.id.in_(among(learned)))  # read whole: unmodified, it would come without its text
        connection.execute(again.values(state=State.PENDING, attempts=0, etag=None, last_modified=None))
    _keep_hints(connection, found, now)
    reopened = len(changed) + len(learned)
    return Discovered(len(new), reopened, len(unique) - len(new) - reopened)


def adopt(connection: Connection, run: Run, found: Sequence[Found], now: dt.datetime) -> dict[str, int]:
    """Lease the URLs of *found*; see `Catalog.adopt`."""
    unique = {one.url: one for one in found}
    known = _known(connection, unique)
    new = [one for url, one in unique.items() if url not in known]
    if new:
        connection.execute(insert(urls), [_new_row(one, run, now, State.LEASED) for one in new])
    _keep_hints(connection, found, now)
    ids = {url: row.id for url, row in _known(connection, unique).items()}
    connection.execute(
        update(urls).where(urls.c.id == bindparam("key")).values(state=State.LEASED, run_id=run.id),
        [{"key": key} for key in ids.values()],
    )
    return ids


def retry(connection: Connection, site: str, now: dt.datetime) -> None:
    """Make the site's failed and blocked URLs pending again whose time has come, unless they were so in too many runs."""
    failed = (urls.c.site == site) & urls.c.state.in_(RETRIED) & (urls.c.attempts < MOST_ATTEMPTS)
    due = func.coalesce(urls.c.next_fetch_at, now) <= now
    connection.execute(update(urls).where(failed, due).values(state=State.PENDING))


def lease(connection: Connection, run: Run, limit: int, now: dt.datetime) -> list[Leased]:
    """Lease up to *limit* URLs; see `Catalog.lease`."""
    query = select(urls).where(urls.c.site == run.site, urls.c.state == State.PENDING).with_for_update(skip_locked=True)
    # two queries, each in its index's order: as one, it would sort all that is pending for every batch
    rows = connection.execute(
        query.where(urls.c.newest_at.is_not(None)).order_by(urls.c.newest_at.desc(), urls.c.id).limit(limit)
    ).all()
    undated = query.where(urls.c.newest_at.is_(None)).order_by(urls.c.id).limit(limit - len(rows))
    rows = [*rows, *connection.execute(undated)] if len(rows) < limit else rows
    take(connection, run, [row.id for row in rows])
    return _leased(connection, rows)


def lease_due(connection: Connection, run: Run, limit: int, now: dt.datetime) -> list[Leased]:
    """Lease up to *limit* URLs whose revisit is due; see `Catalog.lease_due`.

    Those that became due last come first: where a run has less time than visits are due, late ones are left out.
    """
    due = (urls.c.site == run.site) & (urls.c.next_fetch_at <= now) & urls.c.state.in_(REVISITED)
    query = select(urls).where(due).order_by(urls.c.next_fetch_at.desc(), urls.c.id.desc()).limit(limit)
    rows = connection.execute(query.with_for_update(skip_locked=True)).all()
    ids = [row.id for row in rows]
    connection.execute(update(urls).where(urls.c.id.in_(among(ids))).values(standing=urls.c.state))
    take(connection, run, ids)
    return [replace(one, is_revisit=True) for one in _leased(connection, rows)]


def pending_after(connection: Connection, site: str, after: int, limit: int) -> list[Leased]:
    """Return up to *limit* pending URLs of *site* whose ids are above *after*, in order, as they would be leased."""
    query = select(urls).where(urls.c.site == site, urls.c.state == State.PENDING, urls.c.id > after)
    return _leased(connection, connection.execute(query.order_by(urls.c.id).limit(limit)).all())


def take(connection: Connection, run: Run, ids: Sequence[int]) -> None:
    """Lease the URLs with these *ids* to *run*."""
    connection.execute(update(urls).where(urls.c.id.in_(among(ids))).values(state=State.LEASED, run_id=run.id))


def _leased(connection: Connection, rows: Sequence[Any]) -> list[Leased]:
    of_url = _hints_of(connection, [row.id for row in rows])
    return [
        Leased(
            row.id,
            row.url,
            row.attempts + 1,
            row.etag,
            row.last_modified,
            row.record_id is not None,
            of_url.get(row.id, ()),
        )
        for row in rows
    ]


def _known(connection: Connection, wanted: Iterable[str]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    columns = (urls.c.id, urls.c.url, urls.c.state, urls.c.fetched_at, urls.c.modified)
    for chunk in chunks(list(wanted)):
        for row in connection.execute(select(*columns).where(urls.c.url.in_(chunk))):
            rows[row.url] = row
    return rows


def _new_row(one: Found, run: Run, now: dt.datetime, state: State) -> dict[str, object]:
    return {
        "site": run.site, "url": one.url, "state": state, "reason": "", "discovered_at": now, "discovered_by": run.id,
        "newest_at": one.modified, "modified": one.modified, "run_id": run.id if state is State.LEASED else None, "attempts": 0,
    }  # fmt: skip


def _changed(row: Any, one: Found) -> bool:
    """Say whether *one* states a change later than the last one known and than the last fetch."""
    if row.state in (State.PENDING, State.LEASED) or one.modified is None or row.fetched_at is None:
        return False
    return bool(one.modified > row.fetched_at and one.modified != row.modified) or bool(
        row.modified and one.modified > row.modified
    )


def _remember_modified(
    connection: Connection, unique: Mapping[str, Found], known: Mapping[str, Any], now: dt.datetime, run: Run
) -> None:
    """Keep the times of change that known addresses state first, or anew, of what their visit shows or showed.

    A listing that is read before the sitemap names an address without one. A later change is known by its time being
    after this one, even where the publisher's times have days only and so lie before the visit.
    """
    leased_at = now - dt.timedelta(seconds=run.lease_seconds)  # a visit under way may have begun as early
    rows = []
    for url, row in known.items():
        modified = unique[url].modified
        seen = {State.PENDING: now, State.LEASED: leased_at}.get(row.state, row.fetched_at)
        if modified and seen and modified <= seen and (row.modified is None or modified > row.modified):
            rows.append({"key": row.id, "modified": modified})
    if rows:
        newest = func.coalesce(urls.c.newest_at, bindparam("modified"))
        again = update(urls).where(urls.c.id == bindparam("key"))
        connection.execute(again.values(modified=bindparam("modified"), newest_at=newest), rows)


def _learned(connection: Connection, unique: Mapping[str, Found], known: Mapping[str, Any]) -> set[int]:
    """Return the ids of the *known* addresses whose record has no day, and whose day *unique* is the first to state."""
    dated = (row for url, row in known.items() if unique[url].hint.published)
    ids = [row.id for row in dated if row.state in (State.UNDATED, State.UNCHANGED)]
    if not ids:
        return set()
    told = select(hints.c.url_id).where(hints.c.url_id.in_(among(ids)), hints.c.published.is_not(None))
    undated = select(records.c.url_id).where(
        records.c.url_id.in_(among(ids)), records.c.current, records.c.day.is_(None), records.c.url_id.not_in(told)
    )
    return set(connection.execute(undated).scalars())


def _keep_hints(connection: Connection, found: Sequence[Found], now: dt.datetime) -> None:
    ids = {url: row.id for url, row in _known(connection, {one.url for one in found}).items()}
    rows = {(ids[one.url], one.hint.source, one.hint.where): _hint_row(ids[one.url], one.hint, now) for one in found}
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    upsert = dialect.insert(hints)
    said = ("published", "modified", "title", "language", "body")
    changed = {name: func.coalesce(upsert.excluded[name], hints.c[name]) for name in said}  # what a document leaves out stays
    keys = ["url_id", "source", "where"]
    connection.execute(upsert.on_conflict_do_update(index_elements=keys, set_=changed), list(rows.values()))


def _hint_row(url_id: int, hint: Hint, now: dt.datetime) -> dict[str, object]:
    return {
        "url_id": url_id, "source": hint.source, "where": hint.where, "published": hint.published, "modified": hint.modified,
        "title": hint.title, "language": hint.language and hint.language[:TAG], "body": hint.body, "seen_at": now,
    }  # fmt: skip


def _hints_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Hint, ...]]:
    of_url: dict[int, tuple[Hint, ...]] = {}
    for row in connection.execute(select(hints).where(hints.c.url_id.in_(among(ids))).order_by(hints.c.id)):
        hint = Hint(row.source, row.where, row.published, row.modified, row.title, row.language, row.body)
        of_url[row.url_id] = (*of_url.get(row.url_id, ()), hint)
    return of_url


def chunks(items: Sequence[T]) -> Iterable[Sequence[T]]:
    """Return *items* in parts that a statement can take; numbers are `among` whole."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
