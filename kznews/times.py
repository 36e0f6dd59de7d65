"""Times as a person reads them, and as lines of JSON state them."""

from __future__ import annotations

import datetime as dt


def stated(text: str) -> dt.datetime:
    """Return the moment of *text*, in ISO 8601 and, where it names no zone, in UTC; raise ValueError when it is none."""
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def ago(moment: dt.datetime, present: dt.datetime) -> str:
    """Return how long ago *moment* was, in the largest unit that fits, such as "5 min ago"."""
    seconds = max(int((present - moment).total_seconds()), 0)
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def interval(seconds: int) -> str:
    """Return a length of time in the largest unit that divides it, such as "30 min"."""
    for size, unit in ((86400, "day"), (3600, "h"), (60, "min")):
        if not seconds % size:
            count = seconds // size
            return f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''}"
    return f"{seconds} s"


def local(moment: dt.datetime) -> str:
    """Return *moment* in this machine's zone, to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")


def lasting(start: dt.datetime, end: dt.datetime | None) -> str:
    """Return how long it took, as h:mm:ss; a dash while it lasts."""
    return str(dt.timedelta(seconds=round((end - start).total_seconds()))) if end else "-"
