"""Web archives as sources: the Wayback Machine's CDX server and Common Crawl's index, and how to get what they list.

https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server and https://index.commoncrawl.org/ describe them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from pipeline.drop import BadContent
from spiders.backfill.span import Span
from spiders.backfill.walk import SAME_PAGES, Step, Walk
from spiders.discovery.found import Item, Kind, wanted
from spiders.documents import Document, body_of
from spiders.site import Site
from storage.entities import Found, Hint

Archive = Literal["wayback", "cc"]
CAPTURED_WITHIN = dt.timedelta(days=90)  # after the span: articles are often first captured long after they appeared
WHOLE = 1 << 30  # pages without an article in a row: an index has an end, and lists more than articles
ROWS = 1_000  # of an index, in one answer
SHOWN = ("200", "-")  # a capture that repeats an earlier one states none, and is shown as that one
STAMP = re.compile(r"\d{14}")
SNAPSHOT = re.compile(r"/web/(\d{14})id_/")
MEMBER = re.compile(r"(?P<file>\S+)#(?P<offset>\d+)\+(?P<length>\d+)@(?P<stamp>\d{14})")


@dataclass(frozen=True, slots=True)
class Bases:
    """Where the archives are."""

    wayback: str = "https://web.archive.org"
    cc_index: str = "https://index.commoncrawl.org"
    cc_data: str = "https://data.commoncrawl.org"


@dataclass(frozen=True, slots=True)
class Capture:
    """A page in an archive: what to ask for, and when it was captured."""

    address: str
    headers: Mapping[str, str]
    at: dt.datetime


def walks_of_archive(source: Archive, site: Site, span: Span, bases: Bases) -> Iterator[Walk]:
    """Yield the walks through the index of *source*: one a host of *site*, or a crawl."""
    if source == "cc":
        yield Collections(site, span, bases)
        return
    for domain in site.domains:
        yield Wayback(site, span, bases.wayback.rstrip("/"), domain)


def capture_of(hints: tuple[Hint, ...], source: Archive) -> Capture | None:
    """Return where the page of *hints* is to be had from *source*; None when that does not have it."""
    for hint in hints:
        if hint.source != source:
            continue
        if source == "wayback" and (found := SNAPSHOT.search(hint.where)):
            return Capture(hint.where, {}, moment_of_stamp(found[1]))
        if member := MEMBER.fullmatch(hint.where):
            first = int(member["offset"])
            last = first + int(member["length"]) - 1
            return Capture(member["file"], {"Range": f"bytes={first}-{last}"}, moment_of_stamp(member["stamp"]))
    return None


@dataclass(frozen=True, slots=True)
class Wayback(Walk):
    """The captures of one host. A position is the CDX server's resume key."""

    site: Site
    span: Span
    base: str
    domain: str
    patience: int = WHOLE
    kind: Kind = "sitemap"
    ordered: bool = False

    @property
    def root(self) -> str:
        """The name of the walk."""
        return f"{self.base}/cdx/search/cdx?url={self.domain}"

    def start(self) -> str:
        """Return the position before the first capture."""
        return "-"

    def address(self, at: str) -> str:
        """Return the query for the captures from *at* on."""
        query = [("url", self.domain), ("matchType", "domain"), ("output", "json")]
        query += [("fl", "timestamp,original,mimetype,statuscode"), ("filter", "statuscode:200")]
        query += [("filter", "mimetype:text/html"), ("collapse", "urlkey"), *_window(self.span)]
        query += [("limit", str(ROWS)), ("showResumeKey", "true")]
        if at != "-":
            query.append(("resumeKey", at))
        return f"{self.base}/cdx/search/cdx?{urlencode(query)}"

    def read(self, at: str, document: Document) -> Step:
        """Return the articles among the captures, and the resume key."""
        try:
            rows = json.loads(body_of(document).strip() or b"[]")
            key = str(rows[-1][0]) if len(rows) > 1 and rows[-2] == [] else ""
            header, captures = (rows[0], rows[1:-2] if key else rows[1:]) if rows else ([], [])
            named = [dict(zip(header, row, strict=True)) for row in captures]
            items = [self._item(row) for row in named if row.get("statuscode", "200") in SHOWN]
        except (ValueError, TypeError, IndexError, KeyError, BadContent) as error:
            return Step(ended="an answer that is none of a CDX server", faults=(f"{document.url}: {error}",))
        found = tuple(one for item in items for one in wanted(self.site, item))
        if key == at:
            return Step(found, ended="the index repeats its resume key")
        return Step(found, key, "" if key else "the end of the index")

    def absent(self, at: str, status: int) -> Step | None:
        """Return the end: some servers say 404 when nothing was captured."""
        return Step(ended="nothing was captured") if status == 404 else None

    def _item(self, row: Mapping[str, str]) -> Item:
        stamp, url = row["timestamp"], row["original"]
        if not STAMP.fullmatch(stamp):
            raise ValueError(f"no timestamp: {stamp!r}")
        return Item(_plain(url), Hint("wayback", f"{self.base}/web/{stamp}id_/{url}"))


