"""Dates that a page's head, its markup, its address and its discovery state for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import chain
from zoneinfo import ZoneInfo

from pipeline.dates.months import month_of
from pipeline.dates.ranks import Rank
from pipeline.dates.read import Reading, read, read_iso
from pipeline.dates.verdict import Source
from pipeline.document import Document
from pipeline.stated import stated_url

PUBLISHED_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "published_time", "published_at",
    "date.published",
    "published-date", "article_date_original", "article.published", "originalpublicationdate", "sailthru.date", "parsely-pub-date",
    "mediator_published_time", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued",
    "dcterms.issued", "dcsext.articlefirstpublished", "rnews:datepublished", "bt:pubdate",
    "analyticsattributes.articledate",
    "article-publication-date", "displaydate", "ptime", "shareaholic:article_published_time", "vr:published_time",
    "article.created", "article_publish_date", "article:post_date", "citation_publication_date", "citation_date", "citation_online_date",
    "eprints.date",
    "bepress_citation_date", "wp_post_date", "article:create", "news:publication_date", "publishedat", "firstpublished",
    "pub_date", "published", "article:published_date", "article:published:time", "content:publishdate", "prism.publicationdate",
    "date.available", "dc.date.available", "dcterms.available", "og:release_date", "release:date", "firstpublishedtime",
)  # fmt: skip
RESOURCE_METAS = (
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc:date",
    "dcterms:date",
    "dcterms:created",
    "date.created",
)  # some date of the page
VAGUE_METAS = (
    "date",
    "created",
    "datecreated",
    "article:created",
    "creation_date",
    "createdate",
    "release_date",
    "releasedate",
    "og:pubdate",
    "time",
    "timestamp",
    "apub:time",
)
DESCRIPTIONS = ("description", "og:description")
LABELLED = re.compile(  # the day with which a description ends
    r"(?:^|[(\[|•·]\s*|[.!?…]\s+)(?:новость от|опубликовано|дата публикации|жарияланған(?: күні)?|жарияланды|опубліковано|"
    r"published(?: on)?|notizia del|veröffentlicht am|publié le)\s*:?\s+([^()]{6,40})[)\]]?\W*$",
    re.I,
)
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified", "dc.date.modified",
    "mediator_modified_time", "date.updated", "modified_time", "revised", "updated_time", "article:modified",
    "last_modified", "last-updated", "last_updated", "last_updated_date", "dateupdate", "date.modified", "article:modified_date",
    "article:modified:time", "og:article:modified_time", "lastmodifiedtime",
)  # fmt: skip
VENDOR_METAS = ("published", "published_time", "publish_date", "published_at", "pubdate", "uploaded", "upload_date")
NAMED_METAS = frozenset((*PUBLISHED_METAS, *RESOURCE_METAS, *VAGUE_METAS, *MODIFIED_METAS))
MICRODATA = frozenset(("datepublished", "datecreated"))
URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[/_.-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])[1-9])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9])(?!\d)"
)
URL_DAY_LAST = re.compile(  # a day among words that the same mark parts is one of the headline's words
    r"(?<!\d)(?!(?<=-)\d\d-)(?!(?<=_)\d\d_)(?P<day>0[1-9]|[12]\d|3[01])(?P<sep>[/_.-])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)"
)
URL_MONTH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?P<day>0?[1-9]|[12]\d|3[01])/",
    re.I,
)
URL_SECTION = re.compile(  # between the year and the month stands what the article is filed under
    r"/(?P<year>(?:19|20)\d\d)(?:/[A-Za-z][A-Za-z_-]*){1,2}/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])/"
)
URL_GLUED = re.compile(  # before words: a number alone is one of another kind
    r"(?<![^/_-])(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>20[0-4]\d)(?=[_-][^\W\d_])"
)
UTC = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)\W*$")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
JAVASCRIPT = re.compile(  # ECMA-262, Date.prototype.toString
    r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4}).*"
)
JAVA = re.compile(
    r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) (?:(?:(GMT|UTC)|[A-Z]{3,5}) )?(\d{4})$"
)  # Date.toString, and ctime of C
RFC_822 = re.compile(r"[A-Za-z]{3},?\s+\d{1,2}\s+[A-Za-z]{3}|\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d\d:\d\d")


MODIFIED = "modified, not published"  # faults of several places
OF_ANOTHER = "another article"
HINTS = {"news-sitemap": Rank.NEWS_SITEMAP, "feed": Rank.FEED}  # of others, a listing's


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that states a date: `rank` says how far it is believed, `fault` why not at all."""

    rank: Rank
    source: Source
    text: str
    reading: Reading | None
    fault: str = ""

    @property
    def day(self) -> dt.date | None:
        """The day that it states."""
        return self.reading.day if self.reading else None

    @property
    def time(self) -> dt.time | None:
        """The time that it states."""
        return self.reading.time if self.reading else None


