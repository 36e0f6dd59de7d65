"""Which element of a page is its headline, as far as dates need to know: by the page's title, before any h1."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from pipeline.document import Document

MOST_ELEMENTS = 30_000  # of a page that are looked at
HEADLINE_TAGS = frozenset(("h2", "h3", "b", "strong", "div", "span", "td", "p", "font", "big"))
LEAST_HEADLINE = 20  # characters of a headline that is none by its tag, but begins the title
LONGEST_HEADLINE = 400
MOST_H1 = 60
TITLE_PART = 40  # characters of an h1 that stand in the title
LEAST_H1 = 8


def headline_of(document: Document, title: str) -> HtmlElement | None:
    """Return the headline: an h1 that stands in the page's title, what begins that or is most of it, or any h1."""
    found = document.tagged("h1")[:MOST_H1]
    texts = [(element, " ".join(element.text_content().split())) for element in found]
    h1 = [(element, text) for element, text in texts if len(text) > LEAST_H1]
    titled = next((element for element, text in h1 if text[:TITLE_PART] in title), None)
    if titled is not None:
        return titled
    elements = islice(document.elements, MOST_ELEMENTS)
    beginning = (one for one in elements if one.tag in HEADLINE_TAGS and _begins(title, one.text))
    return next(chain(beginning, _within(title, document), (element for element, _ in h1)), None)


def _within(title: str, document: Document) -> Iterator[HtmlElement]:
    """Yield the element with the longest text that stands in *title*: not the site's name, but what the page is about."""
    longest, found = LEAST_HEADLINE, None
    for one in islice(document.elements, MOST_ELEMENTS if title else 0):
        text = one.text
        if text is None or not longest < len(text) <= LONGEST_HEADLINE or one.tag not in HEADLINE_TAGS:
            continue
        if len(text := " ".join(text.split())) > longest and text in title:
            longest, found = len(text), one
    if found is not None:
        yield found


def _begins(title: str, text: str | None) -> bool:
    if not title or not text or len(text) <= LEAST_HEADLINE:
        return False
    text = " ".join(text[:LONGEST_HEADLINE].split())
    return len(text) > LEAST_HEADLINE and title.startswith(text[:60])
