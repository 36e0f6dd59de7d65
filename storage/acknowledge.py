"""What becomes of an outcome: the states, versions and duplicates. Functions within the caller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from storage.entities import Acknowledged, Outcome, Run, State
from storage.frontier import MOST_ATTEMPTS
from storage.record import Record, file_name, fingerprint, folder
from storage.schema import fetches, files, records, stale_files, urls


def acknowledge(connection: Connection, run: Run, outcome: Outcome, now: dt.datetime) -> Acknowledged:
    """Keep *outcome* and return what became of it."""
    url = connection.execute(select(urls).where(urls.c.id == outcome.url_id)).one()
    if outcome.record is not None:
        done = _take_record(connection, run, url, outcome.record, now)
    else:
        done = Acknowledged(url.id, outcome.state, url.record_id, outcome.reason)
    _keep_fetch(connection, run, outcome, done)
    _end_url(connection, run, url, outcome, done)
    return done


def _take_record(connection: Connection, run: Run, url: Row[Any], record: Record, now: dt.datetime) -> Acknowledged:
    digest = fingerprint(record.text)
    mine = _current_of(connection, url.id)
    if mine and mine.fingerprint == digest and (mine.day == record.day or record.day is None):
        return Acknowledged(url.id, State.UNCHANGED, mine.id)
    twin = _twin(connection, url.id, digest)
    if mine is None and twin is not None:
        return Acknowledged(url.id, State.DUPLICATE, twin.id, f"the same text as {twin.url}")
    record_id = _insert_version(connection, run, url, record, mine, now)
    _place(connection, url.id, record_id, record.day, digest)
    return Acknowledged(url.id, State.STORED if record.day else State.UNDATED, record_id)


def _current_of(connection: Connection, url_id: int) -> Row[Any] | None:
    return connection.execute(select(records).where(records.c.url_id == url_id, records.c.current)).one_or_none()


def _twin(connection: Connection, url_id: int, digest: str) -> Row[Any] | None:
    same = (records.c.fingerprint == digest) & records.c.current & (records.c.url_id != url_id)
    return connection.execute(select(records).where(same).order_by(records.c.id).limit(1)).one_or_none()


def _insert_version(
    connection: Connection, run: Run, url: Row[Any], record: Record, previous: Row[Any] | None, now: dt.datetime
) -> int:
    if previous is not None:
        connection.execute(update(records).where(records.c.id == previous.id).values(current=False))
    row = insert(records).values(
        url_id=url.id,
        version=previous.version + 1 if previous else 1,
        current=True,
        url=record.url,
        site=url.site,
        day=record.day,
        published_at=record.published_at,
        title=record.title,
        language=record.language,
        authors=list(record.authors),
        text=record.text,
        fingerprint=fingerprint(record.text),
        confidence=record.confidence,
        evidence=list(record.evidence),
        removed=list(record.removed),
        stored_at=now,
        run_id=run.id,
    )
    return int(connection.execute(row.returning(records.c.id)).scalar_one())


def _place(connection: Connection, url_id: int, record_id: int, day: dt.date | None, digest: str) -> None:
    """Give the record its file: at the old sequence number while the day stays, else at the end of the new day's folder."""
    place = connection.execute(select(files).where(files.c.url_id == url_id)).one_or_none()
    target = folder(day)
    if place is not None:
        connection.execute(insert(stale_files).values(folder=place.folder, name=place.name))
    if place is not None and place.folder == target:
        sequence = place.sequence
    else:
        highest = connection.execute(select(func.max(files.c.sequence)).where(files.c.folder == target)).scalar()
        sequence = 0 if highest is None else highest + 1
    values = {"record_id": record_id, "folder": target, "sequence": sequence, "name": file_name(sequence, digest), "written": False}
    if place is None:
        connection.execute(insert(files).values(url_id=url_id, **values))
    else:
        connection.execute(update(files).where(files.c.url_id == url_id).values(**values))


def _keep_fetch(connection: Connection, run: Run, outcome: Outcome, done: Acknowledged) -> None:
    fetch = outcome.fetch
    if fetch is None:
        return
    connection.execute(
        insert(fetches).values(
            url_id=outcome.url_id,
            run_id=run.id,
            at=fetch.at,
            url=fetch.url,
            status=fetch.status,
            error=fetch.error,
            seconds=fetch.seconds,
            archive_file=fetch.archive_file,
            offset=fetch.offset,
            state=done.state,
            reason=done.reason,
        )
    )


def _end_url(connection: Connection, run: Run, url: Row[Any], outcome: Outcome, done: Acknowledged) -> None:
    failed = done.state is State.FAILED
    values: dict[str, object] = {
        "state": done.state,
        "reason": done.reason,
        "run_id": run.id,
        "attempts": url.attempts + 1 if failed else 0,
    }
    if outcome.fetch is not None and not failed:
        values |= {"fetched_at": outcome.fetch.at}
        if outcome.record is not None:
            values |= {"etag": outcome.fetch.etag, "last_modified": outcome.fetch.last_modified}
    if done.record_id is not None:
        values["record_id"] = done.record_id
    connection.execute(update(urls).where(urls.c.id == url.id).values(**values))
