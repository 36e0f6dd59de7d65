"""What ends a run before its end: which errors these are, and what is said of them."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError

from storage.catalog import LeaseLost

LOSSES = (OSError, DBAPIError, LeaseLost)  # the store can be written no more, or is no longer this run's
FULL = ("no space left on the disk", "make room")


class Stalled(Exception):
    """Nothing that was asked for has come to its end for very long: the run would wait for ever, and hold its site."""


def in_words(error: BaseException) -> str:
    """Return what ended a run, and what to do."""
    what, first = happened(error)
    return f"{what}; what was stored is kept: {f'{first}, then ' if first else ''}run the same command again"


def happened(error: BaseException) -> tuple[str, str]:
    """Return in one line what *error* says, and what is to be done before the same is tried again; that may be nothing."""
    text = str(getattr(error, "orig", error)).partition("\n")[0]
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return FULL
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return f"{error.filename}: {error.strerror}", "give this user the right to it"
    if isinstance(error, DBAPIError):
        if "disk is full" in text:
            return FULL
        if "disk I/O error" in text:  # SQLite's word for some of a full disk, too
            return "the disk is full or fails", "make room"
        if "locked" in text:
            return "another program holds the catalog", "wait for its end"
    return text if isinstance(error, LeaseLost) else f"{type(error).__name__}: {text}", ""
