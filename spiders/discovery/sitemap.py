"""Sitemaps (sitemaps.org 0.9): indexes, plain ones, text ones, Google's news extension; feeds that serve as one."""

from __future__ import annotations

from collections.abc import Iterator

from spiders.discovery.feed import ITEMS, discovery_of_feed
from spiders.discovery.found import EARLIEST, Discovery, Item, collected, joined, moment_of
from spiders.discovery.xml import Entries, Entry, read_entries, text_of
from spiders.site import Site
from storage.entities import Hint

MOST_URLS = 50_000  # the protocol's own limit
PARTS = frozenset({"url", "sitemap"}) | ITEMS


def read_sitemap(site: Site, url: str, body: bytes, content_type: str = "") -> Discovery:
    """Return what a sitemap at *url* names: articles, or further sitemaps on the site's own hosts, newest first."""
    read = read_entries(body, content_type, PARTS, MOST_URLS)
    if read.root in ("rss", "rdf", "feed"):
        return discovery_of_feed(site, url, read)
    if read.root == "sitemapindex":
        return _index(site, url, read)
    if read.root == "urlset":
        items = [item for entry in read.entries for item in _items(entry, url)]
        return collected(site, items, faults=[read.fault] if read.fault else [])
    lines = text_of(body, content_type).split()[: MOST_URLS + 1]
    if lines and lines[0].startswith(("http://", "https://")):
        return collected(site, [Item(line, Hint("sitemap", url)) for line in lines[:MOST_URLS]])
    found = f"its root is <{read.root[:40]}>" if read.root else read.fault or "it is empty"
    return Discovery((), (), (f"not a sitemap: {found}",))


def _index(site: Site, url: str, read: Entries) -> Discovery:
    parts = [(entry.first("lastmod") or "", joined(url, entry.first("loc") or "")) for entry in read.entries]
    parts.sort(key=lambda part: moment_of(part[0], site) or EARLIEST, reverse=True)
    every = dict.fromkeys(address for _, address in parts)
    own = tuple(address for address in every if address != url and site.owns(address))
    faults = [read.fault] if read.fault else []
    if strange := len(every) - len(own):
        faults.append(f"{strange} of the sitemaps in this index are on other hosts, or are the index itself")
    changed = {url: moment for text, url in parts if (moment := moment_of(text, site))}
    return Discovery((), tuple(("sitemap", one) for one in own), tuple(faults), changed)


def _items(entry: Entry, url: str) -> Iterator[Item]:
    """Yield the entry's address with what is said of it, and those of its translations."""
    address = next((one.value for one in entry.fields if one.name == "loc" and one.depth == 1), "")
    if not address:
        return
    modified = entry.first("lastmod")
    published = entry.first("news:publication_date")
    yield Item(
        joined(url, address),
        Hint(
            source="news-sitemap" if published else "sitemap",
            where=url,
            published=published,
            modified=modified,
            title=entry.first("news:title"),
            language=entry.first("news:language"),
        ),
    )
    for one in entry.fields:
        other, language = one.attributes.get("href", ""), one.attributes.get("hreflang", "")
        if one.name in ("xhtml:link", "link") and other and other != address and language:
            yield Item(joined(url, other), Hint("sitemap", url, modified=modified, language=language))
