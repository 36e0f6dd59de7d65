"""Crawls sites side by side in one process, each as a run of its own, and says how each ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from kznews.config import Config
from kznews.duplicates import bring_in_line
from kznews.exit_codes import ExitCode
from spiders.crawlers import spider_class
from spiders.guard import Guard
from spiders.news import NewsSpider
from spiders.run import SiteRun
from spiders.site import Site
from spiders.workers import close_shared
from storage.catalog import Catalog, SiteBusy
from storage.entities import State
from storage.projection import Policy
from storage.slots import SlotState

RECORDED = (State.STORED, State.UNDATED, State.DUPLICATE)
Watch = Callable[[Callable[[], list[SiteRun]]], Coroutine[Any, Any, None]]  # is given the runs under way, when it asks


@dataclass(frozen=True, slots=True)
class Result:
    """How the crawl of one site ended. `counts` holds end states, and "new" for addresses not known before."""

    site: str
    run: int | None
    exit_code: int
    note: str
    counts: Mapping[str, int] = field(default_factory=dict)
    found: int = 0
    seconds: float = 0.0
    faults: tuple[str, ...] = ()
    total_faults: int = 0


class Crawls(AsyncCrawlerProcess):
    """Crawls that SIGTERM or SIGINT asks to end; the event loop ends when their runs have.

    Scrapy's own takes a crawl that is about to end when it is asked to for one that has ended, and cuts it off.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._begun: list[tuple[Crawler, asyncio.Task[None]]] = []

    def begin(self, crawler: Crawler) -> asyncio.Task[None]:
        """Begin a crawl."""
        task = self.crawl(crawler)
        self._begun.append((crawler, task))
        return task

    async def join(self) -> None:
        """Wait for the end of each run."""
        await super().join()
        for crawler, task in self._begun:
            if task.exception() is None:
                await crawler.spider.site_run.over.wait()  # type: ignore[union-attr]

    def _graceful_stop_reactor(self) -> Deferred[None]:
        return deferred_from_coro(self.stop())  # and no more: the loop ends with `join`


def crawl(
    sites: Sequence[Site],
    settings: Mapping[str, Any],
    watch: Watch | None = None,
    spider_of: Callable[[Site], type[NewsSpider]] = spider_class,
) -> list[Result]:
    """Crawl *sites* until each has nothing left to fetch; return their results in the same order.

    *settings* are Scrapy settings on top of the project's; *watch* is run beside the crawls until they end.
    """
    process = Crawls(_settings(settings))
    crawlers = [process.create_crawler(spider_of(site)) for site in sites]
    tasks = [process.begin(crawler) for crawler in crawlers]
    watcher = asyncio.get_event_loop().create_task(watch(lambda: _open_runs(crawlers))) if watch else None
    try:
        process.start()
    finally:
        if watcher:
            watcher.cancel()
        close_shared()
    results = [_result(*one) for one in zip(sites, crawlers, tasks, strict=True)]
    if whole := [result for result in results if _is_whole(result)]:
        _bring_in_line(settings, is_new=any(result.counts.get(state) for result in whole for state in RECORDED))
    return results


def _is_whole(result: Result) -> bool:
    return result.run is not None and result.exit_code not in (ExitCode.INTERRUPTED, ExitCode.UNEXPECTED)


def _bring_in_line(settings: Mapping[str, Any], *, is_new: bool) -> None:
    """Link the copies among the new records; what is not linked now is linked after the next crawl."""
    catalog = Catalog.open(Path(settings["KZNEWS_STORE"]), settings["KZNEWS_DATABASE"])
    try:
        bring_in_line(catalog, Policy(settings.get("KZNEWS_DUPLICATES", Policy.FIRST)), is_new=is_new)
    finally:
        catalog.close()


def run_slots(
    config: Config,
    sites: Sequence[Site],
    settings: Mapping[str, Any],
    watch: Watch | None = None,
    *,
    only_due: bool = True,
    begin: Callable[[Sequence[Site]], None] = lambda _: None,
) -> list[Result]:
    """Crawl those of *sites* whose slot is due and that nobody else runs; return the results of all of them.

    Without *only_due* those whose slot already ran are crawled, too: somebody asks for it. *begin* is told which are
    crawled, before they are.
    """
    from kznews.schedule.claims import claims

    with claims(config, sites) as taken:
        over = {one.site for one in taken.refused if one.state is SlotState.DONE}
        results = [
            Result(one.site, None, ExitCode.DONE if one.site in over else ExitCode.SITE_BUSY, one.why)
            for one in taken.refused
            if only_due or one.site not in over
        ]
        wanted = set(taken.held) if only_due else {site.name for site in sites} - {one.site for one in results}
        if due := [site for site in sites if site.name in wanted]:
            begin(due)
            ended = crawl(due, settings, watch)
            taken.end(ended)
            results += ended
    return results


def scrapy_settings(
    config: Config, *, allow: Sequence[str] = (), trigger: str = "person", limit: int | None = None
) -> dict[str, Any]:
    """Return the Scrapy settings that *config* and the options of a crawl mean; raise `BadAllowance`."""
    Guard.of(allow)  # raises `BadAllowance` before anything begins
    contact = f" (+{config.contact})" if config.contact else ""
    return {
        "USER_AGENT": f"kznews/{version('kznews')}{contact}",
        "KZNEWS_STORE": str(config.store),
        "KZNEWS_DATABASE": config.database,
        "KZNEWS_ALLOW": [*config.allow, *allow],
        "KZNEWS_TRIGGER": trigger,
        "KZNEWS_LIMIT": limit or 0,
        "KZNEWS_DUPLICATES": config.duplicates,
        "KZNEWS_WORKERS": config.limits.workers or 0,
        "KZNEWS_PAGE_SECONDS": config.limits.page_seconds,
        "KZNEWS_LONGEST_CRAWL_DELAY": config.limits.crawl_delay,
        "KZNEWS_LONGEST_RETRY_AFTER": config.limits.retry_after,
        "DOWNLOAD_MAXSIZE": config.limits.body_mib << 20,
        "DOWNLOAD_TIMEOUT": config.limits.response_seconds,
        "REDIRECT_MAX_TIMES": config.limits.redirects,
    }


def _settings(overrides: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    return settings


def _open_runs(crawlers: Sequence[Crawler]) -> list[SiteRun]:
    return [crawler.spider.site_run for crawler in crawlers if crawler.spider is not None]  # type: ignore[attr-defined]


def _result(site: Site, crawler: Crawler, task: asyncio.Task[None]) -> Result:
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, SiteBusy):
        return Result(site.name, None, ExitCode.SITE_BUSY, str(error))
    if error is not None:
        raise error
    run: SiteRun = crawler.spider.site_run  # type: ignore[union-attr]
    code, note = run.ended
    return Result(
        site=site.name,
        run=run.run.id,
        exit_code=code,
        note=note,
        counts=dict(run.counts),
        found=run.found,
        seconds=run.seconds,
        faults=tuple(run.faults),
        total_faults=run.total_faults,
    )


def worst(results: Sequence[Result]) -> int:
    """Return the exit code of several crawls: the most serious of theirs."""
    order = (
        ExitCode.INTERRUPTED,
        ExitCode.UNEXPECTED,
        ExitCode.PARTLY_FAILED,
        ExitCode.SITE_BUSY,
        ExitCode.NOTHING_NEW,
    )
    codes = {result.exit_code for result in results}
    return next((code for code in order if code in codes), ExitCode.DONE)
