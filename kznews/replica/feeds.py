"""Discovery documents of the replica: sitemaps, Google-news sitemaps, RSS and Atom."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a discovery document."""

    url: str
    title: str
    published: dt.datetime
    modified: dt.datetime
    language: str
    summary: str = ""


def sitemap_index(parts: Iterable[tuple[str, dt.datetime]]) -> str:
    """Return a sitemap index of *parts*: address and last change."""
    rows = "".join(
        f"<sitemap><loc>{escape(url)}</loc><lastmod>{at.isoformat()}</lastmod></sitemap>" for url, at in parts
    )
    return f'<sitemapindex xmlns="{SITEMAP}">{rows}</sitemapindex>'


def sitemap(entries: Iterable[Entry]) -> str:
    """Return a sitemap with the day of each entry's last change."""
    rows = "\n".join(
        f"<url><loc>{escape(e.url)}</loc><lastmod>{e.modified.isoformat()}</lastmod></url>" for e in entries
    )
    return f'<urlset xmlns="{SITEMAP}">\n{rows}\n</urlset>'


def news_sitemap(entries: Iterable[Entry], name: str) -> str:
    """Return a Google-news sitemap: publication, language, date and title of each entry."""
    rows = "\n".join(
        f"<url><loc>{escape(e.url)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        f"<news:language>{e.language}</news:language></news:publication>"
        f"<news:publication_date>{e.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(e.title)}</news:title></news:news></url>"
        for e in entries
    )
    return f'<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{rows}\n</urlset>'


def rss(entries: Iterable[Entry], name: str, home: str, language: str) -> str:
    """Return an RSS 2.0 feed."""
    rows = "\n".join(
        f"<item><title>{escape(e.title)}</title><link>{escape(e.url)}</link><guid>{escape(e.url)}</guid>"
        f"<pubDate>{format_datetime(e.published)}</pubDate><description>{escape(e.summary)}</description></item>"
        for e in entries
    )
    return (
        f'<rss version="2.0"><channel><title>{escape(name)}</title><link>{escape(home)}</link>'
        f"<language>{language}</language><description>{escape(name)}</description>\n{rows}\n</channel></rss>"
    )


def atom(entries: Iterable[Entry], name: str, home: str, updated: dt.datetime) -> str:
    """Return an Atom feed (RFC 4287)."""
    rows = "\n".join(
        f'<entry><title>{escape(e.title)}</title><link rel="alternate" href="{escape(e.url)}"/><id>{escape(e.url)}</id>'
        f"<published>{e.published.isoformat()}</published><updated>{e.modified.isoformat()}</updated>"
        f"<summary>{escape(e.summary)}</summary></entry>"
        for e in entries
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(name)}</title><id>{escape(home)}</id>'
        f'<link href="{escape(home)}"/><updated>{updated.isoformat()}</updated>\n{rows}\n</feed>'
    )


def packed(markup: str) -> bytes:
    """Return *markup* as a .gz file, the same bytes each time."""
    return gzip.compress(f'<?xml version="1.0" encoding="UTF-8"?>\n{markup}'.encode(), mtime=0)
