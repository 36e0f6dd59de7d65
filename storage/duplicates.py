"""Copies in the catalog: passages by which a story is found again, and clusters under the first published."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, cast, delete, func, insert, or_, select, update

from storage.engine import alone
from storage.numbers import among, as_json, as_table
from storage.schema import compared, linked, passages, records, tallied

MOVED = "moved"  # the relation of two addresses of one article
COMMON = 200  # stories that share a passage: such a passage finds nothing
brief: Select[Any] = select(
    records.c.id,
    records.c.url_id,
    records.c.url,
    records.c.day,
    records.c.published_at,
    records.c.duplicate_of,
)
_story: Select[Any] = brief.add_columns(records.c.title, records.c.text)
_asked = as_table("keys")
_some = select(passages.c.url_id).where(passages.c.passage == _asked.c.number).limit(COMMON + 1).correlate(_asked)
_held_by = func.aggregate_strings(cast(_some.subquery().c.url_id, Text), ",")
_holders = select(_asked.c.number, select(_held_by).correlate(_asked).scalar_subquery().label("url_ids"))
_held = insert(passages).from_select(["passage", "url_id"], select(_asked.c.number, bindparam("url_id")))


def exclude_others(connection: Connection) -> None:
    """Let nobody else link or store records until the transaction ends."""
    alone(connection, "records")


def unlinked(connection: Connection) -> list[int]:
    """Return which current records were not compared with the others yet, in the order of their publication.

    When there are none, the next call looks only at records that are stored after this one: their numbers are higher.
    """
    exclude_others(connection)
    up_to = connection.execute(select(compared.c.up_to)).scalar() or 0
    last = connection.execute(select(func.max(records.c.id))).scalar() or 0
    order = (
        records.c.day.is_(None),
        records.c.day,
        records.c.published_at.is_(None),
        records.c.published_at,
        records.c.url,
        records.c.url_id,
    )
    found = (
        connection.execute(_not_yet(select(records.c.id)).where(records.c.id > up_to).order_by(*order)).scalars().all()
    )
    if not found and up_to != last:
        connection.execute(delete(compared))
        connection.execute(insert(compared).values(up_to=last))
    return list(found)


def still_unlinked(connection: Connection, record_ids: Sequence[int]) -> list[Row[Any]]:
    """Return those of *record_ids* that were not compared with the others yet, in the same order, without their texts.

    Beside each stands the older version that was, if any.
    """
    query = _not_yet(brief.add_columns(linked.c.record_id.label("older"))).where(records.c.id.in_(among(record_ids)))
    found = {row.id: row for row in connection.execute(query).all()}
    return [found[record_id] for record_id in record_ids if record_id in found]


def _not_yet(query: Select[Any]) -> Select[Any]:
    is_new = or_(linked.c.record_id.is_(None), linked.c.record_id != records.c.id)
    return query.outerjoin_from(records, linked, linked.c.url_id == records.c.url_id).where(records.c.current, is_new)


def latest(connection: Connection, limit: int) -> Sequence[int]:
    """Return the *limit* records stored last of those that were compared with the others."""
    query = select(records.c.id).join_from(records, linked, linked.c.record_id == records.c.id)
    found = query.where(records.c.current).order_by(records.c.id.desc()).limit(limit)
    return connection.execute(found).scalars().all()


def linked_count(connection: Connection) -> int:
    """Return of how many URLs a record was compared with the others."""
    return connection.execute(select(func.count()).select_from(linked)).scalar_one()


def forget(connection: Connection) -> None:
    """Let every record be as if it had not been compared with the others; what moved is known from its address, and stays.

    The files stay as they are until the records are linked.
    """
    for table in (passages, linked, tallied, compared):
        connection.execute(delete(table))
    copies = records.c.duplicate_of.is_not(None) & records.c.current & records.c.relation.is_distinct_from(MOVED)
    connection.execute(update(records).where(copies).values(duplicate_of=None, relation=None, similarity=None))


def holders(connection: Connection, keys: Sequence[int]) -> list[list[int]]:
    """Return for each passage of *keys* the URLs of the stories that have it; none for one that too many have."""
    found = {row.number: row.url_ids for row in connection.execute(_holders, {"keys": as_json(keys)}).all()}
    held = json.loads("[" + ",".join(f"[{found.get(key) or ''}]" for key in keys) + "]")  # one by one would take longer
    return [url_ids if len(url_ids) <= COMMON else [] for url_ids in held]


def known(connection: Connection, url_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """Return the current records of URLs, by URL, and how many passages their stories have in the index; no texts."""
    query = brief.add_columns(linked.c.passages).join_from(records, linked, linked.c.url_id == records.c.url_id)
    chosen = records.c.url_id.in_(among(url_ids))
    return {row.url_id: row for row in connection.execute(query.where(records.c.current, chosen)).all()}


def whole(connection: Connection, record_ids: Iterable[int]) -> Sequence[Row[Any]]:
    """Return records with their titles and texts."""
    return connection.execute(_story.where(records.c.id.in_(among(record_ids)))).all()


def replace(connection: Connection, old: int, row: Row[Any], keys: Sequence[int]) -> int | None:
    """Take the passages *keys* of the *old* version of *row* out; return what it was a copy of.

    A new head keeps its copies, what was a copy is compared anew.
    """
    connection.execute(update(records).where(records.c.duplicate_of == old).values(duplicate_of=row.id))
    chosen = passages.c.passage.in_(among(keys))
    connection.execute(delete(passages).where(chosen, passages.c.url_id == row.url_id))
    connection.execute(delete(linked).where(linked.c.url_id == row.url_id))
    head: int | None = connection.execute(select(records.c.duplicate_of).where(records.c.id == old)).scalar_one()
    return head


def put(connection: Connection, rows: Sequence[tuple[int, int, Sequence[int]]]) -> None:
    """Keep the passages of records, each given by its URL, its number and its passages."""
    connection.execute(
        insert(linked),
        [{"url_id": url_id, "record_id": record_id, "passages": len(keys)} for url_id, record_id, keys in rows],
    )
    connection.execute(_held, [{"url_id": url_id, "keys": as_json(keys)} for url_id, _, keys in rows])


def tallies(connection: Connection) -> Sequence[Row[int, bytes]]:
    """Return what was counted in the stories that were linked last."""
    return connection.execute(select(tallied.c.stories, tallied.c.counts).order_by(tallied.c.id)).all()


def tally(connection: Connection, stories: int, counts: bytes, enough: int) -> None:
    """Keep what was counted in stories just linked; what was counted before the last *enough* is forgotten."""
    connection.execute(insert(tallied), {"stories": stories, "counts": counts})
    seen = 0
    for row in connection.execute(select(tallied.c.id, tallied.c.stories).order_by(tallied.c.id.desc())).all():
        if seen >= enough:
            connection.execute(delete(tallied).where(tallied.c.id <= row.id))
            return
        seen += row.stories


def join(connection: Connection, record_id: int, other_id: int, relation: str, similarity: float) -> None:
    """Put two records, and all that are linked with either, into one cluster under the one published first."""
    heads = {_head(connection, one) for one in (record_id, other_id)}
    query = select(records.c.id, records.c.url_id, records.c.url, records.c.published_at, records.c.day)
    members = [
        *connection.execute(query.where(records.c.id.in_(heads))),
        *connection.execute(query.where(records.c.duplicate_of.in_(heads), records.c.current)),
    ]
    first = min(members, key=published).id
    others = [row.id for row in members if row.id != first]
    measured = {"relation": relation, "similarity": similarity}
    chosen = records.c.id.in_(among(others))
    connection.execute(update(records).where(chosen).values(duplicate_of=first))
    connection.execute(update(records).where(chosen, records.c.relation.is_(None)).values(**measured))
    connection.execute(
        update(records).where(records.c.id == first).values(duplicate_of=None, relation=None, similarity=None)
    )


def cluster(connection: Connection, record_id: int) -> Sequence[Row[Any]]:
    """Return the current records of a record's cluster in the order of their publication."""
    head = _head(connection, record_id)
    query = _story.add_columns(records.c.site, records.c.relation, records.c.similarity)
    known = or_(records.c.current, records.c.id == record_id)
    members = [  # as one query they would use no index
        *connection.execute(query.where(records.c.id == head, known)),
        *connection.execute(query.where(records.c.duplicate_of == head, known)),
    ]
    return sorted(members, key=published)


def _head(connection: Connection, record_id: int) -> int:
    above = connection.execute(select(records.c.duplicate_of).where(records.c.id == record_id)).scalar_one_or_none()
    return record_id if above is None else int(above)


def published(row: Any) -> tuple[dt.datetime, str, int]:
    """Return when a record was published; one without a time, at the end of its day; one without a day, last.

    Of the same moment, the address decides; of records that give the same address, that of the URL known longer.
    """
    if row.published_at is not None:
        return row.published_at, row.url, row.url_id
    day = row.day or dt.date.max
    return dt.datetime.combine(day, dt.time.max, dt.UTC), row.url, row.url_id
