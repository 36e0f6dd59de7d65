"""Which records have a file: of a cluster of copies the one that the store's policy says, else each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select

from storage import places
from storage.duplicates import published
from storage.engine import alone, reading
from storage.frontier import chunks
from storage.numbers import among
from storage.schema import file_policy, records

PART = "part"
MOST = 0.5  # of a text, or of the other, stands in the other: with less, neither tells what the other does


class Policy(StrEnum):
    """Which of the copies of one story have a file; all of them are in the catalog."""

    KEEP = "keep"
    FIRST = "first"
    LONGEST = "longest"


def in_force(connection: Connection) -> Policy | None:
    """Return the policy that the store's files follow; None as long as they follow none."""
    kept = connection.execute(select(file_policy.c.policy)).scalar()
    return Policy(kept) if kept else None


def adopt(engine: Engine, policy: Policy) -> None:
    """Let the store's files follow *policy*, whatever they followed before, in one transaction."""
    with reading(engine) as connection:
        if in_force(connection) is policy:  # as nearly always, and nobody is kept waiting
            return
    with engine.begin() as connection:
        alone(connection, "records")
        connection.execute(delete(file_policy))
        connection.execute(insert(file_policy).values(policy=policy))
        copies = records.c.duplicate_of.is_not(None) & records.c.current
        settle(connection, connection.execute(select(records.c.duplicate_of).where(copies).distinct()).scalars().all())


def settle(connection: Connection, record_ids: Collection[int]) -> None:
    """Give and withdraw files so that the clusters of these records have those that the policy says."""
    policy = in_force(connection) or Policy.FIRST
    for chunk in chunks(sorted(record_ids)):
        clusters = _clusters(connection, chunk)
        members = list(chain.from_iterable(clusters))
        chosen = {row.url_id for cluster in clusters for row in holders(policy, cluster)}
        held = places.of(connection, {row.url_id for row in members})
        places.withdraw(connection, [place for url_id, place in held.items() if url_id not in chosen])
        lacking = [row for row in members if row.url_id in chosen and row.url_id not in held]
        new = [places.Placed(row.url_id, row.id, row.day, row.fingerprint) for row in lacking]
        places.give(connection, new, {})


def _clusters(connection: Connection, record_ids: Sequence[int]) -> list[list[Row[Any]]]:
    """Return the clusters of records; but for those whose head has a newer version that was not compared yet."""
    head = func.coalesce(records.c.duplicate_of, records.c.id).label("head")
    heads = connection.execute(select(head).where(records.c.id.in_(among(record_ids))).distinct()).scalars().all()
    columns = ("id", "url_id", "url", "day", "published_at", "fingerprint", "relation", "similarity")
    length = func.length(records.c.text).label("length")
    query: Select[Any] = select(*(records.c[name] for name in columns), head, length)
    grouped: dict[int, list[Row[Any]]] = {}
    for chosen in (records.c.id.in_(among(heads)), records.c.duplicate_of.in_(among(heads))):  # together they would use no index
        for row in connection.execute(query.where(chosen, records.c.current).order_by(records.c.id)):
            grouped.setdefault(int(row.head), []).append(row)
    return [cluster for number, cluster in grouped.items() if any(row.id == number for row in cluster)]


def holders(policy: Policy, cluster: Sequence[Any]) -> list[Any]:
    """Return which records of a cluster have a file.

    A part that is longer than the first record, such as a digest that quotes it, tells more than that: it keeps its own, as
    does what shares less with the others than it does not.
    """
    if policy is Policy.KEEP:
        return list(cluster)
    first = min(cluster, key=published)
    longest = min(cluster, key=lambda one: (-one.length, *published(one)))
    chosen = first if policy is Policy.FIRST else longest
    return [one for one in cluster if one is chosen or _tells_more(one, first)]


def _tells_more(one: Any, first: Any) -> bool:
    return (one.relation == PART and one.length > first.length) or (one.similarity or 1.0) < MOST
