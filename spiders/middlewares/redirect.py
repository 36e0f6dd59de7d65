"""Follows redirects: few, over http and https only, and for an article never away from its site."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders.site import Site
from storage.entities import State

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)


class TooManyRedirects(IgnoreRequest):
    """The address leads from redirect to redirect."""

    state: ClassVar[State] = State.FAILED


class BadRedirect(IgnoreRequest):
    """The redirect leads to another scheme, or nowhere."""

    state: ClassVar[State] = State.FAILED


class LeftSite(IgnoreRequest):
    """The article's address now leads to another site."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"redirected with {status} to {url}")
        self.state = State.NOT_AN_ARTICLE if status in PERMANENT else State.FAILED


class GuardedRedirects(RedirectMiddleware):
    """Scrapy's redirects within limits; what it refuses is a failure with its own name."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of *crawler*; unlike Scrapy's it looks for nobody to set a Referer."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send no Referer."""
        request.headers.pop("Referer", None)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return *response*, or the request that it redirects to; raise when it may not be followed."""
        location = response.headers.get("Location")
        if response.status not in REDIRECTS or location is None:
            return response
        target = target_of(request.url, location.decode("utf-8", "replace"))
        site: Site | None = getattr(self.crawler.spider, "site", None)
        leaves = "leased" in request.cb_kwargs and not request.meta.get("in_archive")
        if leaves and site is not None and not site.owns(target):
            raise LeftSite(target, response.status)
        if request.meta.get("redirect_times", 0) >= self.max_redirect_times:
            raise TooManyRedirects(f"more than {self.max_redirect_times} redirects")
        response.headers["Location"] = target
        return super().process_response(request, response)


def target_of(url: str, location: str) -> str:
    """Return where *location* leads from *url*; raise `BadRedirect` unless that is http or https.

    From https to http on the same host stays https: such redirects come from servers behind a proxy that do not
    know that they are asked over TLS. To http on another host is refused: what TLS protects is not given up.
    """
    try:
        made = urlsplit(urljoin(url, location.strip()))
        old = urlsplit(url)
        if made.scheme not in ("http", "https") or not made.hostname:
            raise BadRedirect(f"redirected to {location[:200]!r}")
        if (old.scheme, made.scheme) != ("https", "http"):
            return urlunsplit(made)
        if made.hostname != old.hostname or made.port not in (None, 80):
            raise BadRedirect(f"redirected from https to {location[:200]!r}")
        return urlunsplit(("https", old.netloc, *made[2:]))
    except ValueError as error:
        raise BadRedirect(f"redirected to {location[:200]!r}: {error}") from error
