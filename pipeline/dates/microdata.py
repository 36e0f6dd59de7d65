"""Whose dates the meta elements of a page's microdata are: a comment's or another article's are not the page's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.json_ld import HEADLINE, OTHER_TYPES
from pipeline.dates.stated import MICRODATA
from pipeline.document import Document

HEADLINES = frozenset(("headline", "name"))
MOST = 60


def of_others(document: Document) -> frozenset[str]:
    """Return the dates in meta elements that are said of other items only."""
    metas = [one for one in document.tagged("meta") if (one.get("itemprop") or "").strip().lower() in MICRODATA]
    said = [(one.get("content") or "", _is_of_other(one, document)) for one in islice(metas, MOST)]
    return frozenset(text for text, other in said if other) - {text for text, other in said if not other}


def _is_of_other(meta: HtmlElement, document: Document) -> bool:
    item = _item_of(meta)
    if item is None:
        return False
    if OTHER_TYPES.search(item.get("itemtype") or ""):
        return True
    headlines = list(filter(None, _headlines(item)))
    title = document.head_title.casefold()
    return (
        bool(headlines) and item.find(".//h1") is None and not any(text in title or title in text for text in headlines)
    )


def _item_of(element: HtmlElement) -> HtmlElement | None:
    return next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)


def _headlines(item: HtmlElement) -> Iterator[str]:
    for one in item.iter():
        if one.get("itemprop") in HEADLINES and _item_of(one) is item:
            yield " ".join((one.get("content") or one.text_content()).split()).casefold()[:HEADLINE]
