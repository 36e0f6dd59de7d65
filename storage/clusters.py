"""Clusters of copies in memory while a transaction changes them: read together, changed there, written at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from storage.duplicates import brief, published
from storage.numbers import among
from storage.schema import records

Said = tuple[str | None, float | None]  # what a record is to the others, and how like it is


class Clusters:
    """The clusters of the records that were asked for, each under the one published first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[int, Row[Any]] = {}
        self._head: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._said: dict[int, Said] = {}

    def read(self, record_ids: Iterable[int]) -> None:
        """Have the clusters of records at hand."""
        if asked := [one for one in record_ids if one not in self._head]:
            head = func.coalesce(records.c.duplicate_of, records.c.id)
            found = self._connection.execute(select(records.c.id, head).where(records.c.id.in_(among(asked)))).all()
            self._read_whole({head for _, head in found} - self._members.keys())
            self._head |= {one: head for one, head in found if one not in self._head}  # versions that are replaced

    def _read_whole(self, heads: Collection[int]) -> None:
        query = brief.add_columns(records.c.relation, records.c.similarity)
        copies = records.c.duplicate_of.in_(among(heads)) & records.c.current
        for chosen in (records.c.id.in_(among(heads)), copies):  # as one query they would use no index
            for row in self._connection.execute(query.where(chosen)).all():
                head = row.id if row.id in heads else row.duplicate_of
                self._rows[row.id] = row
                self._head[row.id] = head
                self._members.setdefault(head, set()).add(row.id)
                self._said[row.id] = row.relation, row.similarity

    def members(self, record_id: int) -> list[Row[Any]]:
        """Return the records of a record's cluster in the order of their publication."""
        return sorted((self._rows[one] for one in self._members[self._head[record_id]]), key=published)

    def head(self, record_id: int) -> int:
        """Return the record under which a record stands."""
        return self._head[record_id]

    def said(self, record_id: int) -> Said:
        """Return what a record is to others of its cluster, and how like it is."""
        return self._said[record_id]

    def say(self, record_id: int, relation: str | None, similarity: float | None) -> None:
        """Keep what a record is to another of its cluster."""
        self._said[record_id] = relation, similarity

    def join(self, record_id: int, other_id: int, relation: str, similarity: float) -> None:
        """Put two records, and all that are linked with either, into one cluster under the one published first."""
        heads = {self._head[record_id], self._head[other_id]}
        members = set().union(*(self._members.pop(head) for head in heads))
        first = min((self._rows[one] for one in members), key=published).id
        for one in members:
            self._head[one] = first
            if self._said[one][0] is None:
                self._said[one] = relation, similarity
        self._members[first] = members
        self._said[first] = None, None

    def leave(self, record_id: int) -> None:
        """Take a record that is no head out of its cluster."""
        self._members[self._head[record_id]].remove(record_id)
        self._members[record_id] = {record_id}
        self._head[record_id] = record_id
        self._said[record_id] = None, None

    def write(self) -> None:
        """Write what was changed."""
        changed = [
            {"record": one, "head": None if self._head[one] == one else self._head[one], "is": said[0], "like": said[1]}
            for one, said in self._said.items()
            if (self._head[one], *said) != _stored(self._rows[one])
        ]
        if changed:
            query = (
                update(records)
                .where(records.c.id == bindparam("record"))
                .values(duplicate_of=bindparam("head"), relation=bindparam("is"), similarity=bindparam("like"))
            )
            self._connection.execute(query, changed)


def _stored(row: Row[Any]) -> tuple[int, str | None, float | None]:
    return row.id if row.duplicate_of is None else row.duplicate_of, row.relation, row.similarity
