"""Slots: the moments at which a site was due, each claimed in one transaction and run once.

A claim carries a fencing token (Kleppmann, "How to do distributed locking", 2016): a runner that was thought dead and
whose slot was given to another cannot end it any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from storage.engine import alone, reading
from storage.entities import WHOLE
from storage.holders import AHEAD, brief, is_held
from storage.schema import leases, runs, slots


class SlotState(StrEnum):
    """Where a slot stands."""

    DUE = "due"  # its runner was stopped before the end: it is to be run again
    RUNNING = "running"
    DONE = "done"
    MISSED = "missed"  # nobody ran it in its time, or its runner was killed in it
    OVERLAPPED = "overlapped"  # the site was still being crawled when it came
    CAUGHT_UP = "caught-up"  # missed, and a later slot's run fetched what it would have


STOPPED = 130  # the exit code of a run that was told to stop
OVER = (SlotState.DONE, SlotState.OVERLAPPED, SlotState.CAUGHT_UP)


@dataclass(frozen=True, slots=True)
class Claim:
    """A slot that its holder is to run. `missed` counts the slots before it that its run catches up."""

    site: str
    moment: dt.datetime
    token: int
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as it stands."""

    site: str
    moment: dt.datetime
    state: SlotState
    token: int
    holder: str
    since: dt.datetime | None
    until: dt.datetime | None
    ended_at: dt.datetime | None
    exit_code: int | None
    run_id: int | None


class NotClaimed(Exception):
    """The slot is not to be run: it already ran, or is running, or overlaps the run of another."""

    def __init__(self, site: str, moment: dt.datetime, state: SlotState, why: str) -> None:
        self.site, self.moment, self.state = site, moment, state
        self.why = f"the slot of {moment:%Y-%m-%d %H:%M} UTC {why}"
        super().__init__(f"{site}: {self.why}")


class SlotLost(Exception):
    """The claim ran out and the slot was given to another."""


def claim(engine: Engine, site: str, moment: dt.datetime, now: dt.datetime, holder: str, *, seconds: int = 60) -> Claim:
    """Return the claim to the slot of *site* at *moment*; raise `NotClaimed` when it is not to be run.

    A claim that ran out, or whose holder is certainly dead, is taken over. A slot that comes while another of the site
    runs is marked as overlapped.
    """
    refused: NotClaimed | None = None
    with engine.begin() as connection:
        _lock(connection, site)
        _settle(connection, site, now)
        refused = _not_to_be_run(connection, site, moment, now)
        if refused and refused.state is SlotState.OVERLAPPED:
            _put(connection, site, moment, state=SlotState.OVERLAPPED, since=now)
        if not refused:
            _give_up(connection, site, moment)
            row = _row(connection, site, moment)
            token = row.token + 1 if row else 1
            until = now + dt.timedelta(seconds=seconds)
            values = {"token": token, "holder": holder, "since": now, "until": until, "ended_at": None}
            _put(connection, site, moment, state=SlotState.RUNNING, **values)
            missed = connection.execute(select(func.count()).where(_missed_before(site, moment))).scalar_one()
    if refused:
        raise refused
    return Claim(site, moment, token, missed)


def refusal(engine: Engine, site: str, moment: dt.datetime, now: dt.datetime) -> NotClaimed | None:
    """Return why the slot is not to be run as things stand; None when a claim would be given. Nothing is changed."""
    with reading(engine) as connection:
        return _not_to_be_run(connection, site, moment, now)


def note_missed(engine: Engine, site: str, moments: Sequence[dt.datetime]) -> None:
    """Keep that nobody ran the slots of *moments*; those that are known already stay as they are."""
    if not moments:
        return
    there = slots.c.moment.between(min(moments), max(moments)) & (slots.c.site == site)
    with engine.begin() as connection:
        _lock(connection, site)
        known = set(connection.execute(select(slots.c.moment).where(there)).scalars())
        rows = [
            {"site": site, "moment": moment, "state": SlotState.MISSED} for moment in moments if moment not in known
        ]
        if rows:
            connection.execute(insert(slots), rows)


