"""Worker processes that read pages, so that a slow or deadly page costs itself and nothing else."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.as_json import Json, article_as_json, drop_as_json
from pipeline.drop import Drop, ReadingFailed, TimedOut
from pipeline.page import Page

if TYPE_CHECKING:
    from pipeline.article import Article
    from storage.record import Record

T = TypeVar("T")
PAGE_SECONDS = 30.0
MOST_WORKERS = 4  # by default: each takes some 70 MB
MOST_WORDS = 300  # of an error, which may quote the page


def read_article(page: Page) -> Article | Drop:
    """Return the article of *page*, or the `Drop` that says why there is none (returned, not raised: it crosses processes)."""
    return _made(_article, page)


def read_json(page: Page) -> Json:
    """Return what `kznews extract` says of *page*."""
    made = read_article(page)
    return drop_as_json(made) if isinstance(made, Drop) else article_as_json(made)


def read_record(page: Page) -> Record | Drop:
    """Return the record of *page*, or the `Drop` that says why there is none."""
    return _made(_record, page)


def _article(page: Page) -> Article:
    from pipeline.article import to_article  # takes longer to load than the rest; only the worker processes need it

    return to_article(page)


def _record(page: Page) -> Record:
    from pipeline.record import to_record

    return to_record(_article(page), page.timezone)


def rarely_collect_garbage() -> None:
    """Let Python look for garbage in cycles after 5,000 objects, not 700: it costs a sixth of the time of a page."""
    gc.freeze()  # what is imported is none
    gc.set_threshold(5_000)


def _made(make: Callable[[Page], T], page: Page) -> T | Drop:
    try:
        return make(page)
    except Drop as drop:
        return drop
    except Exception as error:  # noqa: BLE001 - whatever a page brings about costs that page, not the run
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error}"[:MOST_WORDS]
        return ReadingFailed(f"{said} ({Path(where.filename).name}:{where.lineno})")


class NoWorkers(Exception):
    """The processes that read pages die before they read any."""


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """A page that was given to a pool's processes; take what they make of it with `Workers.outcome`."""

    read: Callable[[Page], T]
    page: Page
    pool: ProcessPool
    future: ProcessFuture[T]

    @property
    def is_open(self) -> bool:
        """Say whether an answer may still come: a pool that broke answers nobody."""
        return not self.future.done() and self.pool.active

    @property
    def is_lost(self) -> bool:
        """Say whether the pool broke before it answered, for which the page is not to blame."""
        return not self.future.done() or isinstance(self.future.exception(), BrokenProcessPool)


class Workers:
    """A pool of processes that read pages, each page with its own time limit. They start with the first page or `prepare`.

    When a process dies while it reads nothing, as where memory is short, the pool is replaced and the page read again.
    """

    def __init__(
        self, count: int, page_seconds: float = PAGE_SECONDS, initializer: Callable[[], None] = rarely_collect_garbage
    ) -> None:
        self.count = count
        self.page_seconds = page_seconds
        self._initializer = initializer
        self._pool: ProcessPool | None = None

    def prepare(self) -> None:
        """Let the processes load what they need while this one goes on: pages will come."""
        self._running_pool()

    def submit(self, read: Callable[[Page], T], page: Page) -> Asked[T]:
        """Give *page* to the processes, to be read by *read* (`read_article`, `read_json` or `read_record`)."""
        pool = self._running_pool()
        return Asked(read, page, pool, pool.schedule(read, args=(page,), timeout=self.page_seconds))

    async def read(self, read: Callable[[Page], T], page: Page) -> T | Drop:
        """Return what *read* makes of *page*, without blocking the event loop; raise `NoWorkers`."""
        for _ in range(MOST_POOLS):
            asked = self.submit(read, page)
            waiting = asyncio.wrap_future(asked.future)
            while asked.is_open:
                await asyncio.wait([waiting], timeout=LOOK_SECONDS)
            if not asked.is_lost:
                return self._result(asked)
            waiting.cancel()
        raise NoWorkers(DYING)

    def outcome(self, asked: Asked[T]) -> T | Drop:
        """Wait for what the processes make of a page, and return it; raise `NoWorkers`."""
        for _ in range(MOST_POOLS):
            while asked.is_open:
                wait([asked.future], timeout=LOOK_SECONDS)
            if not asked.is_lost:
                return self._result(asked)
            asked = self.submit(asked.read, asked.page)
        raise NoWorkers(DYING)

    def _result(self, asked: Asked[T]) -> T | Drop:
        """Return what a page came to; one that hung or killed its process gives `TimedOut`."""
        try:
            return asked.future.result()
        except FutureTimeoutError:
            return TimedOut(f"not read within {self.page_seconds:g} s")
        except (ProcessExpired, MemoryError) as error:
            return TimedOut(f"the worker died: {error}")

    def _running_pool(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            if self._pool:
                self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool = self._new_pool()
        return self._pool

    def _new_pool(self) -> ProcessPool:
        # fork is unsafe next to threads, spawn imports everything anew
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["spiders.workers", "pipeline.article", "pipeline.record"])
        forkserver.ensure_running()  # it loads them while this process goes on: the first page need not wait for it
        return ProcessPool(
            max_workers=self.count, max_tasks=PAGES_PER_WORKER, context=context, initializer=self._initializer
        )

    def close(self) -> None:
        """Stop the processes; pages still in work are given up."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


MOST_POOLS = 3  # that may break over one page
LOOK_SECONDS = 1.0  # between looks at whether a pool still works: a broken one may leave a page without an answer
DYING = "the processes that read pages die before they read any: is there enough memory?"
PAGES_PER_WORKER = 5000  # a worker is replaced then: lxml and the C allocator give little memory back


@cache
def shared(count: int, page_seconds: float = PAGE_SECONDS) -> Workers:
    """Return this process's one pool of *count* workers; end it with `close_shared`."""
    pool = Workers(count, page_seconds)
    _open.append(pool)
    return pool


def close_shared() -> None:
    """Stop every shared pool."""
    shared.cache_clear()
    while _open:
        _open.pop().close()


_open: list[Workers] = []


def default_count() -> int:
    """Return how many workers suit this machine: one a core, as the main process mostly waits; four at most, for memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return max(1, min(MOST_WORKERS, cores))
