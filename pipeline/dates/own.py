"""Whether a link leads to the page itself: a date in it, or beside it in a list, is that of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, takewhile
from urllib.parse import urljoin

from lxml.html import HtmlElement

from pipeline.document import Document
from pipeline.stated import stated_url

SCHEME = re.compile(r"https?://(?:www\.)?", re.I)
LEVELS = 4  # elements around a date that are searched for the first link
MOST_LINKS = 20
LEAST = 12  # characters of a link that names an article, not a language or a section


class Own:
    """The addresses of a page: the one it was asked for, and what it states for itself. Looked up when first asked for."""

    __slots__ = ("_addresses", "_document")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._addresses: frozenset[str] | None = None

    def is_at(self, link: HtmlElement) -> bool:
        """Say whether *link* leads to the page, and not to a comment or another place on it."""
        href = (link.get("href") or "").strip()
        if not href or "#" in href:
            return False
        return self.is_address(href)

    def is_address(self, address: str) -> bool:
        """Say whether *address* is one of the page's."""
        if self._addresses is None:
            self._addresses = frozenset(filter(None, _addresses(self._document)))
        return _absolute(address, self._document) in self._addresses

    def is_on_site(self, address: str) -> bool:
        """Say whether *address* has the host of the page: another may be the same page's, as that for small screens."""
        here = _absolute(self._document.page.url, self._document).partition("/")[0]
        return bool(here) and _absolute(address, self._document).partition("/")[0] == here

    def names(self, element: HtmlElement, headline: str) -> bool:
        """Say whether what stands around *element* names the page: all its links lead there, one by the *headline*."""
        for box in _boxes(element):
            if links := [one for one in islice(box.iter("a"), MOST_LINKS) if one.get("href")]:
                return (
                    len(links) < MOST_LINKS
                    and any(_is_named(one, headline) for one in links)
                    and all(self.is_at(one) for one in links)
                )
        return False


def _addresses(document: Document) -> Iterator[str]:
    yield _absolute(document.page.url, document)
    stated = (_absolute(one, document) for one in (stated_url(document) or "", *document.metas.get("og:url", ())[:1]))
    yield from (one for one in stated if "/" in one)  # templates state the home page for all


def _absolute(address: str, document: Document) -> str:
    """Return *address* without its scheme and its place on the page; nothing where it is none."""
    try:
        absolute = urljoin(document.page.url, address.strip())
    except ValueError:
        return ""
    return SCHEME.sub("", absolute.partition("#")[0]).rstrip("/")


def _boxes(element: HtmlElement) -> Iterator[HtmlElement]:
    near = islice(chain((element,), element.iterancestors()), LEVELS)
    return takewhile(lambda one: one.tag not in ("body", "html"), near)


def _is_named(link: HtmlElement, headline: str) -> bool:
    text = " ".join(link.text_content().split()).rstrip(" .…")
    return min(len(text), len(headline)) >= LEAST and (text in headline or headline in text)
