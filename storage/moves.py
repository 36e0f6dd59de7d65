"""Articles that have another address now: the same story, kept once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage import duplicates, projection
from storage.entities import Outcome, Run, State
from storage.revisits import ANSWERED
from storage.schema import records, urls
from storage.versions import is_another_story, is_moved


@dataclass(frozen=True, slots=True)
class Move:
    """The article of the URL `url_id`, or of `other_id` that has a record of it, has the address `address` now."""

    url_id: int
    record_id: int | None  # the record of the URL itself
    address: str
    redirected: bool
    other_id: int | None = None  # the URL id of `address`, where the catalog has a record of it
    other_record: int | None = None


def elsewhere(connection: Connection, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the current records of the addresses to which *outcomes* led or which their pages call their own."""
    wanted = {address for one in outcomes for address in (one.address, one.stated) if address}
    if not wanted:
        return {}
    columns = (
        urls.c.url.label("address"),
        *(records.c[name] for name in ("id", "url_id", "url", "day", "title", "text")),
    )
    query = select(*columns).join(records, records.c.url_id == urls.c.id)
    return {row.address: row for row in connection.execute(query.where(urls.c.url.in_(wanted), records.c.current))}


def why_another(outcome: Outcome, url: Any, mine: Any, known: Mapping[str, Any]) -> str:
    """Return why the page holds another article than *mine*, the record of *url*; empty when it is the same."""
    record = outcome.record
    assert record is not None
    if is_another_story(mine, record):
        return f"another article stands there: {' '.join(record.title.split())[:200]}"
    other = known.get(outcome.address) if outcome.address else None
    if other is not None and other.url_id != url.id and not is_moved(mine, record, redirected=True):
        return f"redirected to another article: {outcome.address}"
    return ""


def to_known(outcome: Outcome, url: Any, mine: Any, known: Mapping[str, Any]) -> Move | None:
    """Return the move of *url* to an address that has a record of the same article; None when there is none."""
    record = outcome.record
    assert record is not None
    for address, redirected in ((outcome.address, True), (outcome.stated, False)):
        other = known.get(address) if address else None
        if address and other is not None and other.url_id != url.id and is_moved(other, record, redirected=redirected):
            return Move(url.id, mine.id if mine is not None else None, address, redirected, other.url_id, other.id)
    return None


def of_same(outcome: Outcome, url: Any, mine: Any) -> Move | None:
    """Return the move of *url*, whose page still holds the article *mine*; None when it is where it was."""
    address, redirected = outcome.address or outcome.stated, outcome.address is not None
    if not address or address in (url.url, mine.url, url.moved_to):
        return None
    assert outcome.record is not None
    if not is_moved(mine, outcome.record, redirected=redirected):
        return None
    return Move(url.id, mine.id, address, redirected)


def of_unchanged(outcome: Outcome, url: Any, mine: Any) -> Move | None:
    """Return the move of *url* when a redirect led to a page that has not changed."""
    if not outcome.address or outcome.address in (url.url, mine.url, url.moved_to):
        return None
    return Move(url.id, mine.id, outcome.address, redirected=True)


def address_after(move: Move | None, outcome: Outcome, url: Any, state: State) -> str | None:
    """Return where the article of *url* is to be had after a visit that ended in *state*; None for where it always was."""
    if move:
        return move.address
    is_back = state in ANSWERED and outcome.record is not None and outcome.fetch is not None
    return None if is_back and url.moved_to not in (outcome.address, outcome.stated) else url.moved_to


def keep(connection: Connection, run: Run, moves: Sequence[Move], now: dt.datetime) -> None:
    """Keep *moves*: the new address is known for the same article, so that nobody takes it for news."""
    for move in moves:
        if move.other_record is not None:
            _link(connection, move)
        elif move.redirected and move.record_id is not None:
            _know(connection, run, move, now)


def _link(connection: Connection, move: Move) -> None:
    """Link the records of both addresses."""
    if move.record_id is None:
        return
    assert move.other_record is not None
    pair = (move.record_id, move.other_record)
    duplicates.join(connection, *pair, duplicates.MOVED, 1.0)
    projection.settle(connection, pair)
    copies = records.c.id.in_(pair) & records.c.duplicate_of.is_not(None)
    connection.execute(update(records).where(copies).values(relation=duplicates.MOVED))


def _know(connection: Connection, run: Run, move: Move, now: dt.datetime) -> None:
    """Let the new address stand for the record of the old one, unless it has one of its own or is being fetched."""
    old = connection.execute(select(urls.c.url, urls.c.record_id).where(urls.c.id == move.url_id)).one()
    reason = f"moved: the same article as {old.url}"
    values = {
        "state": State.DUPLICATE,
        "reason": reason,
        "record_id": old.record_id,
        "fetched_at": now,
        "run_id": run.id,
    }
    there = connection.execute(
        select(urls.c.id, urls.c.state, urls.c.record_id).where(urls.c.url == move.address)
    ).one_or_none()
    if there is None:
        new = {"site": run.site, "url": move.address, "discovered_at": now, "discovered_by": run.id, "attempts": 0}
        connection.execute(insert(urls).values(**new, **values))
    elif there.record_id is None and there.state != State.LEASED:
        connection.execute(update(urls).where(urls.c.id == there.id).values(**values))
