"""Makes files and folders survive a power cut."""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from functools import cache
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it, durably."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make durable which names *folder* holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def syncfs(handle: int) -> bool:
    """Make all of the file system that *handle* is on durable, and return True; False where the system call is missing."""
    call = _syncfs()
    if call is None:
        return False
    if call(handle) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return True


@cache
def _syncfs():  # type: ignore[no-untyped-def]
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


def replace_durably(path: Path, content: bytes) -> None:
    """Put *content* in the place of the file at *path*, or behind the link there; its mode stays.

    A reader sees the old or the new whole, and a power cut leaves one of them.
    """
    path = path.resolve()
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fchmod(handle.fileno(), stat.S_IMODE(path.stat().st_mode))
            os.fsync(handle.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
