"""Discovery documents: which a site declares, and what one of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from pipeline.content import decoded
from pipeline.drop import BadContent, Challenge, ConsentWall, Drop, SoftNotFound
from pipeline.page import Page
from spiders.discovery.feed import read_feed
from spiders.discovery.found import Discovery, Kind
from spiders.discovery.listing import read_listing
from spiders.discovery.sitemap import read_sitemap
from spiders.site import Site
from spiders.visit import Exchange
from storage.entities import Found

HTML = re.compile(rb"\s*(?:\xef\xbb\xbf\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Document:
    """A feed, sitemap or listing as it was received."""

    kind: Kind
    url: str
    body: bytes = field(repr=False)
    content_encoding: str = ""
    content_type: str = ""


def document_of(kind: Kind, exchange: Exchange) -> Document:
    """Return the document that *exchange* brought."""
    coding, media = exchange.header("content-encoding"), exchange.header("content-type")
    return Document(kind, exchange.url, exchange.body, coding, media)


def declared(site: Site) -> Iterator[tuple[Kind, str]]:
    """Yield the discovery documents of *site*, those that state dates first."""
    for url in site.feeds:
        yield "feed", url
    for url in site.sitemaps:
        yield "sitemap", url
    for url in site.listings:
        yield "listing", url


def is_main_host(url: str, site: Site) -> bool:
    """Say whether *url* is on a host that the site's own facts name."""
    named = (site.home, *(address for _, address in declared(site)))
    return urlsplit(url).netloc in {urlsplit(address).netloc for address in named}


def discover(site: Site, document: Document) -> Discovery:
    """Return what *document* names; a document that cannot be read names nothing and says why."""
    try:
        body = body_of(document)
        read = READERS[document.kind](site, document.url, body, document.content_type)
    except BadContent as fault:
        return Discovery((), (), (f"{fault.reason}: {fault}",))
    return read if read.found or read.documents else replace(read, instead=_instead(site, document, body))


def _instead(site: Site, document: Document, body: bytes) -> str:
    """Return what was given in place of a document that names nothing; empty when it is one."""
    if not HTML.match(body[:2000]):
        return ""
    from pipeline.article import to_article  # takes long to load, and hardly ever is a document such a page

    page = Page(url=document.url, body=body, fetched_at=None, timezone=site.timezone)
    try:
        to_article(replace(page, content_type=document.content_type))
    except (Challenge, ConsentWall, SoftNotFound) as wall:
        return type(wall).__name__
    except Drop:
        pass
    return "" if document.kind == "listing" else "page"


def body_of(document: Document) -> bytes:
    """Return the body without its content encoding; raise `BadContent`."""
    return decoded(document.body, document.content_encoding)


def named_by(asked: str, document: Document, found: Iterable[Found]) -> Iterator[Found]:
    """Yield *found* in *document*, for which *asked* was asked: a redirect may lead to another address each time."""
    for one in found:
        yield replace(one, hint=replace(one.hint, where=asked)) if one.hint.where == document.url else one


READERS: dict[Kind, Callable[[Site, str, bytes, str], Discovery]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "listing": read_listing,
}