def renew(engine: Engine, mine: Claim, now: dt.datetime, seconds: int = 60) -> None:
    """Extend the claim; raise `SlotLost` when it is no longer this one's."""
    _change(engine, mine, until=now + dt.timedelta(seconds=seconds))


def finish(engine: Engine, mine: Claim, now: dt.datetime, exit_code: int, run_id: int | None = None) -> None:
    """End the slot, and with it the missed ones before it; raise `SlotLost` when it is no longer this claim's."""
    with engine.begin() as connection:
        _lock(connection, mine.site)
        values = {"ended_at": now, "exit_code": exit_code, "run_id": run_id, "until": None}
        _change_in(connection, mine, state=SlotState.DONE, **values)
        _catch_up(connection, mine.site, mine.moment, now, run_id)


def release(engine: Engine, mine: Claim, now: dt.datetime) -> None:
    """Give the slot back unrun: it is to be run again."""
    _change(engine, mine, state=SlotState.DUE, ended_at=now, until=None)


def newest(engine: Engine, site: str, limit: int = 1, until: dt.datetime | None = None) -> list[Slot]:
    """Return the newest slots of *site*, newest first; those after *until* are left out."""
    query = select(slots).where(slots.c.site == site).order_by(slots.c.moment.desc()).limit(limit)
    if until:
        query = query.where(slots.c.moment <= until)
    with reading(engine) as connection:
        return [_slot(row) for row in connection.execute(query)]


def counts(engine: Engine) -> dict[str, dict[SlotState, int]]:
    """Return how many slots stand in each state, by site."""
    query = select(slots.c.site, slots.c.state, func.count()).group_by(slots.c.site, slots.c.state)
    found: dict[str, dict[SlotState, int]] = {}
    with reading(engine) as connection:
        for site, state, count in connection.execute(query):
            found.setdefault(site, {})[SlotState(state)] = count
    return found


def _not_to_be_run(connection: Connection, site: str, moment: dt.datetime, now: dt.datetime) -> NotClaimed | None:
    refused = _held(connection, site, moment, now) or _refusal(connection, site, moment, now)
    if refused is None and (lease := _lease(connection, site, now)):
        why = f"waits: the site is being crawled by run {lease.run_id} ({brief(lease.holder)})"
        return NotClaimed(site, moment, SlotState.RUNNING, why)
    return refused


def _lease(connection: Connection, site: str, now: dt.datetime) -> Row[Any] | None:
    """Return the lease of whoever is crawling the site now, for a slot or not."""
    lease = connection.execute(select(leases).where(leases.c.site == site)).first()
    return lease if lease and is_held(lease.holder, lease.since, lease.until, now) else None


def _held(connection: Connection, site: str, moment: dt.datetime, now: dt.datetime) -> NotClaimed | None:
    """Return the refusal when a slot of the site is being run by somebody who is alive."""
    running = select(slots).where(slots.c.site == site, slots.c.state == SlotState.RUNNING)
    for row in connection.execute(running).all():
        if not is_held(row.holder, row.since, row.until, now):
            continue
        if row.moment >= moment:
            return NotClaimed(site, moment, SlotState.RUNNING, f"is being run by {brief(row.holder)}")
        why = f"came while that of {row.moment:%H:%M} was still being run by {brief(row.holder)}"
        return NotClaimed(site, moment, SlotState.OVERLAPPED, why)
    return None


def _settle(connection: Connection, site: str, now: dt.datetime) -> None:
    """End the slots whose runner was killed between the end of its crawl and theirs: they are not run again."""
    running = select(slots).where(slots.c.site == site, slots.c.state == SlotState.RUNNING)
    for row in connection.execute(running).all():
        if is_held(row.holder, row.since, row.until, now):
            continue
        its = (runs.c.site == site) & (runs.c.holder == row.holder) & (runs.c.started_at >= row.since)
        query = select(runs).where(its, runs.c.exit_code.in_(WHOLE)).order_by(runs.c.id.desc()).limit(1)
        if run := connection.execute(query).first():
            values = {"ended_at": run.ended_at, "exit_code": run.exit_code, "run_id": run.id, "until": None}
            _put(connection, site, row.moment, state=SlotState.DONE, **values)
            _catch_up(connection, site, row.moment, now, run.id)


