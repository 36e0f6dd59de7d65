"""Gives each host the time it asks for: Crawl-delay for the whole run, Retry-After when it is busy."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders.middlewares import said
from spiders.robots import Robots
from storage.entities import State

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader, Slot
    from scrapy.crawler import Crawler

BUSY = (429, 503)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 10.0  # seconds, after a 429 or 503 that names none; doubled each time in a row
MOST_PAUSES = 10  # in a row, before the host is left alone for the rest of the run
SMALLEST_DELAY = 0.001  # without any, Scrapy 2.19 sends all waiting requests at once, whatever the concurrency


class HostBusy(IgnoreRequest):
    """The host asks for more rest than this run can give; its addresses wait for the next run."""

    state: ClassVar[State] = State.PENDING


@dataclass(slots=True)
class Host:
    """What one host asks for. `closed` says why nothing more is asked of it in this run."""

    delay: float = 0.0
    pauses: int = 0
    paused_until: float = 0.0
    closed: str = ""


class Politeness:
    """Lengthens the pauses between requests to a host; never shortens one. A downloader middleware."""

    def __init__(self, crawler: Crawler, longest_delay: float, longest_pause: float) -> None:
        self._crawler = crawler
        self._longest_delay = longest_delay
        self._longest_pause = longest_pause
        self._hosts: dict[str, Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware with the limits that the settings give."""
        settings = crawler.settings
        longest_delay = settings.getfloat("KZNEWS_LONGEST_CRAWL_DELAY", 60.0)
        middleware = cls(crawler, longest_delay, settings.getfloat("KZNEWS_LONGEST_RETRY_AFTER", 300.0))
        crawler.signals.connect(middleware.robots_read, said.robots_read)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Raise `HostBusy` for a host that is to be left alone."""
        if closed := self._host(urlsplit(request.url).hostname).closed:
            raise HostBusy(closed)

    def robots_read(self, host: str, robots: Robots) -> None:
        """Apply the Crawl-delay of *robots* to *host*, now and to every slot that it gets later."""
        if not robots.delay:
            return
        name = urlsplit(host).hostname or ""
        known = self._host(name)
        delay = min(robots.delay, self._longest_delay)
        if delay < robots.delay:
            self._note(f"{host}/robots.txt asks for {robots.delay:g} s between requests; kept to {delay:g} s")
        known.delay = max(delay, known.delay)
        usual = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._downloader.per_slot_settings[name] = {"delay": max(usual, delay), "concurrency": 1, "jitter": 0.0}
        if slot := self._downloader.slots.get(name):
            slot.concurrency, slot.jitter = 1, 0.0
            slot.delay = max(slot.delay, delay)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Hold the host's slot when it is busy; keep AutoThrottle from going below the Crawl-delay.

        Scrapy sends this signal before it takes the next request from the slot.
        """
        name = request.meta.get("download_slot", "")
        slot = self._downloader.slots.get(name)
        if slot is None:
            return
        host = self._host(name)
        slot.delay = max(slot.delay, host.delay)
        if response.status in BUSY:
            self._hold(host, slot, response)
        elif time.monotonic() >= host.paused_until:
            host.pauses = 0

    def _hold(self, host: Host, slot: Slot, response: Response) -> None:
        now = time.monotonic()
        stated = retry_after(response.headers.get("Retry-After"), dt.datetime.now(dt.UTC))
        if now >= host.paused_until:  # several answers to requests of one moment are one refusal
            host.pauses += 1
        if (stated or 0.0) > self._longest_pause or host.pauses > MOST_PAUSES:
            self._close(host, slot, response, stated)
            return
        pause = stated if stated is not None else min(FIRST_PAUSE * 2 ** (host.pauses - 1), LONGEST_PAUSE)
        host.paused_until = max(host.paused_until, now + pause)
        slot.delay = max(slot.delay, SMALLEST_DELAY)
        slot.lastseen = max(slot.lastseen, host.paused_until - slot.delay)

    def _close(self, host: Host, slot: Slot, response: Response, stated: float | None) -> None:
        asked = f"asks for {stated:g} s of rest" if stated else f"was busy {host.pauses} times in a row"
        if not host.closed:
            host.closed = f"{response.url}: HTTP {response.status}, the host {asked}; left alone until the next run"
            self._note(host.closed)
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(HostBusy(host.closed))

    def _host(self, name: str | None) -> Host:
        return self._hosts.setdefault(name or "", Host())

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader

    def _note(self, text: str) -> None:
        self._crawler.signals.send_catch_log(said.noted, text=text)


def retry_after(value: bytes | None, now: dt.datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110 section 10.2.3), None when it says nothing."""
    text = (value or b"").decode("latin-1").strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - now).total_seconds())
