"""Record files: a projection of the catalog that is written whole, durable, and brought in line after a kill."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, bindparam, delete, select, update

from storage.durable import make_folder, sync_folder, syncfs
from storage.engine import reading
from storage.numbers import among
from storage.record import render
from storage.schema import files, records, stale_files

BATCH = 256
FEW = 8  # below this, one fsync a file costs less than a sync of the file system


def write_all(engine: Engine, root: Path, *, sweeping: bool = False) -> int:
    """Write every record file that is due, then remove those left behind; return how many were written.

    What a kill left half-written is due or left behind still, so that it need not be looked for. *sweeping* looks through all
    folders for half-written files all the same, which takes long: whoever holds the lock is the only one who writes.
    """
    written = 0
    with _only_writer(root):
        if sweeping:
            _remove_parts(root)
        while batch := _due(engine):
            _write(root, [(Path(row.folder) / row.name, render(row.day, row.text)) for row in batch])
            _mark(engine, batch)
            written += len(batch)
        _remove_stale(engine, root)
    return written


@contextmanager
def _only_writer(root: Path) -> Iterator[None]:
    """Wait until no other run writes record files, in this process or another; a kill frees the lock."""
    make_folder(root)
    handle = os.open(root / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_parts(root: Path) -> None:
    for part in root.rglob("*.part"):
        part.unlink(missing_ok=True)


def _due(engine: Engine) -> Sequence[Any]:
    columns = (files.c.url_id, files.c.record_id, files.c.folder, files.c.name, records.c.day, records.c.text)
    query = (
        select(*columns).join(records, records.c.id == files.c.record_id).where(files.c.written.is_(False)).limit(BATCH)
    )
    with reading(engine) as connection:
        return connection.execute(query).all()


def _write(root: Path, contents: list[tuple[Path, str]]) -> None:
    """Write files so that a reader sees each whole or not at all, and a power cut takes none of them back."""
    folders = {root / path.parent for path, _ in contents}
    for folder in folders:
        make_folder(folder)
    handles = [_write_part(root / path, content.encode()) for path, content in contents]
    sync_files(handles)
    for path, _ in contents:
        part_of(root / path).replace(root / path)
    for folder in folders:
        sync_folder(folder)


def _write_part(path: Path, content: bytes) -> int:
    """Write *path*'s part; return its open handle, for `sync_files`."""
    handle = os.open(part_of(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
    return handle


def sync_files(handles: list[int]) -> None:
    """Make the files of *handles* durable and close them: many at once with Linux's syncfs, else one by one."""
    try:
        if len(handles) < FEW or not syncfs(handles[0]):
            for handle in handles:
                os.fsync(handle)
    finally:
        for handle in handles:
            os.close(handle)


def part_of(path: Path) -> Path:
    """Return where *path* is written before it is whole."""
    return path.with_name(path.name + ".part")


def _mark(engine: Engine, rows: Sequence[Any]) -> None:
    """Note that the files of *rows* are written, but of those whose place has changed meanwhile."""
    same = [files.c[name] == bindparam(f"its_{name}") for name in ("url_id", "record_id", "folder", "name")]
    places = [{f"its_{name}": row._mapping[name] for name in ("url_id", "record_id", "folder", "name")} for row in rows]
    with engine.begin() as connection:
        connection.execute(update(files).where(*same).values(written=True), places)


def forget(engine: Engine, url_ids: Sequence[int]) -> None:
    """Note that the record files of these URLs are not as they should be, so that they are written anew."""
    with engine.begin() as connection:
        connection.execute(update(files).where(files.c.url_id.in_(among(url_ids))).values(written=False))


def _remove_stale(engine: Engine, root: Path) -> None:
    """Remove the files of superseded versions, half-written ones too, unless the same name came back into use."""
    with reading(engine) as connection:
        if not (stale := connection.execute(select(stale_files)).all()):
            return
        of_folders = select(files.c.folder, files.c.name).where(files.c.folder.in_({row.folder for row in stale}))
        in_use = {(row.folder, row.name) for row in connection.execute(of_folders)}
    for row in stale:
        if (row.folder, row.name) not in in_use:
            path = root / row.folder / row.name
            for left in (path, part_of(path)):
                left.unlink(missing_ok=True)
    with engine.begin() as connection:
        connection.execute(delete(stale_files).where(stale_files.c.id.in_([row.id for row in stale])))
