"""When each site is due: its stated schedule, adapted to its history, and the slot that counts now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kznews.schedule.adaptive import Adapted, Asked, adapted
from kznews.schedule.rhythm import last_slots, latest, read_schedule
from storage.site_states import newest_finds
from storage.slots import newest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from spiders.site import Site

MOST_RUNS = 700  # of a site: two weeks of half-hours
MOST_MISSED = 2_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A site's rhythm as it is now. `slot` is the one that counts, `missed` those since the last known one."""

    adapted: Adapted
    slot: dt.datetime | None
    next: dt.datetime
    missed: tuple[dt.datetime, ...]


def plan(site: Site, engine: Engine | None, now: dt.datetime, *, adaptive: bool = True) -> Plan:
    """Return when *site* is due; without an *engine* nothing is known of its past."""
    stated = read_schedule(site.schedule, site.timezone)
    rhythm = Adapted(stated, "as stated: the adaptive rhythm is off")
    if adaptive:
        rhythm = adapted(stated, history(engine, site.name) if engine else (), now)
    slot = latest(rhythm.rhythm, now)
    missed: tuple[dt.datetime, ...] = ()
    if engine and slot and (known := newest(engine, site.name, until=slot)):
        missed = tuple(last_slots(rhythm.rhythm, known[0].moment, slot, MOST_MISSED))
    return Plan(rhythm, slot, rhythm.rhythm.after(now), missed)


def history(engine: Engine, site: str) -> list[Asked]:
    """Return what the crawls of *site* that came through found, oldest first."""
    return [Asked(at, new) for at, new in newest_finds(engine, site, MOST_RUNS)]
