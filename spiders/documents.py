"""Discovery documents: which a site declares, and what one of them says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spiders.site import Site

Kind = Literal["feed", "sitemap", "listing"]


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
