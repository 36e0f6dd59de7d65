"""The short texts of a page that have a date in them, and where they stand: one walk over the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.read import Reading, may_state, readings
from pipeline.document import Document

MOST_ELEMENTS = 30_000
MOST_CANDIDATES = 60
MOST_PARTS = 200  # pieces of text in one line
DIGIT = re.compile(r"\d")
UNSEEN = frozenset(("script", "style", "template", "title", "option", "textarea"))
HEADLINE_TAGS = frozenset(("h2", "h3", "b", "strong", "div", "span", "td", "p", "font", "big"))
LEAST_HEADLINE = 20  # characters of a headline that is none by its tag, but begins the title
LONGEST_HEADLINE = 400
LEAST_H1 = 8
LEAST = 4  # characters of a text with a date
SENTENCE = 70  # characters: a text so long that ends like a sentence is the story, not a line about it
PARAGRAPH = 160  # characters of a text that is a paragraph of a body, not a line about it
RELATIVE = 60  # characters: a longer text without a digit states no day
INLINE = frozenset(("span", "b", "strong", "i", "em", "font", "time", "a", "small", "abbr", "nobr"))
OUTSIDE = re.compile(
    r"(?<![a-z])(?:related|sidebar|side-?bar|aside|comment|footer|popular|widget|calendar|weather|banner|copyright|teaser|recommend|promo|"
    r"similar|most-?read|top-?news|latest|last-?news|news-?list|newslist|list-item|lenta|archive|also|carousel|slider|ticker|menu|nav|"
    r"informer|currency|rates|kurs|subscribe|tags?-|readmore|read-more|other-?news|more-?news|novosti-po-teme|opinion-list)", re.I
)  # fmt: skip
OUTSIDE_TAGS = frozenset("aside footer nav form select option script style noscript template textarea button".split())
INSIDE_TAGS = frozenset(("body", "html", "article", "main"))
MODIFIED = re.compile(
    r"обновл|измен|updated|modified|last edit|жаңартыл|оновл|aktualis|mis à jour|actualiz|редакт|aggiornat", re.I
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A short text with a date in it, and where it stands: its order on the page, and that it is outside the article."""

    order: int
    text: str
    reading: Reading
    element: HtmlElement
    outside: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The spots of a page, the order of its headline, and that of the first paragraph behind it."""

    spots: list[Spot]
    headline: int | None
    first_paragraph: int | None


def layout_of(document: Document) -> Layout:
    """Return where the page has short texts with dates, its headline and its first paragraph."""
    spots: list[Spot] = []
    seen: set[HtmlElement] = set()
    headline = _headline(document)
    first_paragraph = None
    for order, element in enumerate(islice(_elements(document), MOST_ELEMENTS)):
        tag = element.tag
        if order == headline:
            first_paragraph = None
        for piece in (None if tag in UNSEEN else element.text, element.tail):
            if piece is None or len(piece) < LEAST or piece.isspace():
                continue
            if first_paragraph is None and _is_prose(piece) and tag not in OUTSIDE_TAGS:
                first_paragraph = order
            if len(piece) > PARAGRAPH or not _says_a_day(piece):
                continue
            if spot := _spot(order, piece, element.getparent(), seen, document):
                spots.append(spot)
        if len(spots) >= MOST_CANDIDATES:
            break
    return Layout(spots, headline, first_paragraph)


def _elements(document: Document) -> Iterable[HtmlElement]:
    return document.elements or document.root.iter()


def _headline(document: Document) -> int | None:
    """Return the order of the headline: an h1, or else what begins the page's title."""
    head = " ".join((document.root.findtext(".//title") or "").split())
    first = None
    for order, element in enumerate(islice(_elements(document), MOST_ELEMENTS)):
        tag = element.tag
        if tag == "h1":
            if len(element.text_content().strip()) > LEAST_H1:
                return order
        elif first is None and head and tag in HEADLINE_TAGS:
            text = element.text
            if text and len(text) > LEAST_HEADLINE and head.startswith(" ".join(text[:LONGEST_HEADLINE].split())[:60]):
                first = order
    return first


def _is_prose(text: str) -> bool:
    return len(text) > PARAGRAPH or (len(text) > SENTENCE and text.rstrip()[-1] in ".!?»…”")


def _says_a_day(text: str) -> bool:
    return DIGIT.search(text) is not None or (len(text) <= RELATIVE and may_state(text))


def _spot(order: int, text: str, holder: HtmlElement | None, seen: set[HtmlElement], document: Document) -> Spot | None:
    if holder is None:
        return None
    block = _block(holder)
    if block in seen:
        return None
    whole = _line(block)
    if whole is None:
        block, whole = holder, " ".join(text.split())
    else:
        seen.add(block)
    if holder.tag in OUTSIDE_TAGS:
        return None
    found = list(readings(whole, document.page.fetched_at, document.page.timezone))
    found = [one for one in found if not MODIFIED.search(whole[max(0, one.start - 24) : one.start])] or found
    return Spot(order, whole, found[0], block, is_outside(block)) if found else None


def _block(element: HtmlElement) -> HtmlElement:
    """Return the nearest ancestor that holds a line of its own."""
    while element.tag in INLINE and (parent := element.getparent()) is not None:
        element = parent
    return element


def _line(block: HtmlElement) -> str | None:
    """Return the text of *block*, or None where it is more than a line."""
    parts, length = [], 0
    for part in islice(block.itertext(), MOST_PARTS):
        parts.append(part)
        length += len(part) if len(part) <= PARAGRAPH else len(" ".join(part.split()))
        if length > PARAGRAPH and len(" ".join("".join(parts).split())) > PARAGRAPH:
            return None
    return " ".join("".join(parts).split())


def is_outside(element: HtmlElement) -> bool:
    """Say whether *element* stands in a box that is not the article, or in a link."""
    one: HtmlElement | None = element
    while one is not None:
        tag = one.tag
        if tag in INSIDE_TAGS and one is not element:
            return False
        if tag in OUTSIDE_TAGS or tag == "a" or (tag == "li" and one.find(".//a[@href]") is not None):
            return True
        if OUTSIDE.search(f"{one.get('class', '')} {one.get('id', '')}"):
            return True
        one = one.getparent()
    return False
