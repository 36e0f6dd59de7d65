"""Checks on the live site which of its facts hold: asks for its documents and a few articles, stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lxml.etree import XPathError
from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from pipeline.article import Article
from pipeline.document import to_document
from pipeline.drop import Drop
from pipeline.page import Page
from spiders.discovery.found import Discovery, Kind
from spiders.documents import Document, declared, discover
from spiders.middlewares import said
from spiders.robots import Robots
from spiders.site import Site
from spiders.verdicts import of_failure, of_status
from spiders.visit import page_of
from spiders.wire import exchange_of
from spiders.workers import read_article, shared
from storage.entities import Found, Hint, State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

ARTICLES = 3  # how many articles are read, of different documents


@dataclass(frozen=True, slots=True)
class Checked:
    """What one fact came to: it holds, it does not, or (None) there is nothing to say but a remark, or no answer to tell by."""

    fact: str
    where: str
    holds: bool | None
    text: str
    is_answered: bool = True


class CheckSpider(Spider):
    """Asks for what the facts of `site` name; `checked` tells what came back. Made by `check_spider`."""

    site: ClassVar[Site]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Apply the site's own politeness; nothing is stored."""
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("DOWNLOAD_DELAY", cls.site.delay, priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", cls.site.concurrency, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider, listening to what is said of robots.txt."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._robots_read, said.robots_read)
        crawler.signals.connect(spider._noted, said.noted)
        return spider

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked: list[Checked] = []
        self.waiting: set[str] = set()  # asked for, not yet answered
        self._found: dict[Kind, list[Found]] = {}
        self._progress = asyncio.Event()

    async def start(self) -> AsyncIterator[Request]:
        """Yield requests for the declared documents, then for articles that they name."""
        for kind, url in declared(self.site):
            yield self._ask(kind, url.format(page=1) if "{page}" in url else url, parts=True)
        while self.waiting:
            self._progress.clear()
            await self._progress.wait()
        for found in self._articles():
            self.waiting.add(found.url)
            yield Request(
                found.url,
                callback=self.parse_article,
                errback=self.failed,
                cb_kwargs={"hint": found.hint},
                meta={"fact": "article"},
            )

    def _articles(self) -> list[Found]:
        """Return the newest article of each kind of document, no address twice."""
        newest = [_newest(found) for found in self._found.values() if found]
        return list({found.url: found for found in newest}.values())[:ARTICLES]

    def _ask(self, kind: Kind, url: str, parts: bool) -> Request:
        self.waiting.add(url)
        return Request(
            url,
            callback=self.parse_document,
            errback=self.failed,
            cb_kwargs={"kind": kind, "parts": parts},
            meta={"fact": kind},
            dont_filter=True,
        )

    async def parse_document(self, response: Response, kind: Kind, parts: bool) -> AsyncIterator[Request]:
        """Note what a feed, sitemap or listing names; yield requests for parts of an index."""
        exchange = exchange_of(response)
        if response.status == 200:
            coding, content_type = exchange.header("content-encoding"), exchange.header("content-type")
            document = Document(kind, response.url, response.body, coding, content_type)
            result = await asyncio.to_thread(discover, self.site, document)
            self._found.setdefault(kind, []).extend(result.found)
            parts = parts and kind == "sitemap"  # an index may name no article itself
            holds = bool(result.found or (parts and result.documents))
            self._add(kind, response.url, holds, _names(result))
            for next_kind, url in _ends(result.documents) if parts else ():
                yield self._ask(next_kind, url, parts=False)
        elif _is_out_of_order(response.status):
            self._miss(kind, response.url, f"HTTP {response.status}")
        else:
            self._add(kind, response.url, False, f"HTTP {response.status}")
        self._answered(response)

    async def parse_article(self, response: Response, hint: Hint) -> None:
        """Note what the article at hand comes to."""
        exchange = exchange_of(response)
        state, reason = of_status(response, self.site)
        if _is_out_of_order(response.status):
            self._miss("article", response.url, reason)
        elif state is not None:
            holds = None if state is State.GONE else False  # one that was withdrawn says nothing of the site
            self._add("article", response.url, holds, reason or str(state))
        else:
            page = page_of(exchange, self.site, (hint,))
            self.checked += of_article(self.site, page, await shared(1).read(read_article, page))
        self._answered(response)

    def failed(self, failure: Failure) -> None:
        """Note that there was no answer, or that none was asked for."""
        request = failure.request  # type: ignore[attr-defined]
        fact, (_, reason) = request.meta["fact"], of_failure(failure.value)
        if getattr(failure.value, "state", State.PENDING) is State.PENDING:  # the network's, or put off
            self._miss(fact, request.url, reason)
        else:
            self._add(fact, request.url, False, reason)
        self._done(request.url)

    def _robots_read(self, host: str, robots: Robots) -> None:
        allowed = robots.allows(self.site.home) if self.site.home.startswith(host) else True
        delay = f", {robots.delay:g} s between requests" if robots.delay else ""
        unused = [url for url in robots.sitemaps if url not in self.site.sitemaps]
        more = f"; names sitemaps that the facts lack: {', '.join(unused[:3])}" if unused else ""
        self._add(
            "robots",
            f"{host}/robots.txt",
            allowed,
            ("allows the front page" if allowed else "forbids the front page") + delay + more,
        )

    def _noted(self, text: str) -> None:
        self._miss("robots", self.site.home, text)

    def _answered(self, response: Response) -> None:
        request = response.request
        self._done(request.meta.get("redirect_urls", [request.url])[0] if request else response.url)

    def _done(self, url: str) -> None:
        self.waiting.discard(url)
        self._progress.set()

    def _add(self, fact: str, where: str, holds: bool | None, text: str) -> None:
        self.checked.append(Checked(fact, where, holds, text))

    def _miss(self, fact: str, where: str, text: str) -> None:
        self.checked.append(Checked(fact, where, None, text, is_answered=False))


