"""The built-in scheduler: APScheduler decides when, a process of its own does each crawl, the catalog who runs it.

Jobs are kept in memory: the slots in the catalog are the state, so a scheduler that is started again, or a second one,
finds there what is done (a job store that two schedulers share would run each job twice).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from kznews.schedule.children import Children
from kznews.schedule.metrics import serve
from kznews.schedule.plan import Plan, plan
from kznews.schedule.rhythm import jitter
from kznews.times import now
from storage.catalog import Catalog
from storage.holders import this_process
from storage.slots import OVER, NotClaimed, claim, newest, release

if TYPE_CHECKING:
    from kznews.config import Config
    from spiders.site import Site


class SlotTrigger(BaseTrigger):  # type: ignore[misc] # the library is untyped
    """Fires at a site's slots, each with its jitter; first at once when the slot that counts is not over."""

    def __init__(self, site: Site, config: Config, catalog: Catalog) -> None:
        self._site, self._config, self._catalog = site, config, catalog

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        """Return when the site's crawl is to be started next."""
        due = plan(self._site, self._catalog.engine, now, adaptive=self._config.schedule.adaptive)
        if previous_fire_time is None and self._waits(due):
            return now
        return due.next + jitter(self._site.name, due.next, self._config.schedule.jitter)

    def _waits(self, due: Plan) -> bool:
        known = newest(self._catalog.engine, self._site.name)
        return due.slot is not None and not (known and known[0].moment >= due.slot and known[0].state in OVER)


class Scheduler:
    """Starts every site's crawl at its slots until it is told to stop."""

    def __init__(self, config: Config, sites: Sequence[Site], command: Sequence[str]) -> None:
        self._config, self._sites = config, sites
        self._catalog = Catalog.open(config.store, config.database)
        self._children = Children(command, config.schedule.at_once)
        self._over = asyncio.Event()

    async def run(self, address: tuple[str, int] | None) -> None:
        """Run until SIGTERM or SIGINT; then end the crawls under way. Metrics are served on *address*."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._over.set)
        clock = AsyncIOScheduler(timezone=dt.UTC)
        for site in self._sites:
            clock.add_job(self._start, SlotTrigger(site, self._config, self._catalog), args=[site], **JOB)
        server = await serve(address, self._catalog.engine) if address else None
        clock.start()
        await self._over.wait()
        clock.pause()
        await self._children.stop()
        clock.shutdown(wait=False)  # which would cancel the crawls
        if server:
            server.close()
        self._catalog.close()

    async def _start(self, site: Site) -> None:
        if self._children.has(site.name):
            await asyncio.to_thread(self._overlap, site)
        else:
            await self._children.run(site.name)

    def _overlap(self, site: Site) -> None:
        """Have the slot marked as overlapped: the crawl of the one before holds the site still."""
        due = plan(site, self._catalog.engine, now(), adaptive=self._config.schedule.adaptive)
        if due.slot is None:
            return
        try:
            mine = claim(self._catalog.engine, site.name, due.slot, now(), this_process())
        except NotClaimed:
            return
        release(self._catalog.engine, mine, now(), overlapped=True)


JOB: dict[str, Any] = {"max_instances": 2, "coalesce": True, "misfire_grace_time": None}
