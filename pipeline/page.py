"""A page: what was fetched, with everything that may bear on its meaning. The pipeline reads nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.entities import Hint


@dataclass(frozen=True, slots=True)
class PageRules:
    """What a site's file says of its pages, as XPath expressions."""

    body: str | None = None  # the element that holds the article's body
    prune: tuple[str, ...] = ()  # elements that are never the article
    date: str | None = None  # the element or attribute that states the day of publication
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One response for one address. `fetched_at` is aware; `timezone` is the publisher's IANA zone."""

    url: str  # where the response came from, after redirects
    body: bytes = field(repr=False)  # as received: decode with `content.decoded`
    fetched_at: datetime | None  # None when nobody knows: then "yesterday" says nothing
    timezone: str = "Asia/Almaty"  # empty when nobody knows: then dates are taken as they are stated
    status: int = 200
    content_type: str = ""  # the header, as received
    content_encoding: str = ""  # the header, as received
    hints: tuple[Hint, ...] = ()
    rules: PageRules = PageRules()
    furniture: frozenset[str] = field(default=frozenset(), repr=False)  # learned block fingerprints of the site
    parts: tuple[Page, ...] = field(default=(), repr=False)  # the pages that go on with the story, in order
