"""The built-in scheduler: APScheduler decides when, a process of its own does each crawl, the catalog who runs it.

Jobs are kept in memory: the slots in the catalog are the state, so a scheduler that is started again, or a second one,
finds there what is done (a job store that two schedulers share would run each job twice).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from kznews.output import say
from kznews.schedule.children import PATIENCE, Children
from kznews.schedule.metrics import serve
from kznews.schedule.plan import Plan, plan
from kznews.schedule.rhythm import jitter
from kznews.times import now
from storage.catalog import Catalog
from storage.holders import this_process
from storage.slots import NotClaimed, SlotState, claim, refusal, release

if TYPE_CHECKING:
    from kznews.config import Config
    from spiders.site import Site


T = TypeVar("T")
AGAIN = 15.0  # seconds until a slot is looked at again that another runs, or whose runner was killed
MOST_DOUBLINGS = 5  # of that time, while its runners die


class SlotTrigger(BaseTrigger):  # type: ignore[misc] # the library is untyped
    """Fires at a site's slots, each with its jitter; first at once when the slot that counts is not over."""

    def __init__(self, site: Site, config: Config, catalog: Catalog) -> None:
        self._site, self._config, self._catalog = site, config, catalog

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        """Return when the site's crawl is to be started next."""
        due = plan(self._site, self._catalog.engine, now, adaptive=self._config.schedule.adaptive)
        if previous_fire_time is None and self._waits(due, now):
            return now
        return due.next + jitter(self._site.name, due.next, self._config.schedule.jitter)

    def _waits(self, due: Plan, now: dt.datetime) -> bool:
        if due.slot is None:
            return False
        known = refusal(self._catalog.engine, self._site.name, due.slot, now)
        return known is None or known.state is not SlotState.DONE


class Scheduler:
    """Starts every site's crawl at its slots until it is told to stop."""

    def __init__(self, config: Config, sites: Sequence[Site], command: Sequence[str], again: float = AGAIN) -> None:
        self._config, self._sites, self._again = config, sites, again
        self._catalog = Catalog.open(config.store, config.database)
        self._children = Children(command, config.schedule.at_once)
        self._over = asyncio.Event()
        self._jobs: dict[str, Job] = {}
        self._begun: dict[str, Begun] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = ThreadPoolExecutor(1, "catalog")  # one, since each has a connection and its cache

    async def run(self, address: tuple[str, int] | None) -> None:
        """Run until SIGTERM or SIGINT; then end the crawls under way. Metrics are served on *address*."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._over.set)
        clock = AsyncIOScheduler(timezone=dt.UTC)
        for site in self._sites:
            trigger = SlotTrigger(site, self._config, self._catalog)
            self._jobs[site.name] = clock.add_job(self._start, trigger, args=[site], **JOB)
        server = await self._serve(address) if address else None
        clock.start()
        await self._over.wait()
        clock.pause()
        await self._children.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        clock.shutdown(wait=False)  # which would cancel what waits for the crawls
        if server:
            server.close()
        self._thread.shutdown()
        self._catalog.close()

    async def _do(self, call: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)

    async def _serve(self, address: tuple[str, int]) -> asyncio.Server | None:
        try:
            return await serve(address, self._catalog.engine)
        except OSError as error:
            host, port = address
            fault = "another process uses this port" if error.errno == errno.EADDRINUSE else error.strerror or error
            say(f"warning: no metrics on {host}:{port}: {fault}; crawls go on (--metrics HOST:PORT names another)")
            return None

    async def _start(self, site: Site) -> None:
        task = asyncio.ensure_future(self._have_run(site))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await task

    async def _have_run(self, site: Site) -> None:
        """Have the slot that counts now run, and look again later when it was not brought to its end."""
        due, known = await self._do(self._look, site)
        if due is None:
            return
        if known and known.state is SlotState.OVERLAPPED:
            await self._do(self._overlap, site, due)
        elif known is None and not self._children.has(site.name):
            self._begun[site.name] = _next(self._begun.get(site.name), due)
            await self._children.run(site.name)
        if not self._children.has(site.name):
            await self._look_again(site, due)

    async def _look_again(self, site: Site, due: dt.datetime) -> None:
        """Have the site looked at again soon while the slot of *due* is open: its runner may have been killed."""
        if self._over.is_set():
            return
        _, known = await self._do(self._look, site)
        if known and known.state is not SlotState.RUNNING:
            return
        begun = self._begun.get(site.name)
        tries = begun.tries if begun and begun.slot == due and not known else 0
        soon = now() + dt.timedelta(seconds=self._again * 2 ** min(tries, MOST_DOUBLINGS))
        job = self._jobs[site.name]
        if job.next_run_time and soon < job.next_run_time:
            job.modify(next_run_time=soon)

    def _look(self, site: Site) -> tuple[dt.datetime | None, NotClaimed | None]:
        """Return the slot that counts now, and why it is not to be run if so."""
        moment = now()
        due = plan(site, self._catalog.engine, moment, adaptive=self._config.schedule.adaptive).slot
        return due, refusal(self._catalog.engine, site.name, due, moment) if due else None

    def _overlap(self, site: Site, due: dt.datetime) -> None:
        """Have the slot marked as overlapped: the crawl of one before it holds the site still."""
        try:
            mine = claim(self._catalog.engine, site.name, due, now(), this_process())
        except NotClaimed:  # which marks it
            return
        release(self._catalog.engine, mine, now())  # the other ended just now


@dataclass(frozen=True, slots=True)
class Begun:
    """For which slot of a site a crawl was begun last, and how often."""

    slot: dt.datetime
    tries: int


def _next(before: Begun | None, slot: dt.datetime) -> Begun:
    return Begun(slot, before.tries + 1 if before and before.slot == slot else 0)


JOB: dict[str, Any] = {"max_instances": 2, "coalesce": True, "misfire_grace_time": None}
