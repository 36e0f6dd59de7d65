"""What a site of the replica is asked and what it answers, before HTTP dresses it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from kznews.replica.story import Story
from storage.entities import State

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as far as a site looks at it. `attempt` counts the requests for this path, this one included."""

    path: str
    query: dict[str, str]
    attempt: int = 1

    @classmethod
    def of(cls, target: str, attempt: int = 1) -> Asked:
        """Return what the request line's *target* asks for."""
        parts = urlsplit(target)
        return cls(parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()}, attempt)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. With `modified` it carries validators and is answered by 304 when nothing has changed."""

    body: bytes = field(default=b"", repr=False)
    status: int = 200
    content_type: str = HTML
    modified: dt.datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    coding: Literal["identity", "gzip", "br", "deflate"] = "gzip"  # used when the client accepts it
    chunked: bool = False
    cut: bool = False  # the connection ends in the middle of the body


def page(markup: str, modified: dt.datetime | None = None, status: int = 200) -> Answer:
    """Return an HTML page in UTF-8."""
    return Answer(markup.encode(), status, modified=modified)


def xml(markup: str, modified: dt.datetime | None = None, kind: str = "application/xml") -> Answer:
    """Return an XML document in UTF-8."""
    return Answer(f'<?xml version="1.0" encoding="UTF-8"?>\n{markup}'.encode(), content_type=kind, modified=modified)


def moved(target: str, status: int = 301) -> Answer:
    """Return a redirect to *target*."""
    return Answer(b"", status, headers=(("Location", target),))


@dataclass(frozen=True, slots=True)
class Expected:
    """The truth about one address: how a crawl should end it and, for an article, what its record says.

    Addresses with the same `text_key` carry the same text: one of them is stored (or undated), the others are
    duplicates.
    """

    site: str
    url: str
    state: State
    text_key: str = ""
    day: dt.date | None = None
    title: str = ""
    paragraphs: tuple[str, ...] = field(default=(), repr=False)
    language: str | None = None
    why: str = ""  # what is special about the address

    @classmethod
    def of(cls, site: str, url: str, story: Story, why: str = "") -> Expected:
        """Return the truth about an address that shows *story*."""
        day = story.published.date()
        return cls(site, url, State.STORED, story.event, day, story.title, story.paragraphs, story.language, why)
