"""The places of record files: which file each record has, and which files nobody has any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.frontier import chunks
from storage.numbers import among
from storage.record import file_name, folder
from storage.schema import files, stale_files


@dataclass(frozen=True, slots=True)
class Placed:
    """A record that is to have a file."""

    url_id: int
    record_id: int
    day: dt.date | None
    fingerprint: str


def of(connection: Connection, url_ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return the places of URLs' files, by URL; those without a file are left out."""
    return {row.url_id: row for row in connection.execute(select(files).where(files.c.url_id.in_(among(url_ids))))}


def give(connection: Connection, wanted: Sequence[Placed], held: Mapping[int, Row[Any]]) -> None:
    """Give each record its file: at the number that its URL holds while the day stays, else at its day's end."""
    free = _free_numbers(connection, {folder(one.day) for one in wanted})
    new, moved = [], []
    for one in wanted:
        place, target = held.get(one.url_id), folder(one.day)
        if place is not None and place.folder == target:
            number = place.sequence
        else:
            number = free[target]
            free[target] += 1
        name = file_name(number, one.fingerprint)
        values = {"record_id": one.record_id, "folder": target, "sequence": number, "name": name, "written": False}
        if place is None:
            new.append({"url_id": one.url_id, **values})
        else:
            moved.append({"key": one.url_id, **values})
    _leave(connection, [held[one.url_id] for one in wanted if one.url_id in held])
    if moved:
        connection.execute(update(files).where(files.c.url_id == bindparam("key")), moved)
    if new:
        connection.execute(insert(files), new)


def withdraw(connection: Connection, held: Sequence[Row[Any]]) -> None:
    """Take the files at these places away: the next who writes files removes them."""
    _leave(connection, held)
    connection.execute(delete(files).where(files.c.url_id.in_(among(place.url_id for place in held))))


def _leave(connection: Connection, held: Sequence[Row[Any]]) -> None:
    if held:
        connection.execute(insert(stale_files), [{"folder": place.folder, "name": place.name} for place in held])


def _free_numbers(connection: Connection, folders: set[str]) -> dict[str, int]:
    free = dict.fromkeys(folders, 0)
    for chunk in chunks(sorted(folders)):
        highest = select(files.c.folder, func.max(files.c.sequence)).where(files.c.folder.in_(chunk))
        free |= {name: number + 1 for name, number in connection.execute(highest.group_by(files.c.folder))}
    return free
