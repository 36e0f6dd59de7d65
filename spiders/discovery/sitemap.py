"""Sitemaps (sitemaps.org 0.9): indexes, plain ones, text ones, and Google's news extension."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from pipeline.content import gunzipped
from spiders.discovery.found import Discovery, Item, belongs, wanted
from spiders.discovery.xml import local, tree_of
from spiders.site import Site
from storage.entities import Found, Hint

MOST_URLS = 50_000  # the protocol's own limit


def read_sitemap(site: Site, url: str, body: bytes, content_type: str = "") -> Discovery:
    """Return what a sitemap at *url* names: articles, or further sitemaps of the site's own hosts."""
    if _is_plain_text(body):
        return _text_sitemap(site, url, body)
    root, fault = tree_of(body, content_type)
    faults = (fault,) if fault else ()
    if root is None:
        return Discovery((), (), faults)
    if local(root) == "sitemapindex":
        return Discovery((), tuple(("sitemap", one) for one in _locations(root, url) if belongs(one, site)), faults)
    return Discovery(tuple(_articles(root, site, url)), (), faults)


def _is_plain_text(body: bytes) -> bool:
    return gunzipped(body)[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"http")


def _text_sitemap(site: Site, url: str, body: bytes) -> Discovery:
    lines = gunzipped(body).decode("utf-8", "replace").split()[:MOST_URLS]
    return Discovery(tuple(one for line in lines for one in wanted(site, Item(line, Hint("sitemap", url)))), (), ())


def _locations(root: etree._Element, base: str) -> Iterator[str]:
    for count, element in enumerate(root.iter("{*}loc")):
        if count >= MOST_URLS:
            return
        yield urljoin(base, (element.text or "").strip())


def _articles(root: etree._Element, site: Site, base: str) -> Iterator[Found]:
    for count, element in enumerate(one for one in root if local(one) == "url"):
        if count >= MOST_URLS:
            return
        fields = {local(child): (child.text or "").strip() for child in element.iter() if local(child)}
        if address := fields.get("loc"):
            yield from wanted(site, Item(urljoin(base, address), _hint(fields, base)))


def _hint(fields: dict[str, str], base: str) -> Hint:
    return Hint(
        source="news-sitemap" if "publication_date" in fields else "sitemap",
        where=base,
        published=fields.get("publication_date") or None,
        modified=fields.get("lastmod") or None,
        title=fields.get("title") if "publication_date" in fields else None,
        language=fields.get("language") or None,
    )
