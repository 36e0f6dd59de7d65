"""Cuts off what a kill or a full disk left half-written at the end of an archive file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from storage.durable import sync_folder
from storage.members import Damaged, member


def mend_run(store: Path, site: str, run_id: int, ends: dict[str, int]) -> None:
    """Mend the archive files of a dead run; *ends* says where the last acknowledged response of each begins."""
    for path in sorted((store / "archive" / site).glob(f"*/*-run{run_id}-*.warc.gz")):
        mend(path, ends.get(path.relative_to(store).as_posix(), 0))


def mend(path: Path, sound: int) -> None:
    """Leave only whole gzip members (RFC 1952) in *path*, of which those before *sound* are known to be; remove an empty file.

    Nothing acknowledged is lost: the catalog names a response only after its member was made durable.
    """
    size, end = path.stat().st_size, _whole_until(path, sound)
    if end == 0:
        path.unlink()
        sync_folder(path.parent)
    elif end < size:
        with path.open("r+b") as file:
            file.truncate(end)
            os.fsync(file.fileno())


def _whole_until(path: Path, start: int) -> int:
    """Return where the last whole member at or after *start* ends."""
    end, size = start, path.stat().st_size
    with path.open("rb") as file, suppress(Damaged):
        while end < size:
            end += member(file, end).length
    return end