def _catch_up(connection: Connection, site: str, moment: dt.datetime, now: dt.datetime, run_id: int | None) -> None:
    before = update(slots).where(_missed_before(site, moment))
    connection.execute(before.values(state=SlotState.CAUGHT_UP, ended_at=now, run_id=run_id))


def _give_up(connection: Connection, site: str, moment: dt.datetime) -> None:
    """Mark as missed the slots whose runners died or were stopped, all but the one that is claimed now."""
    left = slots.c.state.in_((SlotState.RUNNING, SlotState.DUE)) & (slots.c.site == site)
    connection.execute(update(slots).where(left, slots.c.moment != moment).values(state=SlotState.MISSED))


def _refusal(connection: Connection, site: str, moment: dt.datetime, now: dt.datetime) -> NotClaimed | None:
    """Return why the slot is not to be run though nothing runs: it, or a later one of the site, is over.

    Slots to come that are over already are those of a clock that was ahead: they stand for nothing.
    """
    later = slots.c.moment.between(moment, max(moment, now + AHEAD))
    query = select(slots.c.state).where(slots.c.site == site, later, slots.c.state.in_(OVER))
    over = connection.execute(query.order_by(slots.c.moment)).scalars().all()
    if not over or (set(over) == {SlotState.OVERLAPPED} and _died(connection, site, now)):
        return None
    said = "overlapped a run and is over" if over[0] == SlotState.OVERLAPPED else "already ran"
    return NotClaimed(site, moment, SlotState.DONE, said)


def _died(connection: Connection, site: str, now: dt.datetime) -> bool:
    """Say whether what ran last was cut off: then it does not stand for the slot that came while it ran."""
    if _lease(connection, site, now):
        return False
    begun = (slots.c.site == site) & slots.c.state.in_((SlotState.RUNNING, SlotState.DUE))
    if connection.execute(select(slots.c.id).where(begun).limit(1)).first():
        return True
    query = select(runs.c.exit_code).where(runs.c.site == site).order_by(runs.c.id.desc()).limit(1)
    last = connection.execute(query).first()
    return last is not None and last.exit_code in (None, STOPPED)


def _change(engine: Engine, mine: Claim, **values: Any) -> None:
    with engine.begin() as connection:
        _change_in(connection, mine, **values)


def _change_in(connection: Connection, mine: Claim, **values: Any) -> None:
    this = (slots.c.site == mine.site) & (slots.c.moment == mine.moment) & (slots.c.token == mine.token)
    held = this & (slots.c.state == SlotState.RUNNING)
    if not connection.execute(update(slots).where(held).values(**values)).rowcount:
        raise SlotLost(f"{mine.site}: the slot of {mine.moment:%Y-%m-%d %H:%M} UTC was given to another runner")


def _put(connection: Connection, site: str, moment: dt.datetime, **values: Any) -> None:
    this = (slots.c.site == site) & (slots.c.moment == moment)
    if not connection.execute(update(slots).where(this).values(**values)).rowcount:
        connection.execute(insert(slots).values(site=site, moment=moment, **values))


def _row(connection: Connection, site: str, moment: dt.datetime) -> Row[Any] | None:
    return connection.execute(select(slots).where(slots.c.site == site, slots.c.moment == moment)).one_or_none()


def _missed_before(site: str, moment: dt.datetime) -> Any:
    return (slots.c.site == site) & (slots.c.moment < moment) & (slots.c.state == SlotState.MISSED)


def _slot(row: Row[Any]) -> Slot:
    values = dict(row._mapping)
    values["state"] = SlotState(values["state"])
    del values["id"]
    return Slot(**values)


def _lock(connection: Connection, site: str) -> None:
    alone(connection, f"slots of {site}")
