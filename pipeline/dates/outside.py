"""Whether an element stands in the article, beside it, or where no date of the article ever is."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from pipeline.dates.own import Own

Place = Literal["inside", "beside", "apart", "other", "never"]

OTHER = re.compile(
    r"(?<![a-z])(?:comment|calendar|weather|archive|menu|nav|informer|currency|rates|kurs|similar|also|carousel|slider|ticker)"
)
LINKED = re.compile(  # boxes that hold a link, or are of the article itself
    r"(?<![a-z])(?:related|popular|teaser|recommend|most-?read|top-?news|latest|last-?news|news-?list|lenta|readmore|"
    r"read-more|other-?news|more-?news|novosti-po-teme|opinion-list)"
)
BESIDE = re.compile(
    r"(?<![a-z])(?:side-?bar|aside|footer|widget|banner|copyright|promo(?!ted)|list-item|subscribe|tags?-)"
)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
NEVER_TAGS = frozenset("a nav blockquote form select option script style noscript template textarea button".split())
BESIDE_TAGS = frozenset(("aside", "footer"))
OUTSIDE_TAGS = NEVER_TAGS - {"a", "blockquote"} | BESIDE_TAGS
INSIDE_TAGS = frozenset(("body", "html", "article", "main"))


def place_of(element: HtmlElement, around: Set[HtmlElement], own: Own) -> Place:
    """Return the place of *element*; *around* are the elements that hold the headline, which no box outside does.

    "beside" is a side box in what holds the headline, "apart" one elsewhere, "other" a box that is named as one about other
    articles, "never" a link to another page, a form, or what is not shown.
    """
    place: Place = "inside"
    one: HtmlElement | None = element
    while one is not None and one not in around:
        tag = one.tag
        if tag in ("body", "html") or (tag in INSIDE_TAGS and one is not element and not around):
            break
        if tag in NEVER_TAGS and not (tag == "a" and own.is_at(one)):
            return "never"
        named = "inside" if tag in INSIDE_TAGS else _named(f"{one.get('class', '')} {one.get('id', '')}")
        if named == "other" or (named == "linked" and one.find(".//a[@href]") is not None):
            place = "other"
        elif place == "inside" and (tag in BESIDE_TAGS or named == "beside" or _has_links(one)):
            place = "beside"
        one = one.getparent()
    if place == "beside" and (one is None or one.tag in ("body", "html")):
        return "apart"
    return place


def is_hidden(element: HtmlElement) -> bool:
    """Say whether the page itself keeps *element* from readers."""
    return any(map(hides, (element, *element.iterancestors())))


def hides(element: HtmlElement) -> bool:
    """Say whether *element* itself says that it is not shown."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and HIDDEN.search(style) is not None)


@lru_cache(maxsize=4096)
def _named(names: str) -> Place | Literal["linked"]:
    names = names.lower()
    if OTHER.search(names):
        return "other"
    return "linked" if LINKED.search(names) else "beside" if BESIDE.search(names) else "inside"


def _has_links(element: HtmlElement) -> bool:
    return element.tag == "li" and element.find(".//a[@href]") is not None
