"""One visit to one URL, as it goes through the item pipelines: Fetched → Archived → Read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pipeline.page import Page
from spiders.site import Site
from storage.entities import Fetch, Hint, Leased, State
from storage.record import Record

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as they went over the wire, but for chunking. `url` is where the response came from."""

    url: str
    at: dt.datetime
    seconds: float
    request_headers: Headers = field(repr=False)
    status: int
    response_headers: Headers = field(repr=False)
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return the first response header called *name* (lower case), or the empty string."""
        wanted = name.encode()
        return next((header_text(value) for key, value in self.response_headers if key.lower() == wanted), "")


def header_text(value: bytes) -> str:
    """Return the *value* of a header, with a space for NUL, which is none of a text (RFC 9110 section 5.5)."""
    return value.decode("latin-1").replace("\0", " ")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back for a URL: a page to read, or an end state with its reason."""

    leased: Leased
    exchange: Exchange | None = field(repr=False)
    page: Page | None = None
    state: State | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    """A visit whose response, if any, is in the archive; `fetch` says where, or why there was none."""

    fetched: Fetched
    fetch: Fetch


@dataclass(frozen=True, slots=True)
class Read:
    """A visit whose page has been read: a record, or an end state with its reason."""

    archived: Archived
    record: Record | None = field(default=None, repr=False)
    state: State = State.STORED
    reason: str = ""


def page_of(exchange: Exchange, site: Site, hints: tuple[Hint, ...], furniture: frozenset[str] = frozenset()) -> Page:
    """Return the page of *site* that *exchange* brought."""
    return Page(
        url=exchange.url,
        body=exchange.body,
        fetched_at=exchange.at,
        timezone=site.timezone,
        status=exchange.status,
        content_type=exchange.header("content-type"),
        content_encoding=exchange.header("content-encoding"),
        hints=hints,
        rules=site.rules,
        furniture=furniture,
    )
