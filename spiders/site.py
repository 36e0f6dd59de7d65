"""What kznews knows of a site, as facts. No Scrapy here, so that the command line can list sites at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.page import PageRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One publisher. Addresses are absolute; patterns are regular expressions searched in path and query."""

    name: str
    home: str
    domains: tuple[str, ...]  # hosts whose pages belong to the site, and their subdomains; with a port, that port alone
    languages: tuple[str, ...]
    names: tuple[str, ...] = ()  # by which others cite it, besides its domains; in the nominative
    timezone: str = "Asia/Almaty"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()  # indexes, plain ones and Google-news ones
    listings: tuple[str, ...] = ()  # "{page}" in an address counts from 1
    listing_pages: int = 1  # how many pages of a listing a crawl reads at most; it stops at the first without news
    archives: tuple[str, ...] = ()  # an address per day: "{day:%Y/%m/%d}"
    article_urls: str = r"."
    other_urls: str | None = None  # never articles, though `article_urls` would have them
    keep_query: tuple[str, ...] = ()  # query parameters that name an article
    rules: PageRules = PageRules()
    schedule: str = "every 30 min"
    max_age_days: int | None = None  # a crawl leaves older discoveries to a backfill
    learn_furniture: bool = True  # after a crawl, when the site's articles have grown by a quarter
    revisits: int = 50  # stored articles that a crawl asks for again at most; 0 for none
    revisit_after: float = 1.0  # hours until an article is asked for again; each further visit at three times that age
    revisit_days: float = 7.0  # after its last change it is asked for no more; 0 for never
    delay: float = 2.0  # seconds between requests to one host
    concurrency: int = 1  # connections to one host
    tolerance: float = 0.1  # the share of fetches that may fail before a run exits with 3
    verified: dt.date | None = None  # the day on which the facts were last seen to hold on the live site
    note: str = ""

    def owns(self, url: str) -> bool:
        """Say whether *url* is an http address on one of the site's hosts."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:  # such as an IPv6 address without its bracket
            return False
        if parts.scheme not in ("http", "https") or parts.username is not None or port == 0:
            return False
        names = (host, f"{host}:{port}")
        return any(name.endswith(f".{one}") or name == one for one in self.domains for name in names)
