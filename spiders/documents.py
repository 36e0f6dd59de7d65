"""Discovery documents: which a site declares, and what one of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipeline.content import decoded
from pipeline.drop import BadContent
from spiders.discovery.feed import read_feed
from spiders.discovery.found import Discovery, Kind
from spiders.discovery.listing import read_listing
from spiders.discovery.sitemap import read_sitemap
from spiders.site import Site


@dataclass(frozen=True, slots=True)
class Document:
    """A feed, sitemap or listing as it was received."""

    kind: Kind
    url: str
    body: bytes = field(repr=False)
    content_encoding: str = ""
    content_type: str = ""


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
        return READERS[document.kind](site, document.url, body_of(document), document.content_type)
    except BadContent as fault:
        return Discovery((), (), (f"{fault.reason}: {fault}",))


def body_of(document: Document) -> bytes:
    """Return the body without its content encoding; raise `BadContent`."""
    return decoded(document.body, document.content_encoding)


READERS: dict[Kind, Callable[[Site, str, bytes, str], Discovery]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "listing": read_listing,
}
