"""One run of one site: its lease, its archive file, and the group commit that makes outcomes durable."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError

from spiders.coverage import Coverage
from spiders.ending import Account, Documents
from spiders.expectation import WEEK, WEEKS, Crawl
from spiders.furniture import is_due, settle
from spiders.losses import LOSSES, Stalled, in_words
from spiders.revisit import rhythm_of
from spiders.site import Site
from spiders.visit import Exchange
from storage import furniture, views
from storage.archive import Archive, Place
from storage.catalog import Catalog
from storage.clock import now
from storage.entities import RETRIED, Acknowledged, Fetch, Found, Leased, Outcome, Run, State
from storage.holders import this_process
from storage.site_states import ended_since

T = TypeVar("T")
LEASE_SECONDS = 60
STALLED = 6 * 3600.0  # seconds without the end of any request: no host is waited for so long
BATCH = 64  # outcomes a transaction: one fsync of each kind for all of them
NAMED = 2_000  # addresses of a discovery document a transaction: a long sitemap would take much memory
GATHER = 0.25  # seconds that an outcome waits for such as come with it: a transaction costs as much as reading a page


class SiteRun:
    """The open run of a site. Every call to the catalog goes through one thread, so the event loop never waits for a disk."""

    def __init__(self, site: Site, store: Path, database: str | None, trigger: str, kind: str = "crawl") -> None:
        self.site = site
        self.rhythm = rhythm_of(site) if kind == "crawl" else None
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.total_faults = 0
        self.failed_again = 0
        self.documents = Documents()
        self.coverage = Coverage()
        self.cause = ""
        self.found = 0
        self.catalog = Catalog.open(store, database)
        try:
            self.catalog.write_records()  # first: a run whose files cannot be written has not begun
            self.run: Run = self.catalog.begin_run(site.name, kind, trigger, now(), this_process(), LEASE_SECONDS)
        except BaseException:
            self.catalog.close()
            raise
        self.furniture = furniture.taken_out(self.catalog.engine, site.name)
        self.archive = Archive.open(store, self.run.id, site.name, now())
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"store-{site.name}")
        self._archiving = ThreadPoolExecutor(1, thread_name_prefix=f"archive-{site.name}")  # digests and packs meanwhile
        self._queue: list[tuple[Outcome, asyncio.Future[Acknowledged]]] = []
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.in_flight = 0
        self.progress = asyncio.Event()
        self._moved = time.monotonic()
        self.lost: BaseException | None = None
        self.began = time.monotonic()
        self.seconds = 0.0
        self.ended: tuple[int, str] = (1, "the run did not end")
        self.over = asyncio.Event()  # set when it ended, or could not even do that

    def start(self, on_loss: Callable[[], None]) -> None:
        """Start the committer and the heartbeat; *on_loss* is called once if the lease or the store is lost."""
        self._on_loss = on_loss
        self._tasks = [asyncio.ensure_future(self._commit_batches()), asyncio.ensure_future(self._beat())]

    async def do(self, call: Callable[..., T], *args: object) -> T:
        """Return `call(*args)`, run in the run's storage thread. A store that fails ends the run."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)
        except LOSSES as error:
            self.lose(error)
            raise

    async def discovered(self, found: Sequence[Found]) -> int:
        """Keep what discovery *found*; return how many addresses are to be fetched because of it."""
        wanted = 0
        for start in range(0, len(found), NAMED):
            result = await self.do(self.catalog.discover, self.run, found[start : start + NAMED], now())
            self.counts["new"] += result.new
            wanted += result.new + result.reopened
        self.found += len(found)
        return wanted

    async def lease(self, limit: int = BATCH) -> list[Leased]:
        """Return up to *limit* URLs that this run is to fetch next."""
        return await self.do(self.catalog.lease, self.run, limit, now())

    async def lease_due(self, limit: int) -> list[Leased]:
        """Return up to *limit* URLs of stored articles that are to be asked for again."""
        return await self.do(self.catalog.lease_due, self.run, limit, now())

    async def archived(self, exchange: Exchange) -> Fetch:
        """Write *exchange* into the archive; return the fetch with its place there."""
        loop = asyncio.get_running_loop()
        try:
            place = await loop.run_in_executor(self._archiving, self._write, exchange)
        except OSError as error:
            self.lose(error)
            raise
        return Fetch(
            at=exchange.at,
            url=exchange.url,
            status=exchange.status,
            seconds=exchange.seconds,
            archive_file=place.file,
            offset=place.offset,
            etag=exchange.header("etag") or None,
            last_modified=exchange.header("last-modified") or None,
        )

    def _write(self, exchange: Exchange) -> Place:
        return self.archive.write(
            url=exchange.url,
            at=exchange.at,
            request_headers=exchange.request_headers,
            status=exchange.status,
            response_headers=exchange.response_headers,
            body=exchange.body,
        )

    async def store(self, outcome: Outcome, leased: Leased) -> Acknowledged:
        """Return what became of *outcome*, of *leased*, once archive, catalog and record file are durable."""
        future: asyncio.Future[Acknowledged] = asyncio.get_running_loop().create_future()
        self._queue.append((outcome, future))
        self._wake.set()
        acknowledged = await future
        if leased.is_revisit:
            self._count_revisit(acknowledged.state)
        else:
            self.counts[acknowledged.state] += 1
            self.coverage.add(outcome, acknowledged.state)
        if acknowledged.state in RETRIED and not leased.is_revisit:
            self.failed_again += leased.attempt > 1
        if acknowledged.state is State.FAILED:
            self.fault(f"{leased.url}: {outcome.reason}")
        return acknowledged

    def _count_revisit(self, state: State) -> None:
        """Count a revisit. One that got no answer is no failure of the run: the article is there, and is asked for again."""
        self.counts["revisited"] += 1
        self.counts["changed"] += state in (State.STORED, State.UNDATED)
        self.counts["unanswered" if state in (State.FAILED, State.PENDING) else state] += 1

    def opened(self) -> None:
        """Note that a request is under way."""
        self.in_flight += 1
        self._moved = time.monotonic()

    def closed(self) -> None:
        """Note that a request and all that follows from it are done."""
        self.in_flight -= 1
        self._moved = time.monotonic()
        self.progress.set()

    def fault(self, text: str) -> None:
        """Keep one line on something that went wrong and did not end the run; the first 50 are kept, all are counted."""
        self.total_faults += 1
        if len(self.faults) < 50:
            self.faults.append(text)

    async def learn_furniture(self) -> None:
        """Learn the site's furniture when it has grown by a quarter, and take it from the records."""
        await self.do(self._learn_furniture)

    def _learn_furniture(self) -> None:
        after = views.article_count(self.catalog.engine, self.site.name)
        if is_due(after - self.counts[State.STORED], after):
            self.counts["cleaned"] += settle(self.catalog, self.run, now())

    async def finish(self, exit_code: int, note: str = "") -> None:
        """End the run: everything durable, the lease released, the archive closed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._archiving.shutdown()
        self.ended = await self.do(self._close, exit_code, note)
        self._thread.shutdown()
        self.seconds = time.monotonic() - self.began

    def account(self, stopped: bool) -> Account:
        """Return the run in numbers, with what its site's earlier runs say of its rhythm."""
        news, silent = views.rhythm(self.catalog.engine, self.site.name)
        fresh, totals = bool(self.counts["new"]), self.catalog.totals(self.site.name)
        return Account(
            counts=self.counts,
            failed_again=self.failed_again,
            known=sum(totals.values()),
            forbidden=totals.get(State.ROBOTS, 0),
            documents=self.documents,
            stopped=stopped,
            news=[*news, now()] if fresh else news,
            silent=0 if fresh else silent + 1,
            crawls=[] if fresh else self._crawls(),
            articles=self.coverage.articles,
            without=self.coverage.without,
        )

    def _crawls(self) -> list[Crawl]:
        present = now()
        known = ended_since(self.catalog.engine, self.site.name, present - (WEEKS + 1) * WEEK)
        return [*(Crawl(at, new) for at, new in known), Crawl(present, 0)]

    def _close(self, exit_code: int, note: str) -> tuple[int, str]:
        """End the archive, then the run; return its exit code and note, which a full disk may still change."""
        try:
            self.archive.close()
        except OSError as error:
            exit_code, note = 1, in_words(error)
        try:
            self.catalog.end_run(self.run, now(), exit_code, dict(self.counts), note, self.faults, self._told())
        except DBAPIError as error:  # the lease is left to expire
            exit_code, note = 1, in_words(error)
        finally:
            self.catalog.close()
        return exit_code, note

    def _told(self) -> dict[str, Any]:
        """Return what the run measured beside its counts, for those who compare runs."""
        return {"cause": str(self.cause), "documents": asdict(self.documents), **self.coverage.as_numbers()}

    async def _commit_batches(self) -> None:
        while True:
            await self._gather()
            batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
            await self._commit(batch)

    async def _gather(self) -> None:
        """Wait until a batch is full, nothing more is under way, or the first outcome has waited long enough."""
        while not self._queue:
            await self._woken()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER):
                while len(self._queue) < min(BATCH, self.in_flight):
                    await self._woken()

    async def _woken(self) -> None:
        self._wake.clear()
        await self._wake.wait()

    async def _commit(self, batch: list[tuple[Outcome, asyncio.Future[Acknowledged]]]) -> None:
        try:
            done = await self.do(self._durable, [outcome for outcome, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            for _, future in batch:
                future.set_exception(error)
            self.lose(error)
            return
        for (_, future), acknowledged in zip(batch, done, strict=True):
            future.set_result(acknowledged)

    def _durable(self, outcomes: list[Outcome]) -> list[Acknowledged]:
        """Archive, then catalog, then record files: the order that survives a kill at any instant."""
        self.archive.flush()
        done = self.catalog.acknowledge(self.run, outcomes, now(), self.rhythm)
        self.catalog.write_records()
        return done

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            try:
                await self.do(self.catalog.heartbeat, self.run, now())
                if self.in_flight and time.monotonic() - self._moved > STALLED:
                    raise Stalled(f"{self.in_flight} requests did not end within {STALLED / 3600:g} hours")
            except Exception as error:  # noqa: BLE001 - a run that cannot renew its lease, or hangs, must stop, whatever the cause
                self.lose(error)
                return

    def lose(self, error: BaseException) -> None:
        """End the run because of *error*, the first of which is its reason: what is not stored yet comes next time."""
        if self.lost is None:
            self.lost = error
            self._on_loss()
