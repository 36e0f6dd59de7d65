"""Stories on several pages: the pages that follow the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import DownloadFailedError, IgnoreRequest

from pipeline.page import Page
from spiders.verdicts import of_failure, of_status
from spiders.wire import exchange_of
from storage.entities import RETRIED, State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.run import SiteRun


@dataclass(frozen=True, slots=True)
class Lacking:
    """A part that could not be had, and whether a later run may have it."""

    reason: str
    may_come: bool


async def fetch_part(address: str, page: Page, crawler: Crawler, run: SiteRun) -> Page | Lacking:
    """Return the page at *address*, archived, as a part of the story that begins on *page*."""
    assert crawler.engine is not None
    state: State | None
    try:
        response = await crawler.engine.download_async(Request(address, dont_filter=True))
    except (IgnoreRequest, DownloadFailedError) as error:
        state, reason = of_failure(error)
        return Lacking(f"{address}: {reason}", may_come=True)
    state, reason = of_status(response, run.site)
    if response.status != 200:
        return Lacking(f"{address}: {reason}", may_come=state in RETRIED)
    exchange = exchange_of(response)
    await run.archived(exchange)
    return replace(
        page,
        url=response.url,
        body=response.body,
        content_type=exchange.header("content-type"),
        content_encoding=exchange.header("content-encoding"),
        parts=(),
    )
