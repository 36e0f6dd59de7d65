"""The main path's three steps: archive the response, read the page, store the outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from pipeline.drop import Drop
from spiders.parts import Lacking, fetch_part
from spiders.revisit import article_address
from spiders.visit import Archived, Fetched, Read
from spiders.workers import PAGE_SECONDS, NoWorkers, Workers, default_count, read_record, shared
from storage.clock import now
from storage.entities import Fetch, Outcome, State
from storage.frontier import MOST_ATTEMPTS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipeline.page import Page
    from spiders.run import SiteRun
    from spiders.site import Site
    from storage.record import Record


class Archive:
    """Writes the response into the run's WARC file. It is durable before the catalog hears of it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step for *crawler*."""
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Archived:
        """Return the visit with the place of its response."""
        if item.exchange is None:
            return Archived(item, Fetch(at=now(), url=item.leased.url, status=None, error=item.reason))
        return Archived(item, await _run(self._crawler).archived(item.exchange))


class Extract:
    """Reads the page in a worker process, with the pages that go on with its story."""

    def __init__(self, workers: Workers, crawler: Crawler) -> None:
        self._workers = workers
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step with the workers that all crawls of this process share."""
        settings = crawler.settings
        page_seconds = settings.getfloat("KZNEWS_PAGE_SECONDS", PAGE_SECONDS)
        return cls(shared(settings.getint("KZNEWS_WORKERS") or default_count(), page_seconds), crawler)

    async def process_item(self, item: Archived) -> Read:
        """Return the visit with its record, or with the reason why there is none."""
        page = item.fetched.page
        if page is None:
            return Read(item, state=item.fetched.state or State.FAILED, reason=item.fetched.reason)
        while True:
            result = await self._read(page)
            if isinstance(result, Drop):
                return Read(item, state=State(result.state), reason=result.line)
            if result.next_part is None:
                return Read(item, record=result)
            run = _run(self._crawler)
            part = await fetch_part(result.next_part, page, self._crawler, run)
            if isinstance(part, Lacking):
                if part.may_come and item.fetched.leased.attempt < MOST_ATTEMPTS:
                    return Read(item, state=State.FAILED, reason=f"a part of the story: {part.reason}")
                run.fault(f"{part.reason}, a part of {page.url}")
                return Read(item, record=result)
            page = replace(page, parts=(*page.parts, part))

    async def _read(self, page: Page) -> Record | Drop:
        try:
            return await self._workers.read(read_record, page)
        except NoWorkers as error:
            _run(self._crawler).lose(error)
            raise


class Store:
    """Hands the outcome to the run, which commits it with its neighbours and writes the record files."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step for *crawler*."""
        return cls(crawler)

    async def process_item(self, item: Read) -> Read:
        """Return the visit once its outcome is durable."""
        run = _run(self._crawler)
        await run.store(_outcome(item, run.site), item.archived.fetched.leased)
        run.closed()
        return replace(item, record=None)


def _run(crawler: Crawler) -> SiteRun:
    return crawler.spider.site_run  # type: ignore[union-attr,no-any-return]


def _outcome(item: Read, site: Site) -> Outcome:
    leased, fetch, record = item.archived.fetched.leased, item.archived.fetch, item.record
    address = article_address(fetch.url, leased.url, site)
    stated = article_address(record.stated_url, leased.url, site) if record else None
    return Outcome(leased.url_id, item.state, item.reason, fetch, record, address, stated)