def _is_out_of_order(status: int) -> bool:
    """Say whether *status* tells of the server's condition, and nothing of the site's facts."""
    return status >= 500 or status == 429


def check_spider(site: Site) -> type[CheckSpider]:
    """Return the spider that checks *site*."""
    return type("CheckSpider", (CheckSpider,), {"__module__": __name__, "name": f"check-{site.name}", "site": site})


def of_article(site: Site, page: Page, read: Article | Drop) -> Iterator[Checked]:
    """Yield what the facts come to on one article."""
    if isinstance(read, Drop):
        yield Checked("article", page.url, False, f"{read.reason}: {read}")
        return
    words = sum(len(paragraph.split()) for paragraph in read.paragraphs)
    yield Checked(
        "article", page.url, bool(words), f'"{read.title}", {words} words, {len(read.removed)} blocks removed'
    )
    verdict = read.published
    sources = ", ".join(evidence.source for evidence in verdict.evidence if evidence.day == verdict.day) or "nothing"
    yield Checked(
        "date", page.url, verdict.day is not None, f"{verdict.day or 'none'}, {verdict.confidence}; said by {sources}"
    )
    if read.language is not None:
        yield Checked("languages", page.url, read.language in site.languages, read.language)
    yield from _rules(site, page)


def _rules(site: Site, page: Page) -> Iterator[Checked]:
    """Yield how many elements each XPath expression of the site matches on the page."""
    named = [(name, getattr(site.rules, name)) for name in ("body", "date", "title") if getattr(site.rules, name)]
    expressions = named + [("prune", expression) for expression in site.rules.prune]
    if not expressions:
        return
    document = to_document(page)
    for name, expression in expressions:
        try:
            matched = document.root.xpath(expression)
        except XPathError as fault:
            yield Checked(f"rules.{name}", expression, False, f"is no XPath: {fault}")
            continue
        count = len(matched) if isinstance(matched, list) else 1
        holds = None if name == "prune" and not count else bool(count)  # what is pruned need not be on every page
        yield Checked(f"rules.{name}", expression, holds, f"matches {count} on {page.url}")


def _names(result: Discovery) -> str:
    dated = sum(1 for found in result.found if found.modified)
    text = f"{len(result.found)} articles, {dated} of them dated"
    if result.documents:
        text += f"; {len(result.documents)} further documents"
    if result.other and not result.found:
        text += f"; domains, article_urls and other_urls let none of its addresses through, such as {result.other}"
    return text + "".join(f"; {fault}" for fault in result.faults)


def _ends(documents: tuple[tuple[Kind, str], ...]) -> list[tuple[Kind, str]]:
    """Return the first and the last document of an index: one of them is the newest."""
    return list(dict.fromkeys((*documents[:1], *documents[-1:])))


def _newest(found: list[Found]) -> Found:
    dated = [one for one in found if one.modified is not None]
    return max(dated, key=lambda one: one.modified.timestamp() if one.modified else 0.0) if dated else found[0]
