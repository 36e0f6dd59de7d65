"""Whose dates the meta elements of a page's microdata are: a comment's or another article's are not the page's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.json_ld import HEADLINE, OTHER_TYPES, PATH
from pipeline.dates.own import Own
from pipeline.dates.stated import MICRODATA
from pipeline.document import Document, content_of

HEADLINES = frozenset(("headline", "name"))
MOST = 60  # elements of each kind that are looked at


def of_others(document: Document, own: Own) -> frozenset[str]:
    """Return the dates in meta elements that are said of other items only."""
    metas = (one for one in document.having("itemprop") if one.tag == "meta" and one.get("itemprop").strip().lower() in MICRODATA)
    items = [(content_of(one), _item_of(one)) for one in islice(metas, MOST)]
    if all(item is None for _, item in items):
        return frozenset()
    others = _others(document, own)
    said = [(text, item is not None and (item in others or _is_of_other_kind(item))) for text, item in items]
    return frozenset(text for text, other in said if other) - {text for text, other in said if not other}


def _others(document: Document, page: Own) -> frozenset[HtmlElement]:
    """Return the items that have headlines or addresses, none of which is the page's."""
    title = document.head_title.casefold()
    headed = [(item, text in title or title in text) for item, text in _headlines(document)]
    own = {item for item, is_own in headed if is_own}
    own |= {one for h1 in document.tagged("h1")[:MOST] for one in h1.iterancestors()}
    return frozenset((*(item for item, _ in headed), *_linked(document, page))) - own


def _linked(document: Document, own: Own) -> Iterator[HtmlElement]:
    """Yield the items that say of themselves that they are another page of the site."""
    links = (one for one in document.having("itemprop") if one.get("itemprop") == "url")
    for one in islice(links, MOST):
        address, item = one.get("href") or one.get("content") or "", _item_of(one)
        if item is not None and PATH.search(address) and own.is_on_site(address) and not own.is_address(address):
            yield item


def _headlines(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    headlines = (one for one in document.having("itemprop") if one.get("itemprop") in HEADLINES)
    for one in islice(headlines, MOST):
        text = " ".join((one.get("content") or one.text_content()).split()).casefold()[:HEADLINE]
        item = _item_of(one)
        if text and item is not None:
            yield item, text


def _is_of_other_kind(item: HtmlElement) -> bool:
    return OTHER_TYPES.search(item.get("itemtype") or "") is not None


def _item_of(element: HtmlElement) -> HtmlElement | None:
    return next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
