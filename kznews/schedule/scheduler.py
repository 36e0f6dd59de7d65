"""The built-in scheduler: APScheduler decides when, a process of its own does each crawl, the catalog who runs it.

Jobs are kept in memory: the slots in the catalog are the state, so a scheduler that is started again, or a second one,
finds there what is done (a job store that two schedulers share would run each job twice).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError

from kznews.config_file import BadConfig
from kznews.output import say
from kznews.schedule.children import PATIENCE, Children
from kznews.schedule.metrics import exposition, serve
from kznews.schedule.plan import Plan, plan
from kznews.schedule.rhythm import read_schedule
from kznews.schedule.trigger import SlotTrigger
from spiders.losses import happened
from storage.catalog import Catalog
from storage.clock import now
from storage.holders import this_process
from storage.slots import NotClaimed, SlotState, claim, refusal, release

if TYPE_CHECKING:
    from kznews.schedule.followed import Followed
    from spiders.site import Site


T = TypeVar("T")
AGAIN = 15.0  # seconds until a slot is looked at again that another runs, or whose runner was killed
MOST_DOUBLINGS = 5  # of that time, while its runners die
BEAT = 15  # seconds between looks at the configuration and the wall clock


class Scheduler:
    """Starts every site's crawl at its slots until it is told to stop."""

    def __init__(self, followed: Followed, command: Sequence[str], again: float = AGAIN) -> None:
        self._followed, self._again = followed, again
        self._catalog = Catalog.open(followed.config.store, followed.config.database)
        self._children = Children(command, followed.config.schedule.at_once)
        self._over = asyncio.Event()
        self._clock = AsyncIOScheduler(timezone=dt.UTC)
        self._sites: Mapping[str, Site] = {}
        self._jobs: dict[str, Job] = {}
        self._begun: dict[str, Begun] = {}
        self._faults: dict[str, str] = {}
        self._behind = False  # the configuration, which has changed
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = ThreadPoolExecutor(1, "catalog")  # one, since each has a connection and its cache

    async def run(self, address: tuple[str, int] | None) -> None:
        """Run until SIGTERM or SIGINT; then end the crawls under way. Metrics are served on *address*."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._over.set)
        self._take_up()
        self._clock.add_job(self._beat, "interval", seconds=BEAT, **JOB)
        server = await self._serve(address) if address else None
        self._clock.start()
        await self._over.wait()
        self._clock.pause()
        await self._children.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        self._clock.shutdown(wait=False)  # which would cancel what waits for the crawls
        if server:
            server.close()
        self._thread.shutdown()
        self._catalog.close()

    async def _do(self, call: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)

    async def _serve(self, address: tuple[str, int]) -> asyncio.Server | None:
        try:
            return await serve(address, lambda: exposition(self._catalog.engine, self._followed.config.sites_on()))
        except OSError as error:
            host, port = address
            fault = "another process uses this port" if error.errno == errno.EADDRINUSE else error.strerror or error
            say(f"warning: no metrics on {host}:{port}: {fault}; crawls go on (--metrics HOST:PORT names another)")
            return None

    async def _beat(self) -> None:
        """Follow a changed configuration.

        That this comes often also lets a clock that was set, or a machine that slept, be noticed: timers count neither.
        """
        try:
            self._behind |= self._followed.reread()
            if not self._behind:
                return
            await self._do(self._open_again)
        except (BadConfig, LookupError, OSError, DBAPIError) as error:
            self._tell("", f"the changed configuration cannot be followed: {error}")
            return
        self._behind = False
        self._faults.pop("", None)
        self._take_up()
        say(f"the configuration changed: {len(self._jobs)} sites on schedule")

    def _open_again(self) -> None:
        """Open the catalog that the configuration names, if that is another one now."""
        config = self._followed.config
        opened = Catalog.open(config.store, config.database)
        if opened.engine.url == self._catalog.engine.url:
            opened.close()
            return
        self._catalog, before = opened, self._catalog
        before.close()

    def _take_up(self) -> None:
        """Have a job for each site on schedule, which looks at it at once, and none for others."""
        self._sites, most = self._followed.sites, self._followed.config.schedule.jitter
        while self._jobs:
            self._jobs.popitem()[1].remove()
        for name, site in self._sites.items():
            trigger = SlotTrigger(name, read_schedule(site.schedule, site.timezone), most)
            self._jobs[name] = self._clock.add_job(self._start, trigger, args=[name], name=name, **JOB)

    async def _start(self, name: str) -> None:
        task = asyncio.ensure_future(self._have_run(name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await task

    async def _have_run(self, name: str) -> None:
        """Have the slot of a site that counts now run, if it is to be; then settle when the site is looked at next."""
        if (site := self._sites.get(name)) is None:  # it has just left the schedule
            return
        try:
            due, known = await self._do(self._look, site)
            if known and known.state is SlotState.OVERLAPPED:
                await self._do(self._overlap, name, due.slot)
            elif due.slot and known is None and not self._children.has(name):
                self._begun[name] = _next(self._begun.get(name), due.slot)
                await self._children.run(name)
            site = self._sites.get(name)  # which may be another now, or gone
            if site and not self._children.has(name) and not self._over.is_set():
                self._settle(name, *await self._do(self._look, site))
        except (DBAPIError, OSError) as error:
            self._tell(name, f"{name} waits: {happened(error)[0]}")
            self._look_at(name, now() + dt.timedelta(seconds=self._again))
        else:
            self._faults.pop(name, None)

    def _settle(self, name: str, due: Plan, known: NotClaimed | None) -> None:
        """Settle when the site is looked at next: soon while its slot is open, since the runner may have been killed."""
        if (job := self._jobs.get(name)) is None:
            return
        job.trigger.rhythm = due.adapted.rhythm
        following = job.trigger.jittered(due.next)
        if due.slot and (known is None or known.state is SlotState.RUNNING):
            begun = self._begun.get(name)
            tries = begun.tries if begun and begun.slot == due.slot and not known else 0
            following = min(following, now() + dt.timedelta(seconds=self._again * 2 ** min(tries, MOST_DOUBLINGS)))
        self._look_at(name, following)

    def _tell(self, name: str, fault: str) -> None:
        """Warn of what holds up a site, or all, once as long as it lasts."""
        if self._faults.get(name) != fault:
            self._faults[name] = fault
            say(f"warning: {fault}")

    def _look_at(self, name: str, moment: dt.datetime) -> None:
        if name in self._jobs and not self._over.is_set():
            self._jobs[name].modify(next_run_time=moment)

    def _look(self, site: Site) -> tuple[Plan, NotClaimed | None]:
        """Return when the site is due, and why the slot that counts now is not to be run if so."""
        moment, adaptive = now(), self._followed.config.schedule.adaptive
        due = plan(site, self._catalog.engine, moment, adaptive=adaptive)
        return due, refusal(self._catalog.engine, site.name, due.slot, moment) if due.slot else None

    def _overlap(self, name: str, slot: dt.datetime) -> None:
        """Have the slot marked as overlapped: the crawl of one before it holds the site still."""
        try:
            mine = claim(self._catalog.engine, name, slot, now(), this_process())
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
