"""What goes into the catalog and comes out of it. Plain data; no SQL here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from storage.record import Record

Source = Literal["feed", "sitemap", "news-sitemap", "listing", "archive", "file", "wayback", "cc"]


class State(StrEnum):
    """Where a URL stands. Every discovered URL is in exactly one; all but the first two are end states."""

    PENDING = "pending"
    LEASED = "leased"
    STORED = "stored"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    NOT_AN_ARTICLE = "not-an-article"
    UNDATED = "undated"  # stored, without a date
    ROBOTS = "robots"
    BLOCKED = "blocked"
    GONE = "gone"
    FAILED = "failed"


WHOLE = (0, 3, 4)  # the exit codes of runs that came to their own end
RETRIED = (State.BLOCKED, State.FAILED)  # a later run tries these again, until their attempts are used up


@dataclass(frozen=True, slots=True)
class Hint:
    """What a discovery document said of an address; `published` and `modified` are kept as they were written there."""

    source: Source
    where: str  # the address of the feed, sitemap or listing
    published: str | None = None
    modified: str | None = None
    title: str | None = None
    language: str | None = None
    body: str | None = field(default=None, repr=False)  # a whole article in the feed: a witness for the text


@dataclass(frozen=True, slots=True)
class Found:
    """An address that discovery came upon. `url` is canonical; `modified` is an aware time when one was stated."""

    url: str
    hint: Hint
    modified: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A URL that this run is to fetch, with what the catalog knows of it."""

    url_id: int
    url: str
    attempt: int  # 1 for the first
    etag: str | None
    last_modified: str | None
    has_record: bool
    hints: tuple[Hint, ...]
    is_revisit: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and its end: a status or an error, never both None. `offset` is where the response record begins."""

    at: dt.datetime
    url: str  # after redirects
    status: int | None
    error: str | None = None
    seconds: float = 0.0
    archive_file: str | None = None  # relative to the store
    offset: int | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a leased URL. With a `record`, the catalog itself decides: stored, undated, duplicate, unchanged."""

    url_id: int
    state: State  # the proposed end state
    reason: str = ""  # the name of a Drop, or one line of error
    fetch: Fetch | None = None
    record: Record | None = None
    address: str | None = None  # canonical, of where redirects led
    stated: str | None = None  # canonical, the address that the page calls its own


@dataclass(frozen=True, slots=True)
class Run:
    """A run that holds its site."""

    id: int
    site: str
    lease_seconds: int


@dataclass(frozen=True, slots=True)
class Discovered:
    """What became of found addresses: new ones, known ones asked for again because they changed, other known ones."""

    new: int
    reopened: int
    known: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the catalog made of an outcome."""

    url_id: int
    state: State
    record_id: int | None = None
    reason: str = ""