@dataclass(frozen=True, slots=True)
class Collections(Walk):
    """Common Crawl's list of crawls; each that may hold the span's pages is a walk for each host."""

    site: Site
    span: Span
    bases: Bases
    patience: int = SAME_PAGES
    kind: Kind = "sitemap"
    ordered: bool = False

    @property
    def root(self) -> str:
        """The list's address."""
        return f"{self.bases.cc_index.rstrip('/')}/collinfo.json"

    def read(self, at: str, document: Document) -> Step:
        """Return the walks through the crawls, oldest first."""
        try:
            every = [one for one in json.loads(body_of(document)) if one["cdx-api"]]
            crawls = sorted(filter(self._may_hold, every), key=lambda one: str(one["id"]))
        except (ValueError, TypeError, KeyError, BadContent) as error:
            return Step(ended="an answer that is no list of crawls", faults=(f"{document.url}: {error}",))
        data = self.bases.cc_data.rstrip("/")
        parts = tuple(
            CrawlIndex(self.site, self.span, str(one["cdx-api"]), data, domain)
            for one in crawls
            for domain in self.site.domains
        )
        return Step(ended="read whole", parts=parts)

    def _may_hold(self, crawl: Mapping[str, Any]) -> bool:
        """Say whether a crawl, by its stated days or else by the week in its name, fell into the span's window."""
        week = re.search(r"(\d{4})-(\d{2})$", str(crawl["id"]))
        if crawl.get("from") and crawl.get("to"):
            began, ended = (dt.date.fromisoformat(str(crawl[key])[:10]) for key in ("from", "to"))
        elif week:
            began = dt.date.fromisocalendar(int(week[1]), min(int(week[2]), 52), 1) - dt.timedelta(days=14)
            ended = began + dt.timedelta(days=35)
        else:
            return True
        return ended >= self.span.first and began <= self.span.last + CAPTURED_WITHIN


@dataclass(frozen=True, slots=True)
class CrawlIndex(Walk):
    """The captures of one host in one crawl. A position is "pages", then a page and how many there are."""

    site: Site
    span: Span
    api: str
    data: str
    domain: str
    patience: int = WHOLE
    kind: Kind = "sitemap"
    ordered: bool = False

    @property
    def root(self) -> str:
        """The name of the walk."""
        return f"{self.api}?url={self.domain}"

    def start(self) -> str:
        """Return the position at which the pages are counted."""
        return "pages"

    def address(self, at: str) -> str:
        """Return the query for the number of pages, or for one."""
        query = [("url", self.domain), ("matchType", "domain"), ("output", "json")]
        query += [("filter", "=status:200"), ("filter", "~mime:.*html.*"), *_window(self.span)]
        query.append(("showNumPages", "true") if at == "pages" else ("page", at.partition("/")[0]))
        return f"{self.api}?{urlencode(query)}"

    def read(self, at: str, document: Document) -> Step:
        """Return the articles among a page's captures."""
        try:
            lines = body_of(document).decode("utf-8", "replace").splitlines()
            if at == "pages":
                return self._counted(json.loads("".join(lines)))
            found = tuple(one for line in lines if line.strip() for one in self._found(json.loads(line)))
        except (ValueError, TypeError, KeyError, BadContent) as error:
            return Step(ended="an answer that is none of a CDX server", faults=(f"{document.url}: {error}",))
        page, pages = (int(number) for number in at.split("/"))
        following = f"{page + 1}/{pages}" if page + 1 < pages else ""
        return Step(found, following, "" if following else "the end of the index")

    def absent(self, at: str, status: int) -> Step | None:
        """Return the end: the server says 404 when nothing was captured."""
        return Step(ended="nothing was captured") if status == 404 else None

    def done(self, at: str) -> float:
        """Return the share of pages behind *at*."""
        page, _, pages = at.partition("/")
        return int(page) / int(pages) if pages else 0.0

    def _counted(self, answer: Any) -> Step:
        pages = int(answer["pages"] if isinstance(answer, dict) else answer)
        return Step(following=f"0/{pages}") if pages else Step(ended="nothing was captured")

    def _found(self, row: Mapping[str, str]) -> Iterator[Found]:
        stamp, place = row["timestamp"], f"{int(row['offset'])}+{int(row['length'])}"
        if row.get("status", "200") != "200" or not STAMP.fullmatch(stamp) or " " in row["filename"]:
            return
        hint = Hint("cc", f"{self.data}/{row['filename']}#{place}@{stamp}")
        yield from wanted(self.site, Item(_plain(row["url"]), hint))


def _window(span: Span) -> list[tuple[str, str]]:
    return [("from", f"{span.first:%Y%m%d}"), ("to", f"{span.last + CAPTURED_WITHIN:%Y%m%d}")]


def _plain(url: str) -> str:
    """Return *url* without the port that archives write out though it is the scheme's own."""
    return re.sub(r"^(http://[^/:]+):80(?=/|$)|^(https://[^/:]+):443(?=/|$)", r"\1\2", url)


def moment_of_stamp(stamp: str) -> dt.datetime:
    """Return the time of a capture's timestamp of 14 digits."""
    return dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
