"""Ways for a site of the replica to go wrong on demand."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kznews.replica.answer import Answer, Asked, page
from kznews.replica.markup import number, template


class Fault(StrEnum):
    """What `Replica.break_site` can do to a site."""

    QUIET = "quiet"  # discovery documents are empty
    LAYOUT = "layout"  # articles come as a script that a browser would have to run
    BLOCK_403 = "block-403"  # a challenge for every page
    BLOCK_200 = "block-200"
    BLOCK_202 = "block-202"
    SOFT_404 = "soft-404"  # every article is a "not found" with status 200
    ROBOTS_500 = "robots-500"
    FLAKY = "flaky"  # a fifth of the articles answers 500
    DOWN = "down"  # everything answers 503
    SLOW = "slow"  # every answer takes a second


QUIET_FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>-</title></channel></rss>'
QUIET_MAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
SCRIPT_PAGE = (
    "<!DOCTYPE html><html><head><title>News</title></head>"
    '<body><div id="app"></div><script src="/app.js"></script></body></html>'
)
NOT_FOUND = (
    "<!DOCTYPE html><html><body><h1>Страница не найдена</h1>"
    "<p>Такой страницы нет. Вернитесь на главную.</p></body></html>"
)


def instead(fault: Fault | None, asked: Asked, *, article: bool) -> Answer | None:
    """Return what a site with *fault* answers in place of its own answer, or None when it answers as ever."""
    if fault is None or fault is Fault.SLOW:
        return None
    if fault is Fault.DOWN:
        return Answer(b"<h1>503</h1>", 503)
    if asked.path == "/robots.txt":
        return page("<h1>500</h1>", status=500) if fault is Fault.ROBOTS_500 else None
    if fault in BLOCKS:
        return page(template("challenge"), status=BLOCKS[fault])
    if article:
        return _article(fault, asked)
    return _quiet(asked) if fault is Fault.QUIET else None


def _article(fault: Fault, asked: Asked) -> Answer | None:
    if fault is Fault.LAYOUT:
        return page(SCRIPT_PAGE)
    if fault is Fault.SOFT_404:
        return page(NOT_FOUND)
    if fault is Fault.FLAKY and number("flaky", asked.path, asked.query.get("id"), high=4) == 0:
        return page("<h1>500</h1>", status=500)
    return None


def _quiet(asked: Asked) -> Answer:
    if "sitemap" in asked.path:
        return Answer(QUIET_MAP, content_type="application/xml", coding="identity")
    if asked.path.endswith((".xml", "rss")):
        return Answer(QUIET_FEED, content_type="application/rss+xml")
    return replace(page("<!DOCTYPE html><html><body><h1>—</h1></body></html>"), modified=None)


BLOCKS = {Fault.BLOCK_403: 403, Fault.BLOCK_200: 200, Fault.BLOCK_202: 202}
