"""Dates for machines inside the page: <time> elements and microdata."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.exact import exact_of
from pipeline.dates.labels import is_modified, says_modified
from pipeline.dates.lines import INLINE, label_of, line_at, text_of
from pipeline.dates.outside import Place, place_of
from pipeline.dates.own import Own
from pipeline.dates.ranks import Rank
from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document

MOST_TIMES = 60  # elements that are read
ENTRY_DATE = "entry-date"  # what themes of WordPress call it
BEFORE = 30  # characters before an element that may label it


@dataclass(frozen=True, slots=True)
class Stamp:
    """An element with a date, its place, and whether it is marked as that of publication, or of a change."""

    element: HtmlElement
    candidate: Candidate
    place: Place
    before: str  # what stands before it
    published: bool
    modified: bool


def stamps_of(document: Document, around: Set[HtmlElement], own: Own) -> list[Stamp]:
    """Return the first elements with a date for machines, in document order."""
    times = document.tagged("time")
    marked = [one for one in document.having("itemprop") if one.get("itemprop") == "datePublished"]
    elements = _in_order(document, {*times, *marked}) if times and marked else times or marked
    stating = ((one, text) for one in elements if (text := _stated(one, document)) is not None)
    return [_stamp(one, text, document, place_of(one, around, own), around) for one, text in islice(stating, MOST_TIMES)]


def _in_order(document: Document, chosen: Set[HtmlElement]) -> Sequence[HtmlElement]:
    return [one for one in document.elements if one in chosen]


def _stated(element: HtmlElement, document: Document) -> str | None:
    """Return what *element* states for machines; None where it speaks to readers alone."""
    text = element.get("datetime") or element.get("content") or exact_of(element, document)
    marked = element.tag != "meta" and str(element.get("itemprop")) == "datePublished"
    states = marked or (element.tag == "time" and (text or element.get("datetime") is not None))
    return text or str(element.text_content()) if states else None


def _stamp(element: HtmlElement, text: str, document: Document, place: Place, around: Set[HtmlElement]) -> Stamp:
    parent = element.getparent()
    before = _before(element, around)
    label = f"{_called(element)} {element.get('itemprop', '')} {before}"
    published = element.get("pubdate") is not None or "datePublished" in label or "published" in label
    modified = says_modified(label) and not published  # a template marks one that never changed as both
    one = candidate(Rank.TIME, "time", text, document)
    modified = modified or (one.reading is not None and is_modified(text[: one.reading.start], ""))
    if parent is not None and parent.tag in INLINE and not modified:
        published = published or "published" in (parent.get("class") or "").split()  # as in hAtom
    return Stamp(element, one, place, before, published, modified)


def _called(element: HtmlElement) -> str:
    """Return the class of *element*; without "updated" where that is the day of an entry: a theme calls the only one it prints so."""
    called: str = element.get("class", "")
    return called.replace("updated", "") if ENTRY_DATE in called.split() else called


def _before(element: HtmlElement, around: Set[HtmlElement]) -> str:
    """Return what stands before *element*: in its line, and in the short block before that."""
    line, own = line_at(element, inside=False), " ".join(element.text_content().split())
    text = text_of(line) or ""
    before = text.partition(own)[0] if own else text
    return f"{label_of(line.block, around)} {before[-BEFORE:]}"
