"""What names an author to readers: elements marked as one or called so, and lines that begin with "by"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.dates.headline import headline_of
from pipeline.document import Document
from pipeline.persons import BYLINE, LONGEST
from pipeline.text import clean_text

STARTS = ("авто", "текс", "подг", "мәті", "дайы", "by", "writ", "作者", "记者", "記者")
BEFORE = " \t\r\n—–-"  # what may stand before them
INLINE = frozenset("a b strong em i span".split())
HOLDERS = INLINE | frozenset("p div address cite li".split())
LINE = (HOLDERS | {"h3", "h4", "h5", "h6"}) - {"li"}  # a list of links to authors is a menu
NAMED = ("author", "byline", "by-line", "autor")
OTHERS = ("photo", "foto", "image", "img", "caption")  # whose author is not the article's
COMMENT = re.compile(r"(?<![a-z])comment(?!s?[-_](?:open|count|enabled|link))", re.I)
COMMENTS = ("/Comment", "/UserComments", "/Answer")  # of schema.org
FEW_STEPS = 4  # so far up an element may be named for comments
PLAIN = frozenset("fn n name url display-name".split())  # classes that tell no more than that it is a name
FAR = 4  # steps up
LED_BY = 12  # characters
LED = re.compile(r"(?:[,;:/|&·•—–-]|\b(?:by|and|und|et|von|par|por|и)|және|^)\s*$", re.I)  # what stands before a name
MOST = 12
MOST_PIECES = 4  # elements in a byline
PROSE = 120  # characters of a paragraph


class Byline(NamedTuple):
    """What names an author to readers, and the order of its element."""

    order: int
    text: str


def bylines_of(document: Document) -> Iterator[Byline]:
    """Yield what names an author to readers: what is marked as one, and lines and elements that say so."""
    labelled = document.having("rel", "itemprop")
    marked = (one for one in labelled if one.get("rel") == "author" or "author" in one.get("itemprop", ""))
    for element in islice((one for one in marked if not _is_of_comment(one)), MOST):
        yield Byline(document.elements.index(element), _stated(element))
    for order, element, inside, text in document.texts:
        if len(text) > 2 * LONGEST:
            continue
        if text.lstrip(BEFORE)[:4].lower().startswith(STARTS):
            if match := BYLINE.match(_line(element, inside=inside)[: 2 * LONGEST]):
                yield Byline(order, match[0])
        elif inside and element.tag in HOLDERS and _is_named(_classes(element)) and not _is_of_comment(element):
            yield Byline(order, text)


def at_headline(bylines: Iterable[Byline], document: Document) -> list[Byline]:
    """Return those of *bylines* that stand between the headline and the second paragraph behind it: the first may be a summary."""
    element = headline_of(document, document.head_title)
    if element is None:
        return []
    start = document.elements.index(element)
    prose = (order for order, _, _, text in document.texts if order > start and len(text) > PROSE)
    end = next(islice(prose, 1, None), len(document.elements))
    return [one for one in bylines if start < one.order <= end]


def _stated(element: HtmlElement) -> str:
    """Return what *element* states: an attribute, the name that it holds as a person's, or all of its text."""
    held = next((one for one in element.iterfind(".//*[@itemprop]") if one.get("itemprop") == "name"), element)
    return clean_text(held.get("content") or held.text_content())


def _is_of_comment(element: HtmlElement) -> bool:
    """Say whether *element* names who wrote a comment on the article."""
    boxes = (element, *islice(element.iterancestors(), FEW_STEPS))
    return any(COMMENT.search(one.get("class", "")) or one.get("itemtype", "").endswith(COMMENTS) for one in boxes)


def _line(element: HtmlElement, *, inside: bool) -> str:
    """Return the text in *element* or behind it up to the next line break; nothing where that is amid a line, or too much."""
    holder = element if inside else element.getparent()
    if holder is None or holder.tag not in HOLDERS or not (inside or _is_silent(element)):
        return ""
    pieces = [(element.text if inside else element.tail) or ""]
    for one in islice(element if inside else element.itersiblings(), MOST_PIECES + 1):
        if one.tag == "br":
            break
        pieces += (one.text_content(), one.tail or "")
    return clean_text("".join(pieces)) if len(pieces) <= 2 * MOST_PIECES else ""


def _is_silent(element: HtmlElement) -> bool:
    return element.tag == "br" or not element.text_content().strip()


def _classes(element: HtmlElement) -> str:
    """Return the names of *element*, or of what it stands in when it is inline, has none that tells more, and begins its line
    or follows another name there.
    """
    for _ in range(FAR):
        if element.tag not in INLINE or not PLAIN.issuperset(element.get("class", "").lower().split()):
            break
        previous, holder = element.getprevious(), element.getparent()
        before = previous.tail if previous is not None else holder.text if holder is not None else ""
        if holder is None or holder.tag not in LINE or not LED.search((before or "")[-LED_BY:]):
            return ""
        element = holder
    named: str = element.get("class", "")
    return named


@lru_cache(maxsize=4096)
def _is_named(classes: str) -> bool:
    classes = classes.lower()
    return any(name in classes for name in NAMED) and not any(name in classes for name in OTHERS)
