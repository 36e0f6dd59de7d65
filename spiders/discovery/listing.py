"""Listing pages: the links that have the form of an article, with the words and the date beside them."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml.html import HtmlElement

from pipeline.document import decode_text, parsed
from pipeline.drop import Drop
from pipeline.text import clean_text
from spiders.discovery.found import Discovery, Item, wanted
from spiders.site import Site
from storage.entities import Found, Hint

MOST_LINKS = 2_000


def read_listing(site: Site, url: str, body: bytes, content_type: str = "") -> Discovery:
    """Return the articles that a listing at *url* links to."""
    try:
        root = parsed(decode_text(body, content_type))
    except Drop as drop:
        return Discovery((), (), (f"{drop.reason}: {drop}",))
    base = (root.xpath("string(//base/@href)") or url).strip()
    found: dict[str, Found] = {}
    for link in root.xpath("//a[@href]")[:MOST_LINKS]:
        for one in wanted(site, _item(link, urljoin(url, base), url)):
            if one.url not in found or (not found[one.url].hint.title and one.hint.title):
                found[one.url] = one
    return Discovery(tuple(found.values()), (), () if found else ("a listing without articles",))


def _item(link: HtmlElement, base: str, where: str) -> Item:
    try:
        address = urljoin(base, link.get("href").strip())
    except ValueError:
        address = ""
    title = clean_text(link.text_content())[:500] or None
    return Item(address, Hint("listing", where, published=_time_beside(link), title=title))


def _time_beside(link: HtmlElement) -> str | None:
    """Return the date in the one <time> that stands in the same entry as *link*."""
    entry = link.getparent()
    times = [] if entry is None else entry.xpath(".//time/@datetime")
    return times[0] if len(times) == 1 else None
