"""The one clock of kznews: what asks it can be run as if it were another moment."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)
