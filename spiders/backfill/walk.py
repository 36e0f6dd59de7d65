"""Walks backwards through a site's own documents: which address stands at a position, and what follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from spiders.backfill.span import Side, Span
from spiders.discovery.found import Discovery, Kind
from spiders.discovery.listing import read_listing
from spiders.documents import Document, body_of, discover
from spiders.site import Site
from storage.entities import Found

SAME_PAGES = 3  # pages of a listing in a row without a new address
SAME_DAYS = 31  # day pages, of which quiet ones repeat what stands beside the news on each page
MOST_PAGES_OF_DAY = 50
MOST_PARTS = 20_000  # of all sitemaps


@dataclass(frozen=True, slots=True)
class Step:
    """What a document said: addresses, the position after it (empty at the end, then `ended` says why), parts to walk."""

    found: tuple[Found, ...] = field(default=(), repr=False)
    following: str = ""
    ended: str = ""
    parts: tuple[Walk, ...] = ()
    faults: tuple[str, ...] = ()


class Walk(Protocol):
    """One way through documents. A position is a text that the catalog keeps; where nothing else is said, there is but one."""

    @property
    def root(self) -> str:
        """The document that the site declares; it names the walk."""

    @property
    def patience(self) -> int:
        """How many pages in a row may be without a new address."""

    @property
    def kind(self) -> Kind:
        """How its documents are read."""

    @property
    def ordered(self) -> bool:
        """Say whether a document lists newer articles before older ones."""

    def start(self) -> str:
        """Return the first position."""
        return "whole"

    def address(self, at: str) -> str:
        """Return the address of the document at a position."""
        return self.root

    def read(self, at: str, document: Document) -> Step:
        """Return what the document at a position says."""

    def absent(self, at: str, status: int) -> Step | None:
        """Return what it means that there is no document at a position; None when that is a fault."""
        return None

    def done(self, at: str) -> float:
        """Return how much of the walk lies behind a position, of 1; 0 where nobody knows."""
        return 0.0


def walks_of(site: Site, span: Span) -> Iterator[Walk]:
    """Yield the walks that *site* declares: those that state days first, so that fewer pages are asked for in doubt."""
    for pattern in site.archives:
        yield DayPages(site, span, pattern)
    for url in site.sitemaps:
        yield Sitemap(site, span, url)
    for pattern in site.listings:
        yield Listing(site, pattern)


@dataclass(frozen=True, slots=True)
class DayPages(Walk):
    """An archive with a page a day, each perhaps with further pages. A position is a day, or a day and an address."""

    site: Site
    span: Span
    root: str
    patience: int = SAME_DAYS
    kind: Kind = "listing"
    ordered: bool = False  # all of it is of one day

    def start(self) -> str:
        """Return the last day."""
        return next(self.span.days()).isoformat()

    def address(self, at: str) -> str:
        """Return the page of the day."""
        day, _, rest = at.partition(" ")
        return rest.partition(" ")[2] or self.root.format(day=dt.date.fromisoformat(day))

    def read(self, at: str, document: Document) -> Step:
        """Return what the day's page lists; its next page comes before the day before."""
        day, _, rest = at.partition(" ")
        number = int(rest.partition(" ")[0] or 1)
        read = read_listing(self.site, document.url, body_of(document), document.content_type, source="archive")
        following = next((url for _, url in read.documents), "")
        if following and number < MOST_PAGES_OF_DAY and read.found and following != document.url:
            return Step(read.found, f"{day} {number + 1} {following}", faults=read.faults)
        return self._before(day, read)

    def absent(self, at: str, status: int) -> Step | None:
        """Return the step to the day before: a day without news may have no page."""
        return self._before(at.partition(" ")[0], Discovery((), (), ())) if status in (404, 410) else None

    def done(self, at: str) -> float:
        """Return the share of days behind *at*."""
        return (self.span.last - dt.date.fromisoformat(at.partition(" ")[0])).days / len(self.span)

    def _before(self, day: str, read: Discovery) -> Step:
        earlier = next((one for one in self.span.days() if one < dt.date.fromisoformat(day)), None)
        ended = "" if earlier else "all days were asked for"
        return Step(read.found, earlier.isoformat() if earlier else "", ended, faults=_but_empty(read.faults))


@dataclass(frozen=True, slots=True)
class Listing(Walk):
    """A listing with numbered pages, or with links to the next one. A position is a number, or an address."""

    site: Site
    root: str
    patience: int = SAME_PAGES
    kind: Kind = "listing"
    ordered: bool = True

    def start(self) -> str:
        """Return the first page."""
        return "1"

    def address(self, at: str) -> str:
        """Return the page's address."""
        return self.root.format(page=at) if at.isdecimal() else at

    def read(self, at: str, document: Document) -> Step:
        """Return what the page lists, and the page that follows."""
        read = discover(self.site, document)
        linked = next((url for _, url in read.documents), "")
        following = str(int(at) + 1) if "{page}" in self.root else linked
        return Step(read.found, following, "" if following else "the last page", faults=_but_empty(read.faults))

    def absent(self, at: str, status: int) -> Step | None:
        """Return the end, when there was a page before."""
        return Step(ended=f"the last page: HTTP {status} after it") if status in (404, 410) and at != "1" else None


@dataclass(frozen=True, slots=True)
class Sitemap(Walk):
    """A sitemap, whose parts, if it is an index, are walks of their own."""

    site: Site
    span: Span
    root: str
    patience: int = SAME_PAGES
    kind: Kind = "sitemap"
    ordered: bool = False

    def read(self, at: str, document: Document) -> Step:
        """Return what the sitemap names; parts that by their name or their last change hold other days are skipped."""
        read = discover(self.site, document)
        parts = [url for kind, url in read.documents if kind == "sitemap" and not self._misses(url, read)]
        walks = tuple(Sitemap(self.site, self.span, url) for url in parts[:MOST_PARTS])
        return Step(read.found, ended="read whole", parts=walks, faults=_but_empty(read.faults))

    def _misses(self, url: str, read: Discovery) -> bool:
        changed = read.changed.get(url)
        return self.span.misses_month_of(url) or (
            changed is not None and self.span.side(_day(changed, self.site)) is Side.BEFORE
        )


def _day(moment: dt.datetime, site: Site) -> dt.date:
    return moment.astimezone(ZoneInfo(site.timezone)).date()


def _but_empty(faults: tuple[str, ...]) -> tuple[str, ...]:
    """Return *faults* but those of pages that are merely empty."""
    return tuple(one for one in faults if one != "a listing without links")
