"""From a page to the article on it: one pure function, `to_article`."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.dates.verdict import Verdict
from pipeline.page import Page


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that stood near the article and is not part of it, with the rule that says so."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """The article of one page. `paragraphs` is the body without the headline; a list is one paragraph (see the format)."""

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
    raise NotImplementedError
