"""From what a discovery document names to what the site's facts let through."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from pipeline.canonical import canonical_url
from spiders.site import Site
from storage.entities import Found, Hint

Kind = Literal["feed", "sitemap", "listing"]
LONGEST_URL = 2_000
MOST_PARAMETERS = 12
MOST_REPEATS = 3
FEW = 20  # entries from which one shared time of change is no chance
MADE_WITHIN = dt.timedelta(minutes=10)
EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What one document said: articles, further documents to read, and what was wrong with it."""

    found: tuple[Found, ...]
    documents: tuple[tuple[Kind, str], ...]
    faults: tuple[str, ...]
    changed: Mapping[str, dt.datetime] = field(default_factory=dict)  # of those documents whose last change is stated
    instead: str = ""  # what was given in its place: "page", or the name of a drop such as "Challenge"
    other: str = ""  # the first address that is no article of the site


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a document: an absolute address and what was said of it."""

    url: str
    hint: Hint


def collected(
    site: Site, items: Iterable[Item], documents: tuple[tuple[Kind, str], ...] = (), faults: Sequence[str] = ()
) -> Discovery:
    """Return the discovery of *items*, each address once: the first that says most is kept."""
    found: dict[str, Found] = {}
    other = ""
    for item in items:
        ours = [*wanted(site, item)]
        other = other or ("" if ours else item.url)
        for one in ours:
            old = found.get(one.url)
            if old is None or (old.hint.published is None and one.hint.published is not None):
                found[one.url] = one
    return Discovery(tuple(found.values()), documents, tuple(faults), other=other)


def wanted(site: Site, item: Item) -> Iterator[Found]:
    """Yield *item* as found, if it is an article of *site* by its address."""
    if not site.owns(item.url) or is_trap(item.url):
        return
    url = canonical(item.url, site)
    if len(url) > LONGEST_URL or not is_article_url(url, site):  # of the canonical form: what only tracks must not hide an article
        return
    stated = (moment_of(text, site) for text in (item.hint.modified, item.hint.published) if text)
    yield Found(url, item.hint, max(filter(None, stated), default=None))


def without_generation_time(found: Sequence[Found]) -> list[Found]:
    """Return *found* without stated changes that are the time at which the document was made, which nearly all share.

    Such a document, read again, would have all of them asked for again.
    """
    stated = sorted(one.modified for one in found if one.modified)
    odd = len(stated) // 20
    if len(stated) < max(FEW, 0.9 * len(found)) or stated[-1 - odd] - stated[odd] > MADE_WITHIN:
        return list(found)
    return [replace(one, modified=None) for one in found]


def canonical(url: str, site: Site) -> str:
    """Return the canonical form of *url*, with what names an article on *site*."""
    return canonical_url(url, site.keep_query)


def is_article_url(url: str, site: Site) -> bool:
    """Say whether *url* has the form of an article of *site*."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    if site.other_urls and re.search(site.other_urls, address):
        return False
    return re.search(site.article_urls, address) is not None


def is_trap(url: str) -> bool:
    """Say whether *url* is of a kind without end: too long, with too many parameters, its path in circles."""
    if len(url) > LONGEST_URL:
        return True
    parts = urlsplit(url)
    segments = Counter(part for part in parts.path.split("/") if part)
    return parts.query.count("&") >= MOST_PARAMETERS or max(segments.values(), default=0) > MOST_REPEATS


def joined(base: str, address: str) -> str:
    """Return *address* as an absolute one without white space or control characters; empty when it is none, or too long."""
    try:
        made = urljoin(base, SPACE.sub("", address).partition("#")[0]) if address else base
    except ValueError:
        return ""
    return made if len(made) <= LONGEST_URL else ""


def moment_of(text: str, site: Site) -> dt.datetime | None:
    """Return the time that *text* states in ISO 8601 or RFC 822 form, in UTC; without a zone, the site's counts."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(site.timezone))).astimezone(dt.UTC)
    except OverflowError:
        return None
