"""From what a web archive answers to the visit that the site itself would have had when the page was captured."""

from __future__ import annotations

from dataclasses import replace

from scrapy.http import Response

from spiders.backfill.archives import SNAPSHOT, Capture, moment_of_stamp
from spiders.site import Site
from spiders.visit import Exchange, Fetched, page_of
from spiders.wire import exchange_of
from storage.entities import Leased, State
from storage.warc import read_member


def captured(response: Response, leased: Leased, capture: Capture, site: Site, furniture: frozenset[str]) -> Fetched:
    """Return the visit to *leased*, as *capture* kept it."""
    exchange = replace(exchange_of(response), url=leased.url, at=capture.at)
    if response.status == 206:
        original = _from_member(exchange)
    elif response.status == 200 and "Range" not in capture.headers:
        found = SNAPSHOT.search(response.url)  # the archive may lead on to the nearest capture that it has
        original = replace(exchange, at=moment_of_stamp(found[1])) if found else exchange
    elif response.status == 200:
        return _failed(leased, "the archive's server sends whole files only")
    else:
        return _failed(leased, f"HTTP {response.status} from the archive")
    if isinstance(original, str):
        return _failed(leased, original)
    if original.status != 200:
        return Fetched(leased, original, None, State.FAILED, f"HTTP {original.status} when it was captured")
    return Fetched(leased, original, page_of(original, site, leased.hints, furniture))


def _from_member(exchange: Exchange) -> Exchange | str:
    """Return the exchange that a part of a WARC file holds, or why it holds none."""
    response = read_member(exchange.body)
    if response.fault:
        return response.fault
    headers = [(b"Content-Type", response.content_type.encode("latin-1", "replace"))]
    if response.content_encoding:
        headers.append((b"Content-Encoding", response.content_encoding.encode("latin-1", "replace")))
    return replace(
        exchange,
        at=response.at or exchange.at,
        status=response.status,
        request_headers=(),
        response_headers=tuple(headers),
        body=response.body,
    )


def _failed(leased: Leased, reason: str) -> Fetched:
    return Fetched(leased, None, None, State.FAILED, reason)
