"""When the scheduler looks at a site, as APScheduler asks it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from apscheduler.triggers.base import BaseTrigger

from kznews.schedule.rhythm import jitter

if TYPE_CHECKING:
    from kznews.schedule.rhythm import Cron, Every


class SlotTrigger(BaseTrigger):  # type: ignore[misc] # the library is untyped
    """Fires at once, then at a site's slots, each with its jitter.

    It asks no catalog, which may be out of reach: what it raised would end the scheduler's clock. The `rhythm` is the one
    that was known last.
    """

    def __init__(self, name: str, rhythm: Every | Cron, most: int) -> None:
        self.name, self.rhythm, self.most = name, rhythm, most

    def __repr__(self) -> str:
        return "its schedule"

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        """Return when the site is to be looked at next."""
        if previous_fire_time is None:
            return now
        return self.jittered(self.rhythm.after(now))

    def jittered(self, slot: dt.datetime) -> dt.datetime:
        """Return when the crawl of *slot* is started."""
        return slot + jitter(self.name, slot, self.most)
