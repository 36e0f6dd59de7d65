"""Which element of a page is its headline, as far as dates need to know: by the page's title, before any h1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipeline.document import Document

WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 5  # letters that the forms of a word have in common
MOST_ELEMENTS = 30_000  # of a page that are looked at
HEADLINE_TAGS = frozenset(("h2", "h3", "b", "strong", "div", "span", "td", "p", "font", "big"))
LEAST_HEADLINE = 20  # characters of a headline that is none by its tag, but begins the title
LONGEST_HEADLINE = 400
MOST_H1 = 60
SIGNS = " \t|/·•»«:–—-"  # between a headline and the name of the site
TITLE_PART = 40  # characters of an h1 that stand in the title
LEAST_H1 = 8


def headline_of(document: Document, title: str) -> HtmlElement | None:
    """Return the headline: an h1 that stands in the page's title, what begins that or is most of it, or any h1."""
    found = document.tagged("h1")[:MOST_H1]
    texts = [(element, " ".join(element.text_content().split())) for element in found]
    h1 = [(element, text) for element, text in texts if len(text) > LEAST_H1]
    for element, text in h1:
        if text[:TITLE_PART] in title:
            bare = _without_site(text, title, document)
            return element if bare is None else bare
    first = next((one for one, text in _lines(document) if _begins(title, text)), None)
    return first if first is not None else _of_words(title, h1[0] if h1 else None, document)


def _without_site(h1: str, title: str, document: Document) -> HtmlElement | None:
    """Return the heading that says what *h1* does without the name of the site, with which *title* ends: that h1 is for machines."""
    if not title.endswith(h1.rstrip(SIGNS)[-1:]):  # as nearly always: no heading need be read
        return None
    for tag in ("h2", "h3"):
        for element in document.tagged(tag)[:MOST_H1]:
            text = " ".join(element.text_content().split())
            name = h1.removeprefix(text).strip(SIGNS)
            if len(text) > LEAST_HEADLINE and name and len(text) + len(name) <= len(h1) and title.endswith(name):
                return element
    return None


def _of_words(title: str, h1: tuple[HtmlElement, str] | None, document: Document) -> HtmlElement | None:
    """Return what is most of the title, or *h1* where that has a word of the rest, so that the most is the site's name."""
    most = _within(title, document)
    if most is None or h1 is None:
        return h1[0] if most is None and h1 is not None else most
    rest = title.replace(" ".join((most.text or "").split()), "").casefold()
    return h1[0] if any(word[:STEM].casefold() in rest for word in WORD.findall(h1[1])) else most


def _within(title: str, document: Document) -> HtmlElement | None:
    """Return the element with the longest text that stands in *title*, if that is neither a link nor called the site's name."""
    longest, found = LEAST_HEADLINE, None
    site = document.metas.get("og:site_name", ())
    for one, line in _lines(document) if title else ():
        if not longest < len(line) <= LONGEST_HEADLINE:
            continue
        if len(text := " ".join(line.split())) > longest and text in title and text not in site and not _is_linked(one):
            longest, found = len(text), one
    return found


def _lines(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements that may be a headline, by their tag and the length of their text, and that."""
    for order, element, inside, text in document.texts:
        if inside and len(text) > LEAST_HEADLINE and element.tag in HEADLINE_TAGS and order < MOST_ELEMENTS:
            yield element, text


def _is_linked(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "a"


def _begins(title: str, text: str) -> bool:
    if not title or text.lstrip()[0] != title[0]:
        return False
    text = " ".join(text[:LONGEST_HEADLINE].split())
    return len(text) > LEAST_HEADLINE and title.startswith(text[:60])
