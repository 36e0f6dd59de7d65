"""The one spider: it asks a site's discovery documents for addresses, and the catalog for what to fetch next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.http import Headers, Response
from twisted.python.failure import Failure

from spiders.discovery.found import Kind, without_generation_time
from spiders.documents import declared, discover, document_of, is_main_host, named_by
from spiders.ending import Account, ending
from spiders.losses import LOSSES, in_words
from spiders.middlewares import said
from spiders.politeness import SMALLEST_DELAY
from spiders.readings import Answer, Readings
from spiders.run import BATCH, SiteRun
from spiders.site import Site
from spiders.verdicts import of_failure, of_status
from spiders.visit import Fetched, page_of
from spiders.wire import asked_for, conditional, exchange_of, text_of
from storage.clock import now
from storage.entities import Found, Leased, State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

MOST_DOCUMENTS = 2_000  # feeds, sitemaps and listings of one run
REFUSALS = (202, 401, 402, 403, 407, 429, 451)  # not that the document is missing, but that it is not given
PAST_THE_END = (404, 410)  # what some sites answer for the page after a listing's last


class NewsSpider(Spider):
    """Crawls the site whose facts are in `site`. Subclasses are made, not written: see `spiders.crawlers`."""

    site: ClassVar[Site]
    kind: ClassVar[str] = "crawl"
    site_run: SiteRun

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Apply the site's own politeness."""
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", max(cls.site.delay, SMALLEST_DELAY), priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", cls.site.concurrency, priority="spider")
        settings.set("AUTOTHROTTLE_ENABLED", cls.site.delay > 0, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: str, **kwargs: str) -> Self:
        """Return the spider with its run begun; raise `SiteBusy` when another run holds the site."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        store = Path(settings.get("KZNEWS_STORE", "store"))
        trigger = settings.get("KZNEWS_TRIGGER", "person")
        spider.site_run = SiteRun(cls.site, store, settings.get("KZNEWS_DATABASE"), trigger, cls.kind)
        crawler.signals.connect(spider._begin, signals.spider_opened)
        crawler.signals.connect(spider._end, signals.spider_closed)
        crawler.signals.connect(spider._failed_in_code, signals.spider_error)
        crawler.signals.connect(spider._failed_in_code, signals.item_error)
        crawler.signals.connect(spider._noted, said.noted)
        return spider

    def _begin(self) -> None:
        self.readings = Readings()
        self.broken = 0
        self.turned_away = False
        self.documents: set[str] = set()
        self.site_run.start(on_loss=self._stop)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the discovery requests, then whatever the catalog leases to this run, until nothing is left."""
        with suppress(*LOSSES):  # which the run has noted: it stops by itself
            async for request in self._requests():
                yield request

    async def _requests(self) -> AsyncIterator[Request]:
        for kind, url in declared(self.site):
            yield await self._ask(kind, url, url)
        limit = self.settings.getint("KZNEWS_LIMIT") or None
        leased_total = 0
        while self.site_run.lost is None and not self.turned_away and (limit is None or leased_total < limit):
            self.site_run.progress.clear()
            batch = await self.site_run.lease(min(BATCH, limit - leased_total) if limit else BATCH)
            for leased in batch:
                leased_total += 1
                yield self._visit(leased)
            if batch:
                continue
            if not self.site_run.in_flight:
                break
            await self.site_run.progress.wait()

        async for request in self._revisits(self.site.revisits if limit is None else limit - leased_total):
            yield request

    async def _revisits(self, most: int) -> AsyncIterator[Request]:
        """Yield requests for at most *most* articles that are to be asked for again."""
        left = min(most, self.site.revisits) if self.site_run.rhythm else 0
        while left > 0 and self.site_run.lost is None and not self.turned_away:
            batch = await self.site_run.lease_due(min(BATCH, left))
            left -= len(batch) or left
            for leased in batch:
                yield self._visit(leased)

    async def _ask(self, kind: Kind, url: str, root: str, page: int = 1) -> Request:
        """Return the conditional request for a discovery document, to which the declared *root* has led."""
        self.site_run.opened()
        self.readings.asked(root)
        address = url.format(page=page) if "{page}" in url else url
        self.documents.add(address)
        etag, modified = await self.site_run.do(self.site_run.catalog.discovery_state, self.site.name, address)
        return Request(
            address,
            headers=conditional(etag, modified),
            callback=self.parse_discovery,
            errback=self.discovery_error,
            cb_kwargs={"kind": kind, "pattern": url, "root": root, "page": page},
            priority=10,
            dont_filter=True,
        )

    def _visit(self, leased: Leased) -> Request:
        """Return the request for an article; conditional only when there is a record to keep."""
        self.site_run.opened()
        return Request(
            leased.url,
            headers=conditional(leased.etag, leased.last_modified) if leased.has_record else {},
            callback=self.parse_article,
            errback=self.article_error,
            cb_kwargs={"leased": leased},
            dont_filter=True,
        )

    async def parse_discovery(
        self, response: Response, kind: Kind, pattern: str, root: str, page: int
    ) -> AsyncIterator[Request]:
        """Keep what a feed, sitemap or listing lists; yield requests for the documents that it leads to."""
        if response.status == 304:
            self.site_run.documents.unchanged += 1
            self._answered(response, root)
        elif response.status == 200:
            async for request in self._discover(response, kind, pattern, root, page):
                yield request
        elif page == 1 or response.status not in PAST_THE_END:
            self._discovery_fault(response.url, f"HTTP {response.status}", root, refused=response.status in REFUSALS)
        await self._closed(root)

    async def _discover(
        self, response: Response, kind: Kind, pattern: str, root: str, page: int
    ) -> AsyncIterator[Request]:
        exchange = exchange_of(response)
        await self.site_run.archived(exchange)
        document = document_of(kind, exchange)
        result = await asyncio.to_thread(discover, self.site, document)
        found = list(named_by(asked_for(response), document, result.found))
        for fault in result.faults:
            self.site_run.fault(f"{response.url}: {fault}")
        recent = self._recent(found)  # the dates of a listing are those of publication
        wanted = await self.site_run.discovered(recent if kind == "listing" else without_generation_time(recent))
        self.site_run.documents.read += 1
        self.site_run.documents.named += len(found)
        self.site_run.documents.pages += result.instead == "page"
        self.site_run.documents.walls += result.instead not in ("", "page")
        self._answered(response, root)
        if kind == "listing":
            following = pattern if "{page}" in pattern else next((url for _, url in result.documents), None)
            if following and page < self.site.listing_pages and (wanted or not await self._was_read_through(root)):
                yield await self._ask(kind, following, root, page + 1)
            return
        for next_kind, url in result.documents:
            if url not in self.documents and len(self.documents) < MOST_DOCUMENTS:  # indexes may name each other
                yield await self._ask(next_kind, url, root)

    async def _was_read_through(self, root: str) -> bool:
        """Say whether the last crawl has read the listing to its end: only then nothing older than the known is missing."""
        return await self.site_run.do(self.site_run.catalog.was_read_through, self.site_run.run, root.format(page=1))

    def _answered(self, response: Response, root: str) -> None:
        request = response.request
        assert request is not None
        kept = request.headers if response.status == 304 else Headers()
        etag = response.headers.get("ETag") or kept.get("If-None-Match")
        modified = response.headers.get("Last-Modified") or kept.get("If-Modified-Since")
        self.readings.answered(root, Answer(asked_for(response), text_of(etag), text_of(modified)))

    async def _closed(self, root: str) -> None:
        """End a discovery request; what its root led to is remembered when all of it was read."""
        answers = self.readings.closed(root)
        if answers and self.site_run.lost is None:
            await self.site_run.do(self._remember, answers)
        self.site_run.closed()

    def _remember(self, answers: list[Answer]) -> None:
        run = self.site_run
        for one in answers:
            run.catalog.remember_discovery(run.run, one.url, one.etag, one.last_modified, now())

    def _recent(self, found: list[Found]) -> list[Found]:
        """Return *found* without what is too old for a crawl by its own stated date."""
        if self.site.max_age_days is None:
            return found
        oldest = now() - timedelta(days=self.site.max_age_days)
        return [one for one in found if one.modified is None or one.modified >= oldest]

    async def discovery_error(self, failure: Failure) -> None:
        """Note that a discovery document could not be had; the run goes on with the others."""
        request: Request = failure.request  # type: ignore[attr-defined]
        root = request.cb_kwargs["root"]
        state, reason = of_failure(failure.value)
        self._discovery_fault(request.url, reason, root, refused=state is State.BLOCKED)
        await self._closed(root)

    def _discovery_fault(self, url: str, reason: str, root: str, *, refused: bool) -> None:
        self.readings.failed(root)
        self.site_run.documents.failed += 1
        self.site_run.documents.refused += refused
        self.site_run.fault(f"{url}: {reason}")

    def parse_article(self, response: Response, leased: Leased) -> Iterator[Fetched]:
        """Yield the visit: a page to read, or an end state that the status alone decides."""
        exchange = exchange_of(response)
        state, reason = of_status(response, self.site)
        page = page_of(exchange, self.site, leased.hints, self.site_run.furniture) if state is None else None
        yield Fetched(leased, exchange, page, state, reason)

    def article_error(self, failure: Failure) -> Iterator[Fetched]:
        """Yield the visit that ended without a response."""
        leased = failure.request.cb_kwargs["leased"]  # type: ignore[attr-defined]
        state, reason = of_failure(failure.value)
        if state is State.PENDING:  # the host wants no visit now
            if is_main_host(leased.url, self.site):
                self.turned_away = True
            else:
                state = State.FAILED  # a dead host among the site's does not hold up the others
        yield Fetched(leased, None, None, state, reason)

    def _noted(self, text: str) -> None:
        self.site_run.fault(text)

    def _failed_in_code(self, *_: object, **__: object) -> None:
        """An exception in our own code ended a request: count it, so that the run neither hangs nor calls itself well."""
        self.broken += 1
        self.site_run.closed()

    def _stop(self) -> None:
        assert self.crawler.engine is not None
        self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="lost"))

    async def _end(self, reason: str) -> None:
        """End the run; it is over even if that fails."""
        try:
            await self._end_run(reason)
        finally:
            self.site_run.over.set()

    async def _end_run(self, reason: str) -> None:
        """Close the run with the exit code that tells the truth about it."""
        run = self.site_run
        if self.broken or run.lost or reason not in ("finished", "shutdown"):
            broken = f"{self.broken} requests ended in an error of kznews' own; see the log"
            code, note = 1, in_words(run.lost) if run.lost else broken
        else:
            if self.site.learn_furniture and reason == "finished":
                await run.learn_furniture()
            account = await run.do(run.account, reason == "shutdown")
            code, note = self._verdict(account)
        await run.finish(code, note)
        if code and "KZNEWS_TRIGGER" not in self.crawler.settings:  # `scrapy crawl`, which says nothing itself
            self.logger.warning("exit code %d: %s", *run.ended)

    def _verdict(self, account: Account) -> tuple[int, str]:
        """Return the exit code of a run that came to its end, and why."""
        ended = ending(self.site, account, now())
        self.site_run.cause = ended.cause
        return ended.code, ended.note
