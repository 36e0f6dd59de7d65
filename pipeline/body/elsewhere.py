"""Lines amid a story that are nothing but the headline of another page of the site, linked and without a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from lxml.html import HtmlElement

from pipeline.body.boxes import CLOSED, in_story
from pipeline.body.features import Sight
from pipeline.body.groups import WHOLLY
from pipeline.body.segments import Segment
from pipeline.dates.own import Own
from pipeline.document import Document
from pipeline.headings import WORD
from pipeline.text import clean_text

MOST_LINKS, SHARE = 3, 0.25  # such lines in a story, and the share of its blocks: a digest of linked headlines has more
LEAST_WORDS = 4  # of a headline: a person's name has fewer
OPEN = (".", ",", ":", ";")  # how no headline ends


def elsewhere(document: Document, sight: Sight, rules: Sequence[str]) -> Iterator[int]:
    """Yield the blocks of the story, by their numbers, that are the headlines of other pages.

    None goes on with what the block before it says or announces.
    """
    kept, own = in_story(rules), Own(document)
    found, is_closed = [], False
    for index in kept:
        one = sight.segments[index]
        if is_closed and _is_headline(one) and _leads_elsewhere(one, own):
            found.append(index)
        else:
            is_closed = CLOSED.search(one.text) is not None
    if len(found) <= min(MOST_LINKS, SHARE * len(kept)):
        yield from found


def _is_headline(one: Segment) -> bool:
    whole = one.kind == "paragraph" and one.is_linked_headline and one.linked >= WHOLLY * len(one.text)
    return whole and len(WORD.findall(one.text)) >= LEAST_WORDS and not one.text.endswith(OPEN)


def _leads_elsewhere(one: Segment, own: Own) -> bool:
    """Say whether the link that *one* is leads to another page of the site."""
    link = next((link for link in _links(one.element) if _is_text_of(link, one)), None)
    address = "" if link is None else (link.get("href") or "").strip()
    return bool(address) and "#" not in address and own.is_on_site(address) and not own.is_address(address)


def _is_text_of(link: HtmlElement, one: Segment) -> bool:
    """Say whether *one* is the text of *link*, perhaps behind a sign."""
    text = clean_text(str(link.text_content()))
    return len(text) >= WHOLLY * len(one.text) and one.text.endswith(text)


def _links(element: HtmlElement) -> Iterator[HtmlElement]:
    return chain(element.iter("a"), element.iterancestors("a"))
