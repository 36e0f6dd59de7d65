"""From what a discovery document names to what the site's facts let through."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

from pipeline.canonical import canonical_url
from spiders.site import Site
from storage.entities import Found, Hint

Kind = Literal["feed", "sitemap", "listing"]
LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class Discovery:
    """What one document said: articles, further documents to read, and what was wrong with it."""

    found: tuple[Found, ...]
    documents: tuple[tuple[Kind, str], ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a document: an absolute address and what was said of it."""

    url: str
    hint: Hint


def wanted(site: Site, item: Item) -> Iterator[Found]:
    """Yield *item* as found, if it is an article of *site* by its address."""
    if len(item.url) > LONGEST_URL or not belongs(item.url, site):
        return
    url = canonical_url(item.url, site.keep_query)
    if not is_article_url(url, site):  # of the canonical form: what only tracks must not hide an article
        return
    stated = [moment for text in (item.hint.modified, item.hint.published) if text and (moment := moment_of(text))]
    yield Found(url, item.hint, max(stated, default=None))


def belongs(url: str, site: Site) -> bool:
    """Say whether *url* is an http address on one of the site's hosts."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(host == one or host.endswith("." + one) for one in site.domains)


def is_article_url(url: str, site: Site) -> bool:
    """Say whether *url* has the form of an article of *site*."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    if site.other_urls and re.search(site.other_urls, address):
        return False
    return re.search(site.article_urls, address) is not None


def moment_of(text: str) -> dt.datetime | None:
    """Return the aware time that *text* states in ISO 8601 or RFC 822 form; a bare day counts from its start, in UTC."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except OverflowError:
        return None
