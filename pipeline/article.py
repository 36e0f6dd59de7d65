"""From a page to the article on it: one pure function, `to_article`."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.authors import authors_of
from pipeline.block import Removed
from pipeline.body.body import Body, body_of, paragraphs
from pipeline.canonical import canonical_url
from pipeline.dates.published import published
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.drop import Drop, LaterPart
from pipeline.kinds import refuse
from pipeline.language import language_of
from pipeline.noise.furniture import without
from pipeline.page import Page
from pipeline.parts import joined, later_part
from pipeline.stated import stated_url
from pipeline.title import title_of


@dataclass(frozen=True, slots=True)
class Article:
    """The article of one page. `paragraphs` is the body without the headline; a list is one paragraph."""

    url: str
    canonical_url: str
    title: str
    paragraphs: tuple[str, ...] = field(repr=False)
    language: str | None  # ISO 639-1 code, from the body; None when it cannot be told
    authors: tuple[str, ...]
    published: Verdict
    removed: tuple[Removed, ...] = field(repr=False)
    stated_url: str | None = None  # absolute, the address that the page calls its own (RFC 6596)


def to_article(page: Page) -> Article:
    """Return the article that *page* holds; raise a `Drop` when it holds none."""
    document = to_document(page)
    stated = stated_url(document)
    if part := later_part(document, stated):
        raise LaterPart(f"part {part.number} of {part.first}")
    title = title_of(document)
    body = body_of(document, title)
    refuse(document, title, body)
    rest = [_part(one, title) for one in page.parts]
    text, taken = without(joined([paragraphs(one.blocks) for one in (body, *rest)]), page.furniture)
    return Article(
        page.url,
        canonical_url(page.url),
        title,
        tuple(text),
        language_of("\n".join(text) or title, document.root.get("lang") or ""),
        authors_of(document),
        published(document),
        (*(one for part in (body, *rest) for one in part.removed), *(Removed(one, "furniture") for one in taken)),
        stated,
    )


def _part(page: Page, title: str) -> Body:
    """Return what *page* adds to the story, whose headline is *title*; nothing when it cannot be read."""
    try:
        return body_of(to_document(page), title)
    except Drop:
        return Body(())
