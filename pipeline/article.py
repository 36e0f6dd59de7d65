"""From a page to the article on it: one pure function, `to_article`."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.authors import authors_of
from pipeline.block import Removed
from pipeline.body.body import body_of, paragraphs
from pipeline.canonical import canonical_url
from pipeline.dates.published import published
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.kinds import refuse
from pipeline.language import language_of
from pipeline.noise.furniture import without
from pipeline.page import Page
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


def to_article(page: Page) -> Article:
    """Return the article that *page* holds; raise a `Drop` when it holds none."""
    document = to_document(page)
    title = title_of(document)
    body = body_of(document, title)
    refuse(document, title, body)
    text, taken = without(paragraphs(body.blocks), page.furniture)
    return Article(
        page.url,
        canonical_url(page.url),
        title,
        tuple(text),
        language_of("\n".join(text) or title, document.root.get("lang") or ""),
        authors_of(document),
        published(document),
        (*body.removed, *(Removed(one, "furniture") for one in taken)),
    )
