"""Makes files and folders survive a power cut."""

from __future__ import annotations

import ctypes
import os
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
