"""Copies in the catalog: passages by which a story is found again, and clusters under the first published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, or_, select, update

from storage.engine import alone
from storage.schema import linked, passages, records

CHUNK = 400  # SQLite allows a limited number of parameters a statement
COMMON = 200  # stories that share a passage: such a passage finds nothing
_story: Select[Any] = select(
    records.c.id,
    records.c.url_id,
    records.c.url,
    records.c.day,
    records.c.published_at,
    records.c.title,
    records.c.text,
    records.c.duplicate_of,
)

_brief: Select[Any] = select(records.c.id, records.c.url_id, records.c.url, records.c.day, records.c.published_at)


def exclude_others(connection: Connection) -> None:
    """Let nobody else link or store records until the transaction ends."""
    alone(connection, "records")


def unlinked(connection: Connection) -> list[int]:
    """Return which current records were not compared with the others yet, in the order of their publication."""
    query = _not_yet(select(records.c.id)).order_by(records.c.day, records.c.published_at, records.c.url)
    return list(connection.execute(query).scalars())


def still_unlinked(connection: Connection, record_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return those of *record_ids* that were not compared with the others yet, in the same order."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(record_ids), CHUNK):
        query = _not_yet(_story).where(records.c.id.in_(record_ids[start : start + CHUNK]))
        found |= {row.id: row for row in connection.execute(query)}
    return [found[record_id] for record_id in record_ids if record_id in found]


def _not_yet(query: Select[Any]) -> Select[Any]:
    is_new = or_(linked.c.record_id.is_(None), linked.c.record_id != records.c.id)
    return query.outerjoin_from(records, linked, linked.c.url_id == records.c.url_id).where(records.c.current, is_new)


def latest(connection: Connection, limit: int, at_once: int) -> Iterator[Sequence[Row[Any]]]:
    """Yield the *limit* records stored last of those that were compared with the others, *at_once* at a time."""
    query = _story.join_from(records, linked, linked.c.record_id == records.c.id).where(records.c.current)
    query = query.order_by(records.c.id.desc()).limit(limit)
    yield from connection.execute(query, execution_options={"yield_per": at_once}).partitions()


def holders(connection: Connection, keys: Collection[int]) -> dict[int, list[int]]:
    """Return for each passage of *keys* the URLs of the stories that have it, but for passages that too many have."""
    found: dict[int, list[int]] = {}
    asked = sorted(keys)
    for start in range(0, len(asked), CHUNK):
        query = select(passages.c.passage, passages.c.url_id).where(
            passages.c.passage.in_(asked[start : start + CHUNK])
        )
        for passage, url_id in connection.execute(query).all():  # at once: row by row would take twice as long
            found.setdefault(passage, []).append(url_id)
    return {passage: urls for passage, urls in found.items() if len(urls) <= COMMON}


def sizes(connection: Connection, url_ids: Collection[int]) -> dict[int, int]:
    """Return how many passages the stories of URLs have in the index."""
    made: dict[int, int] = {}
    asked = sorted(url_ids)
    for start in range(0, len(asked), CHUNK):
        query = select(linked.c.url_id, linked.c.passages).where(linked.c.url_id.in_(asked[start : start + CHUNK]))
        made |= {row.url_id: row.passages for row in connection.execute(query).all()}
    return made


def current(connection: Connection, url_ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return the current records of URLs, by URL, without their titles and texts."""
    made: dict[int, Row[Any]] = {}
    asked = sorted(url_ids)
    for start in range(0, len(asked), CHUNK):
        chosen = records.c.url_id.in_(asked[start : start + CHUNK])
        made |= {row.url_id: row for row in connection.execute(_brief.where(records.c.current, chosen)).all()}
    return made


def whole(connection: Connection, record_ids: Sequence[int]) -> list[Row[Any]]:
    """Return records with their titles and texts."""
    made: list[Row[Any]] = []
    for start in range(0, len(record_ids), CHUNK):
        made += connection.execute(_story.where(records.c.id.in_(record_ids[start : start + CHUNK]))).all()
    return made


