"""From a page to the article on it: one pure function, `to_article`."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.authors import authors_of
from pipeline.block import Removed
from pipeline.body.body import Body, body_of, paragraphs
from pipeline.canonical import canonical_url
from pipeline.dates.published import published
from pipeline.dates.verdict import Verdict
from pipeline.document import Document, to_document
from pipeline.drop import Drop, LaterPart, NoText
from pipeline.kinds import refuse
from pipeline.language import language_of, other_languages
from pipeline.noise.furniture import without
from pipeline.page import Page
from pipeline.parts import joined, later_part, next_part, repeats
from pipeline.stated import alternates_of, stated_url
from pipeline.title import title_above, title_of


@dataclass(frozen=True, slots=True)
class Article:
    """The article of one page. `paragraphs` is the body without the headline; a list is one paragraph."""

    url: str
    canonical_url: str
    title: str
    paragraphs: tuple[str, ...] = field(repr=False)
    language: str | None  # ISO 639-1 code, from the body; None when it cannot be told
    other_languages: tuple[str, ...]  # in which a good part of the body stands too: the page is mixed
    authors: tuple[str, ...]
    published: Verdict
    removed: tuple[Removed, ...] = field(repr=False)
    stated_url: str | None = None  # absolute, the address that the page calls its own (RFC 6596)
    alternates: tuple[tuple[str, str], ...] = ()  # languages and canonical addresses of the same article in these
    next_part: str | None = None  # where the story goes on, when that is not among the page's parts


def to_article(page: Page) -> Article:
    """Return the article that *page* holds; raise a `Drop` when it holds none."""
    document = to_document(page)
    stated = stated_url(document)
    if part := later_part(document, stated):
        raise LaterPart(f"part {part.number} of {part.first}")
    title = title_of(document)
    body = body_of(document, title)
    above = "" if page.rules.title else title_above(title, body.above, body.blocks)
    if above:
        title, body = above, body_of(document, above)
    try:
        refuse(document, title, body)
    except NoText as drop:
        drop.title, drop.published = title, published(document)
        raise
    bodies, following = _parts(document, title, body)
    text, taken = without(joined([paragraphs(one.blocks) for one in bodies]), page.furniture)
    language = language_of("\n".join(text) or title, document.root.get("lang") or "")
    return Article(
        page.url,
        canonical_url(page.url),
        title,
        tuple(text),
        language,
        other_languages(text, language),
        authors_of(document),
        published(document),
        (*(one for part in bodies for one in part.removed), *(Removed(one, "furniture", place) for place, one in taken)),
        stated,
        alternates_of(document),
        following,
    )


def _parts(first: Document, title: str, body: Body) -> tuple[list[Body], str | None]:
    """Return the bodies of the parts of the story that are there, and the address of the part after them."""
    bodies, last = [body], first
    for page in first.page.parts:
        try:
            last = to_document(page)
        except Drop:
            return bodies, None
        part = body_of(last, title)
        if repeats(paragraphs(body.blocks), paragraphs(part.blocks)):
            return bodies, None
        bodies.append(part)
    return bodies, next_part(last, first.page.url, len(bodies) + 1)
