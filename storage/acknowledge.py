"""What becomes of outcomes: states, versions, duplicates, places of files. Within the caller's transaction, in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from storage import duplicates, moves, places, projection, versions
from storage.entities import RETRIED, Acknowledged, Outcome, Run, State
from storage.record import Record, fingerprint
from storage.revisits import ANSWERED, LOOKED_AT_AGAIN, Rhythm, next_look, next_try, next_visit, standing_after
from storage.schema import fetches, records, urls


def acknowledge(
    connection: Connection, run: Run, outcomes: Sequence[Outcome], now: dt.datetime, rhythm: Rhythm | None = None
) -> list[Acknowledged]:
    """Keep *outcomes* and return what became of each, in order; stored articles are asked for again in *rhythm*."""
    if not outcomes:
        return []
    known = _known(connection, outcomes)
    plans = [_plan(outcome, known) for outcome in outcomes]
    ids = _insert_records(connection, run, [plan for plan in plans if plan.is_new], known, now)
    done = [_done(plan, ids) for plan in plans]
    _place_files(connection, [plan for plan in plans if plan.is_new], ids, known)
    _join_twins(connection, [plan for plan in plans if plan.twin], ids, known)
    _insert_fetches(connection, run, outcomes, done)
    rows = [
        {**_url_row(run, plan, one, known), **_standing(plan, known, now, rhythm)}
        for plan, one in zip(plans, done, strict=True)
    ]
    connection.execute(update(urls).where(urls.c.id == bindparam("key")), rows)
    moves.keep(connection, run, [plan.move for plan in plans if plan.move], now)
    return done


@dataclass(slots=True)
class Known:
    """What the catalog holds about the URLs and texts of a batch; grows as the batch is planned."""

    urls: dict[int, Row[Any]]
    current: dict[int, Any]  # URL id → the current version of its record
    places: dict[int, Row[Any]]
    twins: dict[str, Twin]  # by fingerprint: the first record that has this text
    elsewhere: dict[str, Any]  # address to which a visit led → the current version of its record


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that another may repeat; without a number yet, when it is one of the batch."""

    url_id: int
    url: str
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of one outcome; `twin` says that its record has the text of another."""

    outcome: Outcome
    state: State
    reason: str = ""
    digest: str = ""
    is_new: bool = False
    record_id: int | None = None
    twin: bool = False
    move: moves.Move | None = None


def _known(connection: Connection, outcomes: Sequence[Outcome]) -> Known:
    ids = [outcome.url_id for outcome in outcomes]
    digests = {fingerprint(outcome.record.text) for outcome in outcomes if outcome.record}
    is_current = records.c.current
    twins = select(records.c.fingerprint, records.c.url_id, records.c.url, records.c.id).where(
        records.c.fingerprint.in_(digests), is_current
    )
    return Known(
        urls={row.id: row for row in connection.execute(select(urls).where(urls.c.id.in_(ids)))},
        current={row.url_id: row for row in connection.execute(_heads.where(records.c.url_id.in_(ids)))},
        places=places.of(connection, ids),
        twins={
            row.fingerprint: Twin(row.url_id, row.url, row.id)
            for row in connection.execute(twins.order_by(records.c.id.desc()))
        },
        elsewhere=moves.elsewhere(connection, outcomes),
    )


_heads = select(
    *(
        records.c[name]
        for name in (
            "id", "url_id", "url", "version", "fingerprint", "day", "title", "text", "published_at", "confidence", "evidence",
            "stored_at",
        )
    )
).where(records.c.current)  # fmt: skip


def _plan(outcome: Outcome, known: Known) -> Plan:
    url, mine = known.urls[outcome.url_id], known.current.get(outcome.url_id)
    if mine is not None:
        return _plan_visit(outcome, url, mine, known)
    record = outcome.record
    if record is None:
        return Plan(outcome, outcome.state, outcome.reason, record_id=url.record_id)
    if move := moves.to_known(outcome, url, None, known.elsewhere):
        return Plan(
            outcome,
            State.DUPLICATE,
            f"moved: the same article as {move.address}",
            record_id=move.other_record,
            move=move,
        )
    digest = fingerprint(record.text)
    twin = known.twins.get(digest)
    if twin is not None:
        return Plan(outcome, State.DUPLICATE, f"the same text as {twin.url}", digest, is_new=True, twin=True)
    known.twins[digest] = Twin(outcome.url_id, record.url)
    return Plan(outcome, State.STORED if record.day else State.UNDATED, outcome.reason, digest, is_new=True)


def _plan_visit(outcome: Outcome, url: Row[Any], mine: Any, known: Known) -> Plan:
    """Return what is to become of a visit to an address that has a record: a version only if the story was edited."""
    record = outcome.record
    if record is None:
        move = moves.of_unchanged(outcome, url, mine) if outcome.state is State.UNCHANGED else None
        return Plan(outcome, outcome.state, outcome.reason, record_id=url.record_id, move=move)
    if outcome.fetch is not None and (why := moves.why_another(outcome, url, mine, known.elsewhere)):
        return Plan(outcome, State.NOT_AN_ARTICLE, why, record_id=mine.id)
    move = moves.to_known(outcome, url, mine, known.elsewhere) or moves.of_same(outcome, url, mine)
    if versions.is_same(mine, record) or (move and move.other_id is not None):  # whose record has the newest text
        twin = known.twins.get(mine.fingerprint)
        if twin is not None and twin.url_id != mine.url_id:
            return Plan(outcome, State.DUPLICATE, f"the same text as {twin.url}", record_id=mine.id, move=move)
        return Plan(outcome, State.UNCHANGED, record_id=mine.id, move=move)
    outcome = replace(outcome, record=versions.with_known_day(mine, record))
    digest = fingerprint(record.text)
    known.twins.setdefault(digest, Twin(outcome.url_id, record.url))
    state = State.STORED if record.day or mine.day else State.UNDATED
    return Plan(outcome, state, outcome.reason, digest, is_new=True, move=move)


def _insert_records(
    connection: Connection, run: Run, plans: Sequence[Plan], known: Known, now: dt.datetime
) -> dict[int, int]:
    """Insert a version for each plan; return the record ids by URL id, those of known records among them."""
    superseded = [known.current[plan.outcome.url_id].id for plan in plans if plan.outcome.url_id in known.current]
    if superseded:
        connection.execute(update(records).where(records.c.id.in_(superseded)).values(current=False))
    ids = {url_id: row.id for url_id, row in known.current.items()}
    if plans:
        rows = [_record_row(plan, run, known, now) for plan in plans]
        made = connection.execute(insert(records).returning(records.c.id, sort_by_parameter_order=True), rows).scalars()
        ids |= dict(zip((plan.outcome.url_id for plan in plans), made, strict=True))
    return ids


def _record_row(plan: Plan, run: Run, known: Known, now: dt.datetime) -> dict[str, object]:
    record, url_id = plan.outcome.record, plan.outcome.url_id
    assert record is not None
    previous = known.current.get(url_id)
    return {
        "url_id": url_id,
        "version": previous.version + 1 if previous else 1,
        "current": True,
        "site": known.urls[url_id].site,
        "fingerprint": plan.digest,
        "stored_at": now,
        "run_id": run.id,
        "diff": versions.diff(previous, record, now) if previous else None,
        **_columns_of(record),
    }


def _columns_of(record: Record) -> dict[str, object]:
    return {
        "url": record.url,
        "day": record.day,
        "published_at": record.published_at,
        "title": record.title,
        "language": record.language,
        "authors": list(record.authors),
        "text": record.text,
        "confidence": record.confidence,
        "evidence": list(record.evidence),
        "alternates": dict(record.alternates),
        "removed": list(record.removed),
    }


def _done(plan: Plan, ids: dict[int, int]) -> Acknowledged:
    record_id = plan.record_id
    if plan.is_new:
        record_id = ids[plan.outcome.url_id]
    return Acknowledged(plan.outcome.url_id, plan.state, record_id, plan.reason)


def _place_files(connection: Connection, plans: Sequence[Plan], ids: dict[int, int], known: Known) -> None:
    """Give each record its file: a copy none, nor a new version of a copy, until they are compared with the others."""
    wanted: list[places.Placed] = []
    for plan in plans:
        url_id, record = plan.outcome.url_id, plan.outcome.record
        assert record is not None
        if not plan.twin and (url_id in known.places or url_id not in known.current):
            wanted.append(places.Placed(url_id, ids[url_id], record.day, plan.digest))
    places.give(connection, wanted, known.places)


def _join_twins(connection: Connection, plans: Sequence[Plan], ids: dict[int, int], known: Known) -> None:
    """Put records of the same text into one cluster."""
    for plan in plans:
        twin = known.twins[plan.digest]
        other = ids[twin.url_id] if twin.record_id is None else twin.record_id
        duplicates.join(connection, ids[plan.outcome.url_id], other, "exact", 1.0)
    if plans:
        projection.settle(connection, [ids[plan.outcome.url_id] for plan in plans])


def _insert_fetches(
    connection: Connection, run: Run, outcomes: Sequence[Outcome], done: Sequence[Acknowledged]
) -> None:
    rows = [
        {
            "url_id": outcome.url_id,
            "run_id": run.id,
            "at": outcome.fetch.at,
            "url": outcome.fetch.url,
            "status": outcome.fetch.status,
            "error": outcome.fetch.error,
            "seconds": outcome.fetch.seconds,
            "archive_file": outcome.fetch.archive_file,
            "offset": outcome.fetch.offset,
            "state": one.state,
            "reason": one.reason,
        }
        for outcome, one in zip(outcomes, done, strict=True)
        if outcome.fetch
    ]
    if rows:
        connection.execute(insert(fetches), rows)


def _url_row(run: Run, plan: Plan, one: Acknowledged, known: Known) -> dict[str, object]:
    """Return what the visit says of its address, but for its state."""
    url, fetch = known.urls[one.url_id], plan.outcome.fetch
    failed = one.state in RETRIED
    read = plan.outcome.record is not None and one.state in ANSWERED
    return {
        "key": url.id,
        "run_id": run.id,
        "attempts": url.attempts + 1 if failed else 0,
        "fetched_at": fetch.at if fetch and not failed else url.fetched_at,
        "etag": fetch.etag if fetch and read else url.etag,
        "last_modified": fetch.last_modified if fetch and read else url.last_modified,
        "record_id": one.record_id or url.record_id,
        "standing": None,
        "moved_to": moves.address_after(plan.move, plan.outcome, url, one.state),
    }


def _standing(plan: Plan, known: Known, now: dt.datetime, rhythm: Rhythm | None) -> dict[str, object]:
    """Return the state of an address, and when it is asked for again, with what is known of its absence."""
    url, mine = known.urls[plan.outcome.url_id], known.current.get(plan.outcome.url_id)
    if mine is None:
        return _standing_without_record(plan, url, now, rhythm)
    due = url.next_fetch_at
    after = standing_after(url, mine, plan.outcome, plan.state, plan.reason)
    answered = plan.state not in (*RETRIED, State.PENDING)
    if rhythm:
        due = next_visit(rhythm, url, now if plan.is_new else mine.stored_at, after, now, answered=answered)
    return {
        "state": after.state,
        "reason": after.reason,
        "next_fetch_at": due,
        "missing_at": after.missing_at,
        "gone_at": after.gone_at,
    }


def _standing_without_record(plan: Plan, url: Row[Any], now: dt.datetime, rhythm: Rhythm | None) -> dict[str, object]:
    """Return the same of an address that had no record; what is looked at again and gives no answer stays what it was."""
    state, reason = plan.state, plan.reason
    if url.standing is not None and state in (*RETRIED, State.PENDING):
        state, reason = State(url.standing), url.reason
    due = None
    if rhythm and plan.is_new and not plan.twin:
        due = rhythm.after(now, now)
    elif state is State.ROBOTS or (rhythm and state in LOOKED_AT_AGAIN):
        due = next_look(state, url.discovered_at, now)
    elif state in RETRIED:
        due = next_try(url.attempts + 1, now)
    return {"state": state, "reason": reason, "next_fetch_at": due, "missing_at": None, "gone_at": None}