def before(connection: Connection, url_ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return the versions of URLs' records that stand in the index, by URL."""
    made: dict[int, Row[Any]] = {}
    asked = sorted(url_ids)
    for start in range(0, len(asked), CHUNK):
        chosen = linked.c.url_id.in_(asked[start : start + CHUNK])
        query = _story.join_from(records, linked, linked.c.record_id == records.c.id).where(chosen)
        made |= {row.url_id: row for row in connection.execute(query)}
    return made


def replace(connection: Connection, old: Row[Any], record_id: int, keys: Sequence[int]) -> None:
    """Take the passages *keys* of an old version out; a new head keeps its copies, what was a copy is compared anew."""
    connection.execute(update(records).where(records.c.duplicate_of == old.id).values(duplicate_of=record_id))
    for start in range(0, len(keys), CHUNK):
        chosen = passages.c.passage.in_(keys[start : start + CHUNK])
        connection.execute(delete(passages).where(chosen, passages.c.url_id == old.url_id))
    connection.execute(delete(linked).where(linked.c.url_id == old.url_id))


def put(connection: Connection, rows: Sequence[tuple[int, int, Sequence[int]]]) -> None:
    """Keep the passages of records, each given by its URL, its number and its passages."""
    connection.execute(
        insert(linked),
        [{"url_id": url_id, "record_id": record_id, "passages": len(keys)} for url_id, record_id, keys in rows],
    )
    held = [{"passage": key, "url_id": url_id} for url_id, _, keys in rows for key in keys]
    if held:
        connection.execute(insert(passages), held)


def join(connection: Connection, record_id: int, other_id: int, relation: str, similarity: float) -> None:
    """Put two records, and all that are linked with either, into one cluster under the one published first."""
    heads = {_head(connection, one) for one in (record_id, other_id)}
    query = select(records.c.id, records.c.url, records.c.published_at, records.c.day)
    members = [
        *connection.execute(query.where(records.c.id.in_(heads))),
        *connection.execute(query.where(records.c.duplicate_of.in_(heads), records.c.current)),
    ]
    first = min(members, key=published).id
    others = [row.id for row in members if row.id != first]
    measured = {"relation": relation, "similarity": similarity}
    for start in range(0, len(others), CHUNK):
        chosen = records.c.id.in_(others[start : start + CHUNK])
        connection.execute(update(records).where(chosen).values(duplicate_of=first))
        connection.execute(update(records).where(chosen, records.c.relation.is_(None)).values(**measured))
    connection.execute(
        update(records).where(records.c.id == first).values(duplicate_of=None, relation=None, similarity=None)
    )


def leave(connection: Connection, record_id: int) -> None:
    """Take a record that is no head out of its cluster."""
    alone = {"duplicate_of": None, "relation": None, "similarity": None}
    connection.execute(update(records).where(records.c.id == record_id).values(**alone))


def measured(connection: Connection, record: Row[Any], relation: str, similarity: float) -> None:
    """Keep what a record is to another of its cluster."""
    if (record.relation, record.similarity) != (relation, similarity):
        values = {"relation": relation, "similarity": similarity}
        connection.execute(update(records).where(records.c.id == record.id).values(**values))


def heads(connection: Connection, record_ids: Collection[int]) -> list[int]:
    """Return the heads of the clusters of records, each once."""
    found: set[int] = set()
    asked = sorted(record_ids)
    for start in range(0, len(asked), CHUNK):
        head = func.coalesce(records.c.duplicate_of, records.c.id)
        found |= set(connection.execute(select(head).where(records.c.id.in_(asked[start : start + CHUNK]))).scalars())
    return sorted(found)


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


def left_to_link(connection: Connection) -> int:
    """Return how many current records were not compared with the others yet."""
    same = and_(linked.c.url_id == records.c.url_id, linked.c.record_id == records.c.id)
    query = select(func.count()).select_from(records.outerjoin(linked, same))
    return int(connection.execute(query.where(records.c.current, linked.c.url_id.is_(None))).scalar_one())


def _head(connection: Connection, record_id: int) -> int:
    above = connection.execute(select(records.c.duplicate_of).where(records.c.id == record_id)).scalar_one_or_none()
    return record_id if above is None else int(above)


def is_head(connection: Connection, record_id: int) -> bool:
    """Say whether a record is in no cluster but that of which it is the head."""
    return _head(connection, record_id) == record_id


def published(row: Any) -> tuple[dt.datetime, str]:
    """Return when a record was published; one without a time, at the end of its day; one without a day, last."""
    if row.published_at is not None:
        return row.published_at, row.url
    day = row.day or dt.date.max
    return dt.datetime.combine(day, dt.time.max, dt.UTC), row.url