def in_hints(document: Document) -> Iterator[Candidate]:
    """Yield what feeds, sitemaps and listings said of the page."""
    for hint in document.page.hints:
        if hint.published:
            rank = HINTS.get(hint.source, Rank.LISTING)
            yield candidate(rank, hint.source, hint.published, document)
        if hint.modified:
            yield candidate(Rank.NEVER, hint.source, hint.modified, document, MODIFIED)


def in_metas(document: Document, others: Set[str]) -> Iterator[Candidate]:
    """Yield the dates of meta elements; those in *others* are said of other articles."""
    for names, rank, fault in (
        (PUBLISHED_METAS, Rank.PUBLISHED, ""),
        (RESOURCE_METAS, Rank.RESOURCE, ""),
        (VAGUE_METAS, Rank.VAGUE, ""),
        (MODIFIED_METAS, Rank.NEVER, MODIFIED),
    ):
        for name in filter(document.metas.__contains__, names):
            for text in document.metas[name][:3]:
                of_other = OF_ANOTHER if text in others and name in MICRODATA else ""
                yield candidate(rank, "meta", text, document, fault or of_other)
    for name in DESCRIPTIONS:
        for text in document.metas.get(name, ())[:1]:
            if label := LABELLED.search(text):
                yield candidate(Rank.DESCRIPTION, "meta", label[1], document)
    for name, texts in document.metas.items():
        if ":" in name and name.rpartition(":")[2] in VENDOR_METAS and name not in NAMED_METAS:
            yield candidate(Rank.VENDOR, "meta", texts[0], document)


def in_url(document: Document) -> Iterator[Candidate]:
    """Yield the full day in the page's address, or in the one that the page states for itself."""
    for url in (document.page.url, *document.metas.get("og:url", ())[:1], stated_url(document) or ""):
        path = url.partition("?")[0]
        match = next(chain.from_iterable(form.finditer(path) for form in (URL_DAY, URL_DAY_LAST, URL_MONTH, URL_SECTION)), None)
        rank = Rank.ADDRESS
        if match is None:
            match, rank = URL_GLUED.search(path), Rank.GLUED
        if match is None:
            continue
        month = int(match["month"]) if match["month"].isdigit() else month_of(match["month"])
        yield candidate(rank, "url", f"{match['year']}-{month:02d}-{int(match['day']):02d}", document)
        return


def candidate(rank: Rank, source: Source, text: str, document: Document, fault: str = "") -> Candidate:
    """Return the candidate for *text*, read in the publisher's zone."""
    reading = read_stated(text, document)
    return Candidate(rank, source, text.strip()[:200], reading, fault or ("" if reading else "not a date"))


def read_stated(text: str, document: Document) -> Reading | None:
    """Return the date that a field made for machines states."""
    text, zone = text.strip(), document.page.timezone
    if iso := read_iso(text, zone):
        return iso
    text = JAVASCRIPT.sub(r"\2 \1 \3 \4", text)
    text = JAVA.sub(r"\2 \1 \5 \3 \4", text).strip()
    moment: dt.datetime | None = None
    if EPOCH.fullmatch(text):
        moment = dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
    elif RFC_822.search(text):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            moment = None
    if moment is None:
        return read(text, document.page.fetched_at, zone)
    if moment.tzinfo and zone:
        moment = moment.astimezone(ZoneInfo(zone))
    return Reading(moment.date(), moment.time().replace(second=0), 0, len(text), "iso")
