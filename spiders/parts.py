"""Stories on several pages: which page is asked for next, and the page with what came."""

from __future__ import annotations

from dataclasses import replace

from pipeline.content import decoded
from pipeline.drop import BadContent
from pipeline.page import Page
from pipeline.parts import MOST_PARTS, next_part, repeats

MOST_LOOKED_AT = 2_000_000  # bytes of a page in which links are looked for


def part_after(page: Page) -> str | None:
    """Return the address of the part that follows *page* and the parts that it has; None when the story ends there."""
    number = len(page.parts) + 2
    if number > MOST_PARTS:
        return None
    last = page.parts[-1] if page.parts else page
    return next_part(page.url, number, last.url, _text(last))


def with_part(page: Page, part: Page) -> Page | None:
    """Return *page* with *part* as its last; None when that shows the story once more."""
    return None if repeats(_text(page), _text(part)) else replace(page, parts=(*page.parts, part))


def _text(page: Page) -> str:
    """Return the page's markup, good enough for its links: addresses are ASCII, and so are the words of HTML."""
    try:
        body = decoded(page.body, page.content_encoding)[:MOST_LOOKED_AT]
    except BadContent:
        return ""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("windows-1251", "replace")
