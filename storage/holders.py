"""Who holds a lease, and whether that process is certainly dead: then nobody need wait until its lease expires."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path

PROC = Path("/proc")
AHEAD = dt.timedelta(minutes=10)  # by which clocks may differ: what is said to come later was written by a wrong one


def this_process() -> str:
    """Return the name of this process as a holder: host, number, and on Linux its start and the space of its number."""
    return ":".join((socket.gethostname(), str(os.getpid()), _started(os.getpid()), _space()))


def brief(holder: str) -> str:
    """Return *holder* as a person needs it: host and process number."""
    return ":".join(holder.split(":")[:2])


def is_held(holder: str, since: dt.datetime, until: dt.datetime, now: dt.datetime) -> bool:
    """Say whether a lease of *holder* is good: not run out, not of a dead process, not of a clock that was far ahead."""
    return until > now and since <= now + AHEAD and not is_dead(holder)


def is_dead(holder: str) -> bool:
    """Say whether the process called *holder* certainly runs no more; of another machine's nothing is certain."""
    host, number, started, space = (*holder.split(":"), "", "", "")[:4]
    if host != socket.gethostname() or space != _space() or not number.isdigit():
        return False
    return not _runs(int(number)) or _started(int(number)) not in (started, "")


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is another user's
        return True
    return _fields(number)[:1] != ["Z"]  # a zombie holds nothing any more


def _started(number: int) -> str:
    """Return when the process started, in clock ticks since boot: a number that is given again has another start.

    Empty when the system does not tell, such as of another user's process (hidepid of proc(5)).
    """
    fields = _fields(number)
    return fields[19] if len(fields) > 19 else ""


def _fields(number: int) -> list[str]:
    """Return the fields of /proc/NUMBER/stat from the third, the state, on (proc_pid_stat(5)); none elsewhere."""
    try:
        return (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _space() -> str:
    """Return the process-number namespace of this process; two containers may have the same host name."""
    try:
        return str((PROC / "self" / "ns" / "pid").stat().st_ino)
    except OSError:
        return ""
