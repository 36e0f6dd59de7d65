"""Asks for robots.txt before anything else of a host, and keeps to it (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipeline.content import decoded
from pipeline.drop import BadContent
from spiders.guard import ForbiddenAddress
from spiders.middlewares import said
from spiders.middlewares.redirect import TooManyRedirects
from spiders.robots import MOST_BYTES, Robots, read_robots
from storage.entities import State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CACHE_SECONDS = 24 * 3600  # RFC 9309 section 2.4
ROBOTS_SECONDS = 20


class Disallowed(IgnoreRequest):
    """The site's robots.txt asks kznews not to fetch this address."""

    state: ClassVar[State] = State.ROBOTS


class RobotsUnreachable(IgnoreRequest):
    """The site's robots.txt could not be had, so nothing is asked for now (RFC 9309 section 2.3.1.4)."""

    state: ClassVar[State] = State.PENDING


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a host's robots.txt until `expires`: its rules, or why there are none."""

    robots: Robots | None
    reason: str = ""
    forbidden: ForbiddenAddress | None = None  # the host may not be connected to at all
    expires: float = field(default_factory=lambda: time.monotonic() + CACHE_SECONDS)


class RobotsMiddleware:
    """Lets a request pass, or raises `Disallowed` or `RobotsUnreachable`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._seconds = crawler.settings.getfloat("KZNEWS_ROBOTS_TIMEOUT", ROBOTS_SECONDS)
        self._answers: dict[str, asyncio.Future[Answer]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of *crawler*."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware._stop_when_enough, signals.bytes_received)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Check *request* against the robots.txt of its host, which is fetched first if need be."""
        if request.meta.get("is_robots") or not request.url.startswith(("http://", "https://")):
            return
        answer = await self._answer(request)
        if answer.forbidden is not None:
            raise answer.forbidden
        if answer.robots is None:
            raise RobotsUnreachable(answer.reason)
        if not answer.robots.allows(request.url):
            raise Disallowed(f"robots.txt of {urlsplit(request.url).netloc} does not allow it")

    async def _answer(self, request: Request) -> Answer:
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        known = self._answers.get(host)
        if known is None or (known.done() and known.result().expires < time.monotonic()):
            known = self._answers[host] = asyncio.ensure_future(self._fetch(host))
        return await asyncio.shield(known)

    async def _fetch(self, host: str) -> Answer:
        """Return what the robots.txt of *host* says; tell it to the run."""
        answer = await self._ask(host)
        if answer.robots is not None:
            self._send(said.robots_read, host=host, robots=answer.robots)
        elif answer.forbidden is None:
            self._send(said.noted, text=f"{host}/robots.txt: {answer.reason}; nothing is asked of this host now")
        return answer

    async def _ask(self, host: str) -> Answer:
        assert self._crawler.engine is not None
        try:
            return _read(await self._crawler.engine.download_async(_robots_request(host, self._seconds)))
        except TooManyRedirects:
            return Answer(read_robots(b""))  # section 2.3.1.2: as if there were none
        except ForbiddenAddress as error:
            return Answer(None, forbidden=error)
        except Exception as error:  # noqa: BLE001 - whatever kept the file from us, the rules are unknown
            return Answer(None, f"{type(error).__name__}: {error}".removesuffix(": "))

    def _send(self, signal: object, **details: object) -> None:
        self._crawler.signals.send_catch_log(signal, **details)

    def _stop_when_enough(self, data: bytes, request: Request) -> None:
        if not request.meta.get("is_robots"):
            return
        request.meta["robots_bytes"] = request.meta.get("robots_bytes", 0) + len(data)
        if request.meta["robots_bytes"] > MOST_BYTES:
            raise StopDownload(fail=False)


def _robots_request(host: str, seconds: float) -> Request:
    return Request(
        f"{host}/robots.txt",
        headers={"Accept": "text/plain,*/*;q=0.5", "Accept-Encoding": "identity"},
        callback=NO_CALLBACK,
        meta={"is_robots": True, "download_timeout": seconds, "download_maxsize": 0, "max_retry_times": 1},
        priority=1000,
        dont_filter=True,
    )


def _read(response: Response) -> Answer:
    """Return the rules that *response* comes to (RFC 9309 section 2.3.1), or why they are unknown."""
    if response.status >= 500 or response.status == 429:
        return Answer(None, f"HTTP {response.status}")
    if not 200 <= response.status < 300:
        return Answer(read_robots(b""))
    try:
        coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        return Answer(read_robots(decoded(response.body, coding)))
    except BadContent as fault:
        return Answer(None, str(fault))
